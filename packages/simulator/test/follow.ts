import type { Client } from './client.ts'
import { inside, series, type Recorded } from './recorded.ts'

export interface Course {
  /** The answer to the verb itself. */
  accepted: unknown
  /** Every different moment, in order: `0:Running 1:Starting`, objects told apart by their order of appearance. */
  moments: string[]
  /** The sets of keys seen, as `0:Starting account,arch,…`. A job's own fields come and go with its end: left out. */
  keys: Set<string>
  /** A pending job as listAsyncJobs shows it. */
  pending: unknown
  /** What queryAsyncJobResult says at the end. */
  result: unknown
  /** How many jobs listAsyncJobs holds afterwards. */
  left: unknown
}

interface Row {
  id: string
  state: string
  /** Of a host, whose `state` a maintenance leaves alone. */
  resourcestate?: string
}

const ofRows = (body: Record<string, unknown>) =>
  (body.router ?? body.systemvm ?? body.internalloadbalancervm ?? body.host ?? []) as Row[]

class Samples {
  readonly moments: string[] = []
  readonly keys = new Set<string>()
  readonly #places = new Map<string, number>()

  add(rows: readonly Row[]): void {
    const states = rows.map((row) => {
      const place = this.#places.get(row.id) ?? this.#places.size
      this.#places.set(row.id, place)
      const keys = Object.keys(row).filter((key) => !key.startsWith('job'))
      const state = row.resourcestate ?? row.state
      this.keys.add(`${place}:${state} ${keys.sort().join(',')}`)
      return `${place}:${state}`
    })
    const moment = states.join(' ')
    if (moment !== this.moments.at(-1)) this.moments.push(moment)
  }
}

const isList = (exchange: Recorded) =>
  /^list(Routers|SystemVms|Internal|Hosts)/.test(String(exchange.request.params.command))

export function recordedCourse(name: string): Course {
  const [first, ...rest] = series(name)
  if (!first) throw new Error(`${name} is empty`)
  const samples = new Samples()
  for (const exchange of rest.filter(isList)) samples.add(ofRows(inside(exchange)))
  const of = (command: string) => rest.filter((exchange) => exchange.request.params.command === command)
  const listed = of('listAsyncJobs')
  return {
    accepted: first.body,
    moments: samples.moments,
    keys: samples.keys,
    pending: listed.find((exchange) => 'count' in inside(exchange))?.body,
    result: of('queryAsyncJobResult').at(-1)?.body,
    left: inside(listed.at(-1) ?? first).count,
  }
}

/** Does what a series did and watches it in steps finer than the recording's. `restored`: puts back what was left out of it. */
export async function followed(
  client: Client,
  name: string,
  restored: (params: Record<string, unknown>) => Record<string, unknown> = (params) => params,
): Promise<Course> {
  const [first, ...rest] = series(name)
  if (!first) throw new Error(`${name} is empty`)
  const ask = (exchange: Recorded) => {
    const { command, ...params } = exchange.request.params
    return client.call(String(command), restored(params), exchange.request.method)
  }
  const list = rest.find(isList)
  const accepted = await ask(first)
  const { jobid } = accepted.inside
  const samples = new Samples()
  const pending = await client.call('listAsyncJobs', { listall: true })
  let result = await client.call('queryAsyncJobResult', { jobid })
  for (let waited = 0; waited < 60_000 && result.inside.jobstatus === 0; waited += 100) {
    if (list) samples.add(ofRows((await ask(list)).inside))
    client.pass(100)
    result = await client.call('queryAsyncJobResult', { jobid })
  }
  if (list) samples.add(ofRows((await ask(list)).inside))
  const left = (await client.call('listAsyncJobs', { listall: true })).inside.count
  return {
    accepted: accepted.body,
    moments: samples.moments,
    keys: samples.keys,
    pending: pending.body,
    result: result.body,
    left,
  }
}

/** What of `part` does not come in `whole` in the same order; empty when all does. */
export function outOfOrder(part: readonly string[], whole: readonly string[]): string[] {
  let at = 0
  return part.filter((one) => {
    const found = whole.indexOf(one, at)
    if (found < 0) return true
    at = found
    return false
  })
}
