import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host, Router } from '@stratoview/api-client'
import { createSimulator } from '@stratoview/simulator'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Plan, Report, Run, RunAnswer, RunEvent } from '../../src/app.ts'
import { browser, errorOf, start } from '../harness.ts'

/** One server for the file, with its own database: the embedded one takes seconds to boot. */
const dataDir = mkdtempSync(join(tmpdir(), 'stratoview-rollouts-'))
const stops: (() => Promise<void>)[] = []
const simulator = createSimulator({ epoch: Date.now() })
const { app, logged } = start(simulator.fetch, { dataDir }, { onStop: (stop) => void stops.push(stop) })

const upgrade = { kind: 'upgrade', method: 'restart-router', options: { parallel: 4, stopAfter: 0, patience: 2 } }
const everything = { ...upgrade, scope: { by: 'everything' } }

type Signed = ReturnType<typeof browser>
async function signedIn(username: string, domain?: string): Promise<Signed> {
  const one = browser(app)
  const answer = await one.post('/api/session', { username, password: 'password', domain })
  expect(answer.status).toBe(200)
  return one
}
const json = async <T>(answer: Response | Promise<Response>) => (await (await answer).json()) as T
const statusOf = async (answer: Promise<Response>) => (await answer).status

/** Polls like a page, and lets the world's clock run, until it is so. */
async function until(one: Signed, world: string, id: string, so: (run: Run) => boolean): Promise<RunAnswer> {
  for (const end = Date.now() + 100_000; Date.now() < end;) {
    const answer = await json<RunAnswer>(one.get(`/api/rollouts/${id}`))
    if (so(answer.run)) return answer
    simulator.control.advance(3_000, world)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('It never came to that')
}

let admin: Signed
beforeAll(async () => {
  admin = await signedIn('admin+one')
})
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
  rmSync(dataDir, { recursive: true, force: true })
})

test('a server on which nobody could start a run has no database; while a plan is being read it is made', async () => {
  expect(await json(admin.get('/api/rollouts'))).toEqual({ runs: [] })
  const auditor = await signedIn('auditor+one')
  await json<Plan>(auditor.post('/api/rollouts/plan', everything))
  expect(readdirSync(dataDir)).toEqual([])
  const plan = await json<Plan>(admin.post('/api/rollouts/plan', everything))
  expect(plan.items.map(({ name }) => name)).toContain('r-640-VM')
  // Whoever asks meanwhile doesn't wait for it.
  expect(await json(admin.get('/api/rollouts'))).toEqual({ runs: [] })
  await json<Plan>(admin.post('/api/rollouts/plan', everything))
  await vi.waitFor(() => expect(readdirSync(dataDir)).toContain('rollouts'), { timeout: 60_000, interval: 50 })
}, 90_000)

test('a database that is away is said so; everything else works meanwhile', async () => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing'
  const stop: (() => Promise<void>)[] = []
  const { get, post, signIn } = start(simulator.fetch, { databaseUrl }, { onStop: (one) => void stop.push(one) })
  await signIn('admin+one', 'password')
  expect(await errorOf(await get('/api/rollouts'))).toMatchObject({ status: 503, code: 'no-database' })
  expect((await post('/api/rollouts/plan', everything)).status).toBe(200)
  expect(await errorOf(await post('/api/rollouts', everything))).toMatchObject({ status: 503, code: 'no-database' })
  await Promise.all(stop.map((one) => one()))
})

test('a run may be planned for each group of routers, and holds the routers of that group', async () => {
  const { router: all } = await json<{ router: Router[] }>(
    admin.get('/api/cs/listRouters?listall=true&projectid=-1&fetchhealthcheckresults=false'),
  )
  const planned = async (scope: object) => {
    const plan = await json<Plan>(admin.post('/api/rollouts/plan', { ...upgrade, kind: 'restart', scope }))
    return plan.items.map(({ name }) => name).toSorted()
  }
  const named = (of: (router: Router) => boolean) =>
    all
      .filter(of)
      .map(({ name }) => name)
      .toSorted()
  const one = (name: string) => all.find((router) => router.name === name)!
  const [ha, bank] = [one('r-640-VM'), one('r-871-VM')]
  const { host } = await json<{ host: Host[] }>(admin.get('/api/cs/listHosts?type=Routing'))
  const clusterid = host.find(({ id }) => id === ha.hostid)!.clusterid!
  const hosts = new Set(host.filter((each) => each.clusterid === clusterid).map(({ id }) => id))
  const { account = '', domainid = '' } = ha

  expect(await planned({ by: 'everything' })).toEqual(named(() => true))
  expect(await planned({ by: 'zone', id: ha.zoneid })).toEqual(named(({ zoneid }) => zoneid === ha.zoneid))
  expect(await planned({ by: 'pod', id: ha.podid })).toEqual(named(({ podid }) => podid === ha.podid))
  expect(await planned({ by: 'cluster', id: clusterid })).toEqual(named(({ hostid = '' }) => hosts.has(hostid)))
  expect(await planned({ by: 'host', id: ha.hostid })).toEqual(named(({ hostid }) => hostid === ha.hostid))
  expect(await planned({ by: 'account', account, domainid })).toEqual(named((router) => router.account === account))
  // The domain itself, not those below it: bazaar's routers are in /sales/emea.
  expect(await planned({ by: 'domain', id: domainid })).toEqual(named((router) => router.domainid === domainid))
  expect(await planned({ by: 'network', id: ha.guestnetworkid })).toEqual(['r-640-VM', 'r-641-VM'])
  expect(await planned({ by: 'vpc', id: bank.vpcid })).toEqual(['r-871-VM', 'r-872-VM'])
  expect(await planned({ by: 'selection', ids: [bank.id, ha.id] })).toEqual(['r-640-VM', 'r-871-VM'])
})

test('who may list routers may plan, and is told at the start what the role lacks', async () => {
  const auditor = await signedIn('auditor+one')
  const plan = await json<Plan>(auditor.post('/api/rollouts/plan', everything))
  expect(plan.items.map(({ name }) => name)).toContain('r-640-VM')
  expect(await errorOf(await auditor.post('/api/rollouts', everything))).toMatchObject({
    status: 403,
    code: 'forbidden',
    command: 'rebootRouter',
  })
})

test('what makes no sense is refused, naming the field', async () => {
  const plan = async (request: object) => errorOf(await admin.post('/api/rollouts/plan', request))
  expect(await plan({ ...everything, method: 'migrate' })).toMatchObject({ status: 400, field: 'method' })
  expect(await plan({ ...everything, method: 'all-at-once' })).toMatchObject({ status: 400, field: 'scope' })
  expect(await plan({ ...everything, options: { parallel: 0 } })).toMatchObject({ field: 'options.parallel' })
  const window = { from: '22:00', until: '5 o’clock', timezone: 'UTC' }
  expect(await plan({ ...everything, options: { window } })).toMatchObject({ field: 'options.window.until' })
  expect(await plan({ ...everything, scope: { by: 'zone', id: 'none' } })).toMatchObject({ status: 431 })
  const nobody = await admin.post('/api/rollouts', { ...everything, scope: { by: 'selection', ids: ['none'] } })
  expect(nobody.status).toBe(431)
  const title = await errorOf(await admin.post('/api/rollouts', { ...everything, title: 'a\0b' }))
  expect(title).toMatchObject({ status: 400, field: 'title' })
})

test('from the click to the report, and nothing secret in any answer or line', async () => {
  const { items: due } = await json<Plan>(admin.post('/api/rollouts/plan', everything))
  const ids = due.filter(({ name }) => ['r-733-VM', 'r-734-VM', 'r-752-VM'].includes(name)).map(({ id }) => id)
  const request = { ...upgrade, scope: { by: 'selection', ids }, title: 'Night shift' }
  const begun = await admin.post('/api/rollouts', request)
  expect(begun.status).toBe(201)
  const { run } = await json<{ run: Run }>(begun)
  expect(run).toMatchObject({
    title: 'Night shift',
    state: 'running',
    owner: { account: 'admin' },
    actsAs: 'admin+one',
    scope: { by: 'selection', count: 3 },
  })
  const { items: waiting } = await json<RunAnswer>(admin.get(`/api/rollouts/${run.id}`))
  expect(waiting.find(({ subject }) => subject.name === 'r-733-VM')?.pair).toEqual({
    redundantstate: 'PRIMARY',
    other: 'r-734-VM',
  })
  const { run: ended, items } = await until(admin, 'one', run.id, ({ state }) => state === 'ended')
  expect(ended).toMatchObject({ outcome: 'done', counts: { done: 3 } })
  expect(items.length).toBe(Object.values(ended.counts).reduce((a, b) => a + b, 0))
  const since = await json<RunAnswer>(admin.get(`/api/rollouts/${run.id}?after=${ended.rev - 5}`))
  expect(since.items.length).toBeLessThan(items.length)
  const { events } = await json<{ events: RunEvent[] }>(admin.get(`/api/rollouts/${run.id}/events`))
  expect(events[0]).toMatchObject({ text: expect.stringContaining('Started by admin+one') as string })
  const report = await json<Report>(admin.get(`/api/rollouts/${run.id}/report`))
  expect(report.totals.upgraded).toBe(3)
  expect(report.changed.length + report.failed.length + report.notDone.length).toBe(items.length)
  const all = JSON.stringify([ended, items, events, report]) + logged.join('')
  for (const [apikey, { secretkey }] of simulator.control.world('one').keys) {
    expect(all).not.toContain(apikey)
    expect(all).not.toContain(secretkey)
  }
  expect(all).not.toMatch(/"own"|sealed/)
}, 120_000)

test('it is its account’s and the root admins’ of the same cloud; others find nothing there', async () => {
  const { run } = await json<{ run: Run }>(admin.post('/api/rollouts', { ...everything, kind: 'restart' }))
  const others = await Promise.all([signedIn('admin+two'), signedIn('salesadmin+one', 'sales'), signedIn('tenant+one')])
  for (const other of others) {
    expect(await statusOf(other.get(`/api/rollouts/${run.id}`))).toBe(404)
    expect(await statusOf(other.get(`/api/rollouts/${run.id}/events`))).toBe(404)
    expect(await statusOf(other.get(`/api/rollouts/${run.id}/report`))).toBe(404)
    expect(await statusOf(other.post(`/api/rollouts/${run.id}/abort`, {}))).toBe(404)
    expect(await json(other.get('/api/rollouts'))).toEqual({ runs: [] })
  }
  const auditor = await signedIn('auditor+one')
  expect(await statusOf(auditor.get(`/api/rollouts/${run.id}`))).toBe(200)
  expect(await errorOf(await auditor.post(`/api/rollouts/${run.id}/pause`, {}))).toMatchObject({ code: 'forbidden' })
  expect(await statusOf(browser(app).get(`/api/rollouts/${run.id}`))).toBe(401)

  const paused = await json<{ run: Run }>(admin.post(`/api/rollouts/${run.id}/pause`, {}))
  expect(paused.run.state).toBe('paused')
  expect(await errorOf(await admin.post(`/api/rollouts/${run.id}/pause`, {}))).toMatchObject({ code: 'wrong-state' })
  const { items } = await json<RunAnswer>(admin.get(`/api/rollouts/${run.id}`))
  const waiting = items.filter(({ step }) => step === 'waiting').map(({ id }) => id)
  // What a database would choke on is no run and no item, and no fault of the database.
  for (const id of ['-'.repeat(36), run.id.toUpperCase(), 'x', '%00'])
    expect(await errorOf(await admin.get(`/api/rollouts/${id}`))).toMatchObject({ status: 404 })
  for (const id of ['router:none', '%00'])
    expect(await errorOf(await admin.post(`/api/rollouts/${run.id}/items/${id}/skip`, {}))).toMatchObject({
      status: 404,
    })
  const skip = `/api/rollouts/${run.id}/items/${encodeURIComponent(waiting[0]!)}/skip`
  expect(await statusOf(admin.post(skip, {}))).toBe(202)
  expect(await errorOf(await admin.post(skip, {}))).toMatchObject({ status: 409, code: 'wrong-state' })
  await admin.post(`/api/rollouts/${run.id}/abort`, {})
  const { run: ended } = await until(admin, 'one', run.id, ({ state }) => state === 'ended')
  expect(ended).toMatchObject({ outcome: 'aborted', counts: { skipped: 1 } })
}, 120_000)

test('a host is emptied by one run at a time', async () => {
  const host = simulator.control.world('one').tables.hosts.find(({ name }) => name === 'fra1-kvm-06')!
  const evacuation = { kind: 'evacuate', method: 'migrate', scope: { by: 'host', id: host.id } }
  const begun = await admin.post('/api/rollouts', evacuation)
  expect(begun.status).toBe(201)
  const { run } = await json<{ run: Run }>(begun)
  expect(run).toMatchObject({ maintenance: true, title: 'Evacuation of fra1-kvm-06, 5 VMs' })
  const again = await errorOf(await admin.post('/api/rollouts', evacuation))
  expect(again).toMatchObject({
    status: 409,
    code: 'under-way',
    message: expect.stringContaining('fra1-kvm-06') as string,
  })
  await admin.post(`/api/rollouts/${run.id}/abort`, {})
  await until(admin, 'one', run.id, ({ state }) => state === 'ended')
  const ids = simulator.control.world('one').tables.routers.filter(({ hostid }) => hostid === host.id)
  const without = ids.slice(1).map(({ id }) => id)
  const third = await admin.post('/api/rollouts', { ...evacuation, without, maintenance: false })
  expect(third.status).toBe(201)
  const { run: last } = await json<{ run: Run }>(third)
  expect(last.maintenance).toBeUndefined()
  await until(admin, 'one', last.id, ({ state }) => state === 'ended')
}, 120_000)

test('an operator without keys is told so, and gets them when he asks', async () => {
  const sales = await signedIn('salesadmin+one', 'sales')
  const { items } = await json<Plan>(sales.post('/api/rollouts/plan', everything))
  const ids = items.filter(({ name }) => ['r-640-VM', 'r-641-VM'].includes(name)).map(({ id }) => id)
  const restart = { ...upgrade, scope: { by: 'selection', ids } }
  expect(await errorOf(await sales.post('/api/rollouts', restart))).toMatchObject({ status: 409, code: 'no-keys' })
  const wrong = { ...restart, keys: { apikey: 'nobody', secretkey: 'knows' } }
  expect(await errorOf(await sales.post('/api/rollouts', wrong))).toMatchObject({ status: 400, code: 'bad-keys' })
  // Another's keys are good, and still not his.
  const [apikey, { secretkey }] = [...simulator.control.world('one').keys][0]!
  const others = { ...restart, keys: { apikey, secretkey } }
  expect(await errorOf(await sales.post('/api/rollouts', others))).toMatchObject({ status: 400, code: 'bad-keys' })
  const begun = await sales.post('/api/rollouts', { ...restart, registerKeys: true })
  expect(begun.status).toBe(201)
  const { run } = await json<{ run: Run }>(begun)
  // A domain admin has no health results: the run has no gate of them.
  expect(run.options.gate).toBe('none')
  // Keys that are revoked in the middle stop it; whoever resumes it brings his own.
  await until(sales, 'one', run.id, ({ counts }) => counts.done > 0)
  const { world } = simulator.control
  for (const [key, { userid }] of world('one').keys) {
    if (world('one').find('users', userid)?.username === 'salesadmin') world('one').keys.delete(key)
  }
  const { run: stopped } = await until(sales, 'one', run.id, ({ state }) => state === 'paused')
  expect(stopped.standing?.code).toBe('keys')
  expect(await errorOf(await sales.post(`/api/rollouts/${run.id}/resume`, {}))).toMatchObject({ code: 'no-keys' })
  expect(await statusOf(admin.post(`/api/rollouts/${run.id}/resume`, {}))).toBe(202)
  const { run: ended } = await until(sales, 'one', run.id, ({ state }) => state === 'ended')
  expect(ended.actsAs).toBe('admin+one')
}, 120_000)

test('typed keys are taken when they are the operator’s own; where CloudStack doesn’t tell, the run says so', async () => {
  const own = await signedIn('admin+typed')
  const [apikey, { secretkey }] = [...simulator.control.world('typed').keys][0]!
  const { items } = await json<Plan>(own.post('/api/rollouts/plan', everything))
  const one = { ...upgrade, scope: { by: 'selection', ids: [items[0]!.id] } }
  const typed = { ...one, keys: { apikey, secretkey } }
  const begin = async (request: object) => (await json<{ run: Run }>(own.post('/api/rollouts', request))).run
  expect(await begin(typed)).toMatchObject({ actsAs: 'admin+typed' })
  expect(await (await own.get('/api/cs/listUsers?listall=true')).text()).not.toContain(apikey)
  // A role of the operator’s own making, that may not ask for keys.
  const refused = { kind: 'status', status: 432, errortext: 'The API [getUserKeys] does not exist' } as const
  simulator.control.fault('typed', { command: 'getUserKeys', ...refused })
  expect(await errorOf(await own.post('/api/rollouts', one))).toMatchObject({ status: 409, code: 'no-keys' })
  expect(await begin(typed)).toMatchObject({ actsAs: 'admin+typed' })
  simulator.control.fault('typed', { command: 'listUsers', ...refused })
  const unknown = await begin(typed)
  expect(unknown).not.toHaveProperty('actsAs')
  const { events } = await json<{ events: RunEvent[] }>(own.get(`/api/rollouts/${unknown.id}/events`))
  expect(events).toContainEqual(
    expect.objectContaining({ level: 'warning', text: expect.stringContaining('whose they are') as string }),
  )
})
