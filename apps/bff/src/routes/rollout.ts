import { Hono, type Context } from 'hono'
import { readBody } from '../body.ts'
import { refuse } from '../error.ts'
import { packed } from '../packed.ts'
import type { Parts } from '../parts.ts'
import { apisOf } from '../rights.ts'
import { createCloud } from '../rollout/cloud.ts'
import { createRun } from '../rollout/create-run.ts'
import type { Rollouts } from '../rollout/create.ts'
import { mayDo, maySee } from '../rollout/entitled.ts'
import { keysFor } from '../rollout/get-keys.ts'
import { readPlan } from '../rollout/read-plan.ts'
import { isActive, publicItem, publicRun, type Order, type RunRecord } from '../rollout/record.ts'
import { reportOf } from '../rollout/report.ts'
import { keysRequest, nothing, planRequest, startRequest } from '../rollout/request.ts'
import type { Store } from '../rollout/store.ts'
import type { RolloutRequest, RunAnswer } from '../rollout/types.ts'
import type { Session } from '../session.ts'

/** How long an answer waits for the driver to carry an order out, ms, and how often it looks. */
const patience = 2_000
const pace = 100

/** What PostgreSQL would take for a run's id: anything else it answers with an error of its own. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const unknown = () => refuse(404, 'not-found', 'There is no such run.')
const wrongState = (message: string) => refuse(409, 'wrong-state', message)

/** Rolling runs; what each route does is in `rollout/types.ts`. */
export function rolloutRoutes(parts: Parts, rollouts: Rollouts) {
  const { sessions } = parts
  const desk = new Desk(parts, rollouts)
  return new Hono()
    .post('/plan', async (c) => {
      const session = await sessions.verified(c)
      const request = await readBody(c, planRequest)
      const plan = await desk.plan(session, request)
      // While it is being read: making the embedded database takes seconds.
      if (mayStart(session, request)) rollouts.expect()
      return packed(c, plan)
    })
    .post('/', (c) => desk.start(c))
    .get('/', (c) => desk.list(c))
    .get('/:id', async (c) => {
      const { store, run } = await desk.find(c)
      const items = await store.items(run.id, number(c, 'after'))
      return packed(c, { run: publicRun(run), items: items.map(publicItem) } satisfies RunAnswer)
    })
    .get('/:id/events', async (c) => {
      const { store, run } = await desk.find(c)
      return packed(c, { events: await store.events(run.id, number(c, 'after')) })
    })
    .get('/:id/report', async (c) => {
      const { store, run } = await desk.find(c)
      return c.json(reportOf(run, await store.items(run.id)))
    })
    .post('/:id/pause', (c) => desk.steer(c, 'pause', ['running']))
    .post('/:id/abort', (c) => desk.steer(c, 'abort', ['running', 'paused']))
    .post('/:id/resume', (c) => desk.resume(c))
    .post('/:id/items/:item/:verb{skip|retry}', (c) => desk.item(c, c.req.param('verb') as 'skip' | 'retry'))
}

function number(c: Context, name: string): number | undefined {
  const told = c.req.query(name)
  return told !== undefined && /^\d{1,9}$/.test(told) ? Number(told) : undefined
}

const needs = ({ kind, method, maintenance = true }: RolloutRequest) => ({
  method,
  maintenance: kind === 'evacuate' && maintenance,
})

function mayStart(session: Session, request: RolloutRequest): boolean {
  try {
    mayDo(session, needs(request))
    return true
  } catch {
    return false
  }
}

class Desk {
  readonly #parts: Parts
  readonly #rollouts: Rollouts

  constructor(parts: Parts, rollouts: Rollouts) {
    this.#parts = parts
    this.#rollouts = rollouts
  }

  /** Whoever may list the routers may plan: what they may not do, they may still show to somebody who may. */
  async plan(session: Session, request: RolloutRequest) {
    const { cloudstack, now } = this.#parts
    // A plan can be made without what earlier runs measured.
    const samples = await this.#rollouts
      .existing()
      .then((store) => store?.samples(this.#rollouts.cloud) ?? [])
      .catch(() => [])
    return readPlan(createCloud(cloudstack, session, now()), request, new Set<string>(apisOf(session)), samples)
  }

  async start(c: Context) {
    const { cloudstack, sessions, log } = this.#parts
    const session = await sessions.verified(c)
    const { keys: told, registerKeys, ...request } = await readBody(c, startRequest)
    mayDo(session, needs(request))
    const plan = await this.plan(session, request)
    if (plan.items.length === 0) throw refuse(409, 'nothing-to-do', 'Nothing of that needs it.')
    if (plan.host) await this.#notTwice(plan.host)
    const { keys, whose: actsAs } = await keysFor(cloudstack, session, { keys: told, registerKeys })
    const { username, account, domainid } = session.user
    const { cloud, seal } = this.#rollouts
    const owner = { username, account, domainid }
    const given = { cloud, owner, actsAs, now: plan.made, seal: (id: string) => seal.seal(keys, id) }
    const change = await createRun({ plan, request, ...given })
    await (await this.#rollouts.open()).create(change)
    this.#rollouts.wake(change.run.id)
    const about = { audit: 'rollout-start', run: change.run.id, username, account }
    log.info({ ...about, kind: plan.kind, items: plan.items.length }, 'rollout start')
    return c.json({ run: publicRun(change.run) }, 201)
  }

  /** One run empties a host: a second would only get in its way. */
  async #notTwice({ id, name }: { id: string; name: string }) {
    const store = await this.#rollouts.existing()
    const all = (await store?.runs(this.#rollouts.cloud)) ?? []
    const other = all.find(
      ({ kind, scope, state }) => kind === 'evacuate' && scope.by === 'host' && scope.id === id && state !== 'ended',
    )
    if (other) throw refuse(409, 'under-way', `A run is emptying ${name} already: ${other.title}.`)
  }

  async list(c: Context) {
    const session = await this.#parts.sessions.verified(c)
    const store = await this.#rollouts.existing()
    const all = (await store?.runs(this.#rollouts.cloud)) ?? []
    const seen = await Promise.all(all.map((run) => maySee(run, session, this.#parts.cloudstack)))
    return packed(c, { runs: all.filter((_, i) => seen[i]).map(publicRun) })
  }

  /** The run of the address, or 404: also for who may not see it. */
  async find(c: Context): Promise<{ store: Store; run: RunRecord; session: Session }> {
    const session = await this.#parts.sessions.verified(c)
    const id = c.req.param('id') ?? ''
    const store = uuid.test(id) ? await this.#rollouts.existing() : undefined
    const run = await store?.run(id)
    if (!store || run?.own.cloud !== this.#rollouts.cloud) throw unknown()
    if (!(await maySee(run, session, this.#parts.cloudstack))) throw unknown()
    return { store, run, session }
  }

  async steer(c: Context, type: 'pause' | 'abort', from: readonly string[]) {
    const found = await this.find(c)
    await readBody(c, nothing)
    mayDo(found.session, found.run)
    if (!from.includes(found.run.state)) throw wrongState(`The run is ${found.run.state}.`)
    return this.#order(c, found, { type })
  }

  /** With keys when the old ones were the trouble, or when others are given: whoever resumes it then answers for it. */
  async resume(c: Context) {
    const found = await this.find(c)
    const told = await readBody(c, keysRequest)
    const { run, session } = found
    mayDo(session, run)
    if (run.state !== 'paused') throw wrongState(`The run is ${run.state}.`)
    const renew = told.keys !== undefined || run.standing?.code === 'keys' || run.standing?.code === 'rights'
    if (!renew) return this.#order(c, found, { type: 'resume' })
    const { keys, whose } = await keysFor(this.#parts.cloudstack, session, told)
    const sealed = await this.#rollouts.seal.seal(keys, run.id)
    return this.#order(c, found, { type: 'resume', sealed, ...(whose !== undefined && { actsAs: whose }) })
  }

  async item(c: Context, type: 'skip' | 'retry') {
    const found = await this.find(c)
    await readBody(c, nothing)
    mayDo(found.session, found.run)
    if (found.run.state === 'ended') throw wrongState('The run has ended.')
    const id = c.req.param('item') ?? ''
    const item = /^[\w:-]+$/.test(id) ? await found.store.item(found.run.id, id) : undefined
    if (!item) throw refuse(404, 'not-found', 'There is no such item in this run.')
    const may = type === 'skip' ? ['waiting', 'failed'] : ['failed', 'skipped']
    if (!may.includes(item.step))
      throw wrongState(isActive(item) ? `${item.subject.name} is under way.` : `${item.subject.name} is ${item.step}.`)
    return this.#order(c, found, { type, item: item.id })
  }

  /** Whoever drives the run carries it out; the answer waits a moment for that. */
  async #order(c: Context, { store, run, session }: Awaited<ReturnType<Desk['find']>>, order: Omit<Order, 'by'>) {
    const { username, account } = session.user
    await store.order(run.id, { ...order, by: username })
    this.#rollouts.wake(run.id)
    const about = { audit: `rollout-${order.type}`, run: run.id, item: order.item, username, account }
    this.#parts.log.info(about, `rollout ${order.type}`)
    for (let waited = 0; waited < patience && (await store.orders(run.id)).length > 0; waited += pace) {
      await new Promise((resolve) => setTimeout(resolve, pace))
    }
    return c.json({ run: publicRun((await store.run(run.id)) ?? run) }, 202)
  }
}
