import { expect, test } from 'vitest'
import type { Store } from '../../src/rollout/store.ts'
import {
  age,
  cloudy,
  drive,
  memoryStore,
  passWatching,
  restart,
  runThrough,
  started,
  unsigned,
  type Cloudy,
  type Watched,
} from './harness.ts'

/** Both are looked at at the same moment, time and again, until both have ended. */
async function runBoth(cloud: Cloudy, store: Store, ids: readonly string[]): Promise<Watched> {
  const watched: Watched = { looks: 0, pairsDown: [] }
  let open = await Promise.all(ids.map(async (id) => (await drive(cloud, store, id))!))
  for (; open.length > 0; watched.looks++) {
    expect(watched.looks).toBeLessThan(2_000)
    const looked = await Promise.all(open.map(async (one) => ({ one, next: await one.next() })))
    open = looked.flatMap(({ one, next }) => (typeof next === 'string' ? [] : [one]))
    passWatching(cloud, 2_000, watched)
  }
  return watched
}
const tally = ({ deeds }: Cloudy) => [...Map.groupBy(deeds, (deed) => deed.id).values()].map((of) => of.length)

test.each(['restart-router', 'restart-network'] as const)(
  '%s: one waits for the other, and no pair is ever down',
  async (method) => {
    const cloud = await unsigned(await cloudy('calm-1', 12))
    const store = memoryStore()
    const request = restart({ parallel: 4, gate: 'none' }, { method })
    const ids = [await started(cloud, store, request), await started(cloud, store, request)]
    const watched = await runBoth(cloud, store, ids)
    expect(watched.pairsDown).toEqual([])
    for (const id of ids) expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
    // Both did what they were told; neither asked for what the other was at.
    expect(new Set(tally(cloud))).toEqual(new Set([2]))
    const said = (await Promise.all(ids.map((id) => store.events(id, 0)))).flat().map(({ text }) => text)
    expect(said).toContainEqual(expect.stringMatching(/waits: Another run, “Restart, .*”, is at work on it/))
  },
)

test('an upgrade: what the other has upgraded meanwhile is not touched again', async () => {
  for (const method of ['restart-router', 'restart-network', 'live-patch'] as const) {
    const cloud = await unsigned(await cloudy('calm-1', 8))
    age(cloud)
    const store = memoryStore()
    const request = restart({ parallel: 3 }, { kind: 'upgrade', method })
    const ids = [await started(cloud, store, request), await started(cloud, store, request)]
    await runBoth(cloud, store, ids)
    for (const id of ids) expect(await store.run(id), method).toMatchObject({ state: 'ended', outcome: 'done' })
    expect(new Set(tally(cloud)), method).toEqual(new Set([1]))
    const items = (await Promise.all(ids.map((id) => store.items(id)))).flat()
    expect(
      items.map(({ why }) => why),
      method,
    ).toContain('It had been upgraded already when its turn came')
  }
})

test('one is CloudStack’s own command at all of them: it waits until nobody is at work on any', async () => {
  const cloud = await unsigned(await cloudy('calm-1', 8))
  age(cloud)
  const store = memoryStore()
  const { zoneid } = cloud.routers()[0]!
  const first = await started(cloud, store, restart({ parallel: 2 }, { scope: { by: 'zone', id: zoneid } }))
  const ours = (await drive(cloud, store, first))!
  await ours.next()
  const begun = cloud.deeds.length
  expect(begun).toBeGreaterThan(0)
  const upgrade = { kind: 'upgrade', method: 'all-at-once', scope: { by: 'zone', id: zoneid } } as const
  const second = await started(cloud, store, upgrade)
  await (await drive(cloud, store, second))!.next()
  expect(cloud.deeds).toHaveLength(begun)
  await runBoth(cloud, store, [first, second])
  expect(cloud.deeds.map(({ command }) => command)).toContain('upgradeRouterTemplate')
  for (const id of [first, second]) expect(await store.run(id)).toMatchObject({ state: 'ended' })
})

test('the other is paused in the middle: that is said, and waited for no longer than for anything else', async () => {
  const cloud = await cloudy('calm-1', 3)
  const store = memoryStore()
  const first = await started(cloud, store, restart())
  const ours = (await drive(cloud, store, first))!
  await ours.next()
  cloud.world.keys.clear()
  expect(await ours.next()).toBe('idle')
  const [apikey, { userid }] = ['again', { userid: cloud.world.tables.users[0]!.id }]
  cloud.world.keys.set(apikey, { secretkey: 'secret', userid })
  cloud.keys.apikey = apikey
  cloud.keys.secretkey = 'secret'
  const second = await started(cloud, store, restart())
  await runThrough(cloud, store, second)
  expect(await store.run(second)).toMatchObject({ state: 'ended', counts: { done: 2, left: 1 } })
  const left = (await store.items(second)).find(({ step }) => step === 'left')!
  expect(left.why).toMatch(/^Another run, “.*”, is paused in the middle of it$/)
})
