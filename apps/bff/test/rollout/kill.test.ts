import { expect, test } from 'vitest'
import type { RolloutMethod, RolloutRequest } from '../../src/rollout/types.ts'
import { dice } from './dice.ts'
import { age, cloudy, memoryStore, started, unsigned, type Cloudy } from './harness.ts'
import { runThroughKilled } from './killed.ts'

const ills = ['never-comes-back', 'comes-back-unhealthy', 'host-goes-down', 'job-hangs', 'job-fails'] as const

/** Each kind's share of the seeds, in tenths. */
const methods: readonly RolloutMethod[] = [
  ...(['restart-router', 'restart-router', 'restart-router', 'restart-router'] as const),
  ...(['restart-network', 'restart-network', 'live-patch', 'live-patch', 'all-at-once', 'all-at-once'] as const),
]

/** A method and limits by dice, and up to three troubles. */
function seeded(seed: number, cloud: Cloudy) {
  const { next, int } = dice(seed)
  const method = methods[int(0, methods.length - 1)]!
  const upgrade = method === 'live-patch' || method === 'all-at-once'
  if (upgrade) age(cloud)
  const routers = cloud.routers()
  const request: RolloutRequest = {
    kind: upgrade ? 'upgrade' : 'restart',
    method,
    scope:
      method === 'all-at-once'
        ? { by: 'zone', id: routers.find(({ isredundantrouter }) => isredundantrouter)!.zoneid }
        : { by: 'everything' },
    options: { parallel: int(1, 4), stopAfter: int(0, 2), patience: 3, gate: next() < 0.8 ? 'no-worse' : 'none' },
  }
  for (let n = int(0, 3); n > 0; n--) {
    const { name, vpcid, guestnetworkid } = routers[int(0, routers.length - 1)]!
    const ill = ills[int(0, ills.length - 1)]!
    cloud.trouble(name, ill)
    // A job on a network is the network's.
    if (ill.startsWith('job')) cloud.world.troubles.set(vpcid ?? guestnetworkid ?? '', ill)
  }
  return { request, lifetimes: () => int(1, 20) }
}

/** Of each VM or network, how often CloudStack was told to act on it. */
const tally = (cloud: Cloudy) => {
  const told = new Map<string, number>()
  for (const { command, id } of cloud.deeds) told.set(`${command} ${id}`, (told.get(`${command} ${id}`) ?? 0) + 1)
  return [...told.values()]
}

/** CloudStack's books: how often the router that was restarted most often was told to. */
const restartsOf = ({ world, routers }: Cloudy) =>
  Math.max(
    ...routers().map(
      ({ id }) =>
        world.tables.events.filter(
          (event) => event.resourceid === id && event.type === 'ROUTER.REBOOT' && event.state === 'Scheduled',
        ).length,
    ),
  )

const runs = 200
const batches = 8

test.each(Array.from({ length: batches }, (_, batch) => batch))(
  'killed at every boundary, seeds of batch %i: nothing twice, no pair down, none lost, all end',
  async (batch) => {
    let killed = 0
    for (let seed = batch; seed < runs; seed += batches) {
      const cloud = await unsigned(await cloudy('calm-1', 6))
      const store = memoryStore()
      const { request, lifetimes } = seeded(seed, cloud)
      const id = await started(cloud, store, request)
      const planned = (await store.items(id)).length
      const watched = await runThroughKilled(cloud, store, id, lifetimes)
      killed += watched.killed
      const items = await store.items(id)
      const about = `seed ${seed}, ${request.method}`
      expect(items, about).toHaveLength(planned)
      expect(Math.max(...tally(cloud)), about).toBe(1)
      if (request.method === 'all-at-once') expect(restartsOf(cloud), about).toBeLessThanOrEqual(1)
      else expect(watched.pairsDown, about).toEqual([])
      expect(await store.run(id), about).toMatchObject({ state: 'ended', counts: { waiting: 0, active: 0 } })
      expect((await store.run(id))?.own.sealed, about).toBeUndefined()
    }
    expect(killed).toBeGreaterThan(100)
  },
  // Seconds on a machine at rest; the limit is for one that isn't.
  600_000,
)
