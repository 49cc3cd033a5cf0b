import { expect, test } from 'vitest'
import type { RolloutMethod, RolloutRequest } from '../../src/rollout/types.ts'
import { dice } from './dice.ts'
import { age, cloudy, memoryStore, runThrough, started, unsigned, type Cloudy } from './harness.ts'
import { runThroughKilled } from './killed.ts'

const upgrade = (method: RolloutMethod, more: Partial<RolloutRequest> = {}): RolloutRequest => ({
  kind: 'upgrade',
  method,
  scope: { by: 'everything' },
  options: { stopAfter: 0, patience: 10 },
  ...more,
})
const single = (cloud: Cloudy, ofVpc: boolean) =>
  cloud.routers().find((one) => !one.isredundantrouter && (one.vpcid !== undefined) === ofVpc)!

test('under the successor of a restart: the old router goes on, the run says so, and a second try clears up', async () => {
  const cloud = await cloudy('calm-1', 6)
  age(cloud)
  const store = memoryStore()
  const router = single(cloud, false)
  const network = router.guestnetworkid!
  cloud.trouble(router.name, 'host-goes-down')
  const scope = { by: 'network', id: network } as const
  const id = await started(cloud, store, upgrade('restart-network', { scope, options: { stopAfter: 1 } }))
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'paused', standing: { code: 'failures' } })
  const [failed] = await store.items(id)
  expect(failed).toMatchObject({ step: 'failed', why: 'CloudStack’s job failed', interruption: { ms: 0 } })
  expect(failed!.said).toMatch(/^Resource \[Host:\d+\] is unreachable: Host \d+: Unable to start r-\d+-VM$/)
  // What it left behind: the one that serves, and the one that could not start.
  expect(failed!.after!.map(({ id: of, state }) => [of === router.id, state])).toEqual([
    [true, 'Running'],
    [false, 'Stopped'],
  ])
  await store.order(id, { type: 'retry', item: failed!.id, by: 'anna' })
  await store.order(id, { type: 'resume', by: 'anna' })
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
  const left = cloud.routers().filter((one) => one.guestnetworkid === network && !one.vpcid)
  expect(left.map(({ state, id: of }) => [of === router.id, state])).toEqual([[false, 'Running']])
  expect(cloud.deeds).toHaveLength(2)
})

test('under a pair’s first new router: the PRIMARY is not touched, and the network is not cut off', async () => {
  const cloud = await cloudy('calm-1', 6)
  age(cloud)
  const store = memoryStore()
  const primary = cloud.routers().find(({ redundantstate }) => redundantstate === 'PRIMARY')!
  cloud.trouble(primary.name, 'host-goes-down')
  const scope = { by: 'selection' as const, ids: [primary.id] }
  const id = await started(cloud, store, upgrade('restart-network', { scope }))
  const { pairsDown } = await runThrough(cloud, store, id)
  const [item] = await store.items(id)
  expect(item).toMatchObject({ step: 'failed', interruption: { ms: 0 } })
  expect(primary).toMatchObject({ state: 'Running', redundantstate: 'PRIMARY', hostcontrolstate: 'Enabled' })
  expect(pairsDown).toEqual([])
})

test('under a restart of the router: it stays off, and that nobody serves there is said', async () => {
  const cloud = await cloudy('calm-1', 6)
  const store = memoryStore()
  const router = single(cloud, false)
  cloud.trouble(router.name, 'host-goes-down')
  const scope = { by: 'selection' as const, ids: [router.id] }
  const id = await started(cloud, store, { ...upgrade('restart-router', { scope }), kind: 'restart' })
  await runThrough(cloud, store, id)
  expect((await store.items(id))[0]).toMatchObject({ step: 'failed', after: [{ state: 'Stopped' }] })
  const events = await store.events(id)
  expect(events).toContainEqual(
    expect.objectContaining({ level: 'error', text: `${router.guestnetworkname}: no router serves it now` }),
  )
})

test('under a live patch of a network: its job fails in CloudStack’s words', async () => {
  const cloud = await cloudy('calm-1', 12)
  age(cloud)
  const store = memoryStore()
  const router = single(cloud, false)
  cloud.trouble(router.name, 'host-goes-down')
  const scope = { by: 'network', id: router.guestnetworkid! } as const
  const id = await started(cloud, store, upgrade('live-patch', { scope }))
  await runThrough(cloud, store, id)
  expect((await store.items(id))[0]).toMatchObject({
    step: 'failed',
    why: 'CloudStack’s job failed',
    said: 'Failed to restart network',
    after: [{ state: 'Running', version: '4.20.2' }],
  })
})

test('under a live patch of a VPC: its job says nothing of it; HA’s restart is waited for, and the outage is told', async () => {
  const cloud = await cloudy('calm-1', 12)
  age(cloud)
  const store = memoryStore()
  const router = single(cloud, true)
  const { hostid } = router
  cloud.trouble(router.name, 'host-goes-down')
  const scope = { by: 'vpc', id: router.vpcid! } as const
  const id = await started(cloud, store, upgrade('live-patch', { scope }))
  await runThrough(cloud, store, id)
  const [item] = await store.items(id)
  // Nothing was patched: that it is on the new version is HA's doing, and so is the outage.
  expect(item).toMatchObject({ step: 'done', after: [{ state: 'Running', version: '4.22.0' }] })
  expect(item!.after![0]!.hostid).not.toBe(hostid)
  expect(item!.interruption!.ms).toBeGreaterThan(60_000)
})

const methods: readonly RolloutMethod[] = ['restart-router', 'restart-network', 'live-patch']
const runs = 90
const batches = 3

test.each(Array.from({ length: batches }, (_, batch) => batch))(
  'hosts go down at any moment, with kills beside, seeds of batch %i: nothing twice, no act on a pair that isn’t whole, all end',
  async (batch) => {
    let fell = 0
    for (let seed = batch; seed < runs; seed += batches) {
      const { next, int } = dice(seed + 20_000)
      const cloud = await unsigned(await cloudy('calm-1', 8))
      age(cloud)
      const store = memoryStore()
      const method = methods[int(0, methods.length - 1)]!
      const about = `seed ${seed}, ${method}`
      const options = {
        parallel: int(1, 4),
        stopAfter: int(0, 2),
        patience: 5,
        gate: next() < 0.7 ? 'no-worse' : 'none',
      } as const
      const id = await started(cloud, store, upgrade(method, { options }))
      for (let falls = int(1, 2); falls > 0; falls--) {
        cloud.world.clock.after(int(0, 60_000), () => {
          const busy = cloud.routers().filter(({ hostcontrolstate }) => hostcontrolstate === 'Enabled')
          const host = cloud.world.find('hosts', busy[int(0, busy.length - 1)]?.hostid)
          if (host) cloud.world.hostFails(host, int(10, 120) * 1_000)
          fell += 1
        })
      }
      const broken: string[] = []
      const { ask } = cloud.cloudstack
      const watched: Cloudy = {
        ...cloud,
        cloudstack: {
          ...cloud.cloudstack,
          ask: (command, params, ...rest) => {
            const router = command === 'rebootRouter' && cloud.world.find('routers', params['id'])
            if (router && router.isredundantrouter) {
              const other = cloud
                .routers()
                .find(
                  (one) => one !== router && one.vpcid === router.vpcid && one.guestnetworkid === router.guestnetworkid,
                )
              if (other?.state !== 'Running' || other.hostcontrolstate === 'Offline') broken.push(router.name)
            }
            return ask(command, params, ...rest)
          },
        },
      }
      await runThroughKilled(watched, store, id, () => int(1, 30))
      expect(broken, about).toEqual([])
      const told = cloud.deeds.map((deed) => `${deed.command} ${deed.id}`)
      expect(told, about).toHaveLength(new Set(told).size)
      expect(await store.run(id), about).toMatchObject({ state: 'ended', counts: { waiting: 0, active: 0 } })
      for (const { step, why, subject } of await store.items(id)) {
        if (step === 'failed' || step === 'left') expect(why, `${about}, ${subject.name}`).toBeTruthy()
      }
    }
    expect(fell).toBeGreaterThan(20)
  },
  600_000,
)
