import { expect, test } from 'vitest'
import type { Store } from '../../src/rollout/store.ts'
import type { RolloutOptions, RolloutRequest } from '../../src/rollout/types.ts'
import {
  cloudy,
  drive,
  memoryStore,
  passWatching,
  runThrough,
  seal,
  started,
  stepsOf,
  unsigned,
  type Cloudy,
} from './harness.ts'

const restartAll = (options: Partial<RolloutOptions> = {}): RolloutRequest => ({
  kind: 'restart',
  method: 'restart-router',
  scope: { by: 'everything' },
  options: { stopAfter: 0, ...options },
})
const named = (cloud: Cloudy, name: string) => cloud.routers().find((router) => router.name === name)!
const texts = async (store: Store, id: string) => (await store.events(id, 0)).map(({ text }) => text)
const item = async (store: Store, id: string, name: string) =>
  (await store.items(id)).find(({ subject }) => subject.name === name)!

test('one a network and so many at a time; of a pair the BACKUP first, the PRIMARY when the other stands ready', async () => {
  const cloud = await cloudy('calm-1', 8)
  const store = memoryStore()
  const pair = ['r-640-VM', 'r-641-VM'].map((name) => named(cloud, name))
  const was = pair.map(({ redundantstate }) => redundantstate)
  const id = await started(cloud, store, restartAll({ parallel: 3 }))
  const watched = await runThrough(cloud, store, id)
  expect(watched.pairsDown).toEqual([])
  const items = await store.items(id)
  expect(new Set(Object.values(stepsOf(items)))).toEqual(new Set(['done']))
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done', remainingMs: 0 })
  const at = async (name: string) => (await texts(store, id)).findIndex((text) => text === `${name}: rebootRouter`)
  const [primary, backup] = was[0] === 'PRIMARY' ? pair : pair.toReversed()
  expect(await at(backup!.name)).toBeLessThan(await at(primary!.name))
  expect(cloud.deeds).toHaveLength(8)
  // Between the two the BACKUP of before has become the one that leads.
  expect(backup!.redundantstate).toBe('PRIMARY')
  const single = items.find(({ own }) => !own.pair)!
  expect(single.interruption!.ms).toBeGreaterThan(2_000)
  expect(single).toMatchObject({ healthBefore: { verdict: 'passing' }, healthAfter: { verdict: 'passing' } })
})

test('a BACKUP that never comes back: its PRIMARY is left alone, the run pauses, and goes on when told', async () => {
  const cloud = await cloudy('calm-1', 4)
  const store = memoryStore()
  const backup = cloud.routers().find(({ redundantstate }) => redundantstate === 'BACKUP')!
  const primary = cloud.routers().find((one) => one.isredundantrouter && one.vpcid === backup.vpcid && one !== backup)!
  cloud.trouble(backup.name, 'never-comes-back')
  const scope = { by: 'selection' as const, ids: [backup.id, primary.id] }
  const id = await started(cloud, store, { ...restartAll({ stopAfter: 1, patience: 5 }), scope })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'paused', standing: { code: 'failures' } })
  expect(await item(store, id, backup.name)).toMatchObject({ step: 'failed' })
  await store.order(id, { type: 'resume', by: 'anna' })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'with-failures' })
  expect(await item(store, id, primary.name)).toMatchObject({ step: 'left' })
  expect(cloud.deeds.map((deed) => deed.id)).toEqual([backup.id])
})

test('a router that comes back unhealthy fails, and can be tried again', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const { name, id: vm } = cloud.routers().find(({ isredundantrouter }) => !isredundantrouter)!
  cloud.trouble(name, 'comes-back-unhealthy')
  const id = await started(cloud, store, { ...restartAll({ stopAfter: 1 }), scope: { by: 'selection', ids: [vm] } })
  await runThrough(cloud, store, id)
  const failed = await item(store, id, name)
  expect(failed).toMatchObject({ step: 'failed', why: 'Not healthy: disk_space_check.py' })
  expect(failed.healthAfter).toMatchObject({ failing: ['disk_space_check.py'] })
  // It failed before this attempt, too, so it is no worse now.
  await store.order(id, { type: 'retry', item: failed.id, by: 'anna' })
  await store.order(id, { type: 'resume', by: 'anna' })
  await runThrough(cloud, store, id)
  expect(await item(store, id, name)).toMatchObject({ step: 'done', attempt: 2 })
  expect(cloud.deeds).toHaveLength(2)
})

test('CloudStack refuses an act in its own words; a job’s failure is told in them', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const { name } = cloud.routers()[0]!
  cloud.trouble(name, 'job-fails')
  cloud.fault('', { command: 'rebootRouter', kind: 'status', status: 533, errortext: 'No room for it', times: 1 })
  const id = await started(cloud, store, restartAll())
  await runThrough(cloud, store, id)
  const said = (await store.items(id)).filter(({ step }) => step === 'failed').map((one) => one.said)
  expect(said).toContain('No room for it')
})

test('an answer that is lost on the way is not believed to be a no', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const id = await started(cloud, store, restartAll())
  // A proxy's page in place of the answer: the first two never reached CloudStack.
  cloud.fault('', { command: 'rebootRouter', kind: 'html', status: 502, times: 2 })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
  expect(new Set(cloud.deeds.map((deed) => deed.id)).size).toBe(cloud.deeds.length)
  expect(await texts(store, id)).toContainEqual(expect.stringContaining('never heard of it; asked again'))
})

test('revoked keys pause the run and say so; with others it goes on where it was', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const id = await started(cloud, store, restartAll())
  const first = (await drive(cloud, store, id))!
  await first.next()
  cloud.world.keys.delete(cloud.keys.apikey)
  expect(await first.next()).toBe('idle')
  expect(await store.run(id)).toMatchObject({ state: 'paused', standing: { code: 'keys' } })
  const keys = { apikey: 'another', secretkey: 'pair' }
  cloud.world.keys.set(keys.apikey, { secretkey: keys.secretkey, userid: cloud.world.tables.users[0]!.id })
  await store.order(id, { type: 'resume', by: 'anna', sealed: await seal.seal(keys, id), actsAs: 'anna' })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done', actsAs: 'anna' })
  expect(cloud.deeds).toHaveLength(3)
})

test('a restart of CloudStack is waited for', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const id = await started(cloud, store, restartAll())
  const ours = (await drive(cloud, store, id))!
  await ours.next()
  cloud.fault('', { command: '*', kind: 'refuse', times: 4 })
  expect(await ours.next()).toEqual({ again: 5_000 })
  expect(await store.run(id)).toMatchObject({ state: 'running', standing: { code: 'cloudstack' } })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
  expect((await store.run(id))!.standing).toBeUndefined()
  expect(cloud.deeds).toHaveLength(3)
})

test('what moves on together is written together', async () => {
  const cloud = await unsigned(await cloudy('calm-1', 60))
  const store = memoryStore()
  let writes = 0
  const counted: Store = {
    ...store,
    commit(...args) {
      writes += 1
      // As long as a database takes, if only a moment.
      return new Promise((resolve) => setTimeout(resolve, 1)).then(() => store.commit(...args))
    },
  }
  const id = await started(cloud, store, restartAll({ parallel: 40, gate: 'none' }))
  const ours = (await drive(cloud, counted, id))!
  await ours.next()
  const begun = cloud.deeds.length
  expect(begun).toBeGreaterThan(30)
  // Each has been written as intended before its act, and with its job after.
  expect(writes).toBeLessThan(begun)
  expect((await store.items(id)).filter(({ step, jobid }) => step === 'acting' && jobid !== undefined)).toHaveLength(
    begun,
  )
  const events = await store.events(id, 0)
  expect(events.map(({ seq }) => seq)).toEqual([...new Set(events.map(({ seq }) => seq))].toSorted((a, b) => a - b))
  expect(events.filter(({ text }) => text.endsWith(': rebootRouter'))).toHaveLength(begun)
}, 60_000)

test('nothing is begun outside of the hours', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  // The world's clock is at 9:00.
  const id = await started(cloud, store, restartAll({ window: { from: '22:00', until: '05:30', timezone: 'UTC' } }))
  const ours = (await drive(cloud, store, id))!
  await ours.next()
  expect(await store.run(id)).toMatchObject({ state: 'running', standing: { code: 'window' } })
  expect(cloud.deeds).toEqual([])
  cloud.pass(13 * 3_600_000)
  await ours.next()
  expect(cloud.deeds).toHaveLength(1)
})

test('clocks that jump end nothing before its time', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const id = await started(cloud, store, restartAll({ patience: 20 }))
  const ours = (await drive(cloud, store, id))!
  await ours.next()
  // Three hours at once, in the middle of a restart: the job ended long ago, and so it is found.
  cloud.pass(3 * 3_600_000)
  await ours.next()
  expect((await store.items(id)).filter(({ step }) => step === 'failed')).toEqual([])
  const run = (await store.run(id))!
  expect(run.own.ran).toBeLessThanOrEqual(5 * 60_000)
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
})

test('pause lets what runs end and begins nothing; abort leaves the rest', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const id = await started(cloud, store, restartAll())
  const ours = (await drive(cloud, store, id))!
  await ours.next()
  await store.order(id, { type: 'pause', by: 'anna' })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'paused', counts: { done: 1, waiting: 2, active: 0 } })
  await store.order(id, { type: 'abort', by: 'anna' })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'aborted', counts: { done: 1, left: 2 } })
  expect(cloud.deeds).toHaveLength(1)
})

test('a network is restarted with a new router up before the old one goes; nobody is cut off', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const old = cloud.routers().map(({ id }) => id)
  const id = await started(cloud, store, { ...restartAll(), method: 'restart-network' })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
  expect(cloud.routers().filter((router) => old.includes(router.id))).toEqual([])
  for (const one of await store.items(id)) expect(one.interruption).toMatchObject({ ms: 0 })
})

test('all at once: CloudStack picks by the template, and both of a pair are down together', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const zone = cloud.world.tables.zones.find(({ name }) => name === 'fra-1')!
  const id = await started(cloud, store, {
    kind: 'upgrade',
    method: 'all-at-once',
    scope: { by: 'zone', id: zone.id },
    options: { stopAfter: 0, gate: 'none' },
  })
  const ours = (await drive(cloud, store, id))!
  const watched = { looks: 0, pairsDown: [] as string[] }
  while (typeof (await ours.next()) !== 'string') passWatching(cloud, 3_000, watched)
  expect(cloud.deeds.map(({ command }) => command)).toEqual(['upgradeRouterTemplate'])
  expect(watched.pairsDown.length).toBeGreaterThan(0)
  expect(named(cloud, 'r-733-VM')).toMatchObject({ version: '4.22.0' })
  expect(await store.run(id)).toMatchObject({ state: 'ended' })
})

test('a fleet’s health checks touch nothing and leave a verdict of each', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const id = await started(cloud, store, { kind: 'health-checks', method: 'check', scope: { by: 'everything' } })
  await runThrough(cloud, store, id)
  const run = (await store.run(id))!
  expect(run).toMatchObject({ state: 'ended', outcome: 'with-failures' })
  expect(await item(store, id, 'r-1042-VM')).toMatchObject({ step: 'done', healthAfter: { verdict: 'failing' } })
  expect(await item(store, id, 'r-988-VM')).toMatchObject({ step: 'failed', why: 'Its checks could not be made' })
  expect(cloud.deeds).toEqual([])
})
