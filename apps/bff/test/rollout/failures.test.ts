import type { TroubleName } from '@stratoview/simulator'
import { expect, test } from 'vitest'
import { age, cloudy, drive, memoryStore, runThrough, seal, started } from './harness.ts'

type Expected = { step: string; why?: string; said?: string }
const hung = 'CloudStack’s job did not end in 3 minutes'

/** A single router of the six, ill in this way, and what becomes of its item; everybody else is done. */
const cases: ['live-patch' | 'all-at-once' | 'restart-network', TroubleName, Expected][] = [
  ['live-patch', 'job-hangs', { step: 'failed', why: hung }],
  ['live-patch', 'job-fails', { step: 'failed', why: 'CloudStack’s job failed', said: '' }],
  ['live-patch', 'host-goes-down', { step: 'failed', why: 'CloudStack’s job failed', said: '' }],
  ['live-patch', 'needs-upgrade', { step: 'failed', why: 'as before' }],
  ['restart-network', 'job-hangs', { step: 'failed', why: hung }],
  ['restart-network', 'job-fails', { step: 'failed', why: 'CloudStack’s job failed', said: '' }],
  ['restart-network', 'host-goes-down', { step: 'failed', why: 'CloudStack’s job failed', said: '' }],
  ['all-at-once', 'never-comes-back', { step: 'failed', why: 'CloudStack’s job did not end in 3 minutes' }],
  ['all-at-once', 'comes-back-unhealthy', { step: 'failed', why: 'Not healthy: disk_space_check.py' }],
  ['all-at-once', 'host-goes-down', { step: 'failed', why: 'CloudStack’s job failed', said: '' }],
  ['all-at-once', 'job-hangs', { step: 'failed', why: hung }],
  ['all-at-once', 'job-fails', { step: 'failed', why: 'CloudStack’s job failed', said: '' }],
  ['all-at-once', 'needs-upgrade', { step: 'failed', why: 'as before' }],
]

test.each(cases)(
  '%s, and one router has the trouble %s: it fails for that, and all ends',
  async (method, ill, wanted) => {
    const cloud = await cloudy('calm-1', 6)
    age(cloud)
    const store = memoryStore()
    const sick = cloud.routers().find(({ isredundantrouter, vpcid }) => !isredundantrouter && !vpcid)!
    cloud.trouble(sick.name, ill)
    if (method !== 'all-at-once' && ill.startsWith('job')) cloud.world.troubles.set(sick.guestnetworkid!, ill)
    const scope =
      method === 'all-at-once' ? ({ by: 'zone', id: sick.zoneid } as const) : ({ by: 'everything' } as const)
    const options = { stopAfter: 0, patience: 3, parallel: 3 }
    const id = await started(cloud, store, { kind: 'upgrade', method, scope, options })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'with-failures' })
    const items = await store.items(id)
    const [about, others] = [items.filter(mine), items.filter((item) => !mine(item))]
    function mine({ subject }: (typeof items)[number]) {
      return subject.id === sick.id || subject.id === sick.guestnetworkid
    }
    expect(about.map(({ step }) => step)).toEqual([wanted.step])
    expect(about[0]!.why).toContain(wanted.why)
    if (wanted.said !== undefined) expect(about[0]!.said).toBeTruthy()
    // A host that goes down takes with it what else is on it.
    if (ill !== 'host-goes-down')
      expect(new Set(others.map(({ step }) => step))).toEqual(new Set(others.length > 0 ? ['done'] : []))
    const told = cloud.deeds.map(({ command, id: of }) => `${command} ${of}`)
    expect(new Set(told).size).toBe(told.length)
  },
)

test.each(['live-patch', 'restart-network', 'all-at-once'] as const)(
  '%s: keys that expire in the middle stop it, and with others it ends without doing anything twice',
  async (method) => {
    const cloud = await cloudy('calm-1', 6)
    age(cloud)
    const store = memoryStore()
    const zone = cloud.routers()[0]!.zoneid
    const scope = method === 'all-at-once' ? ({ by: 'zone', id: zone } as const) : ({ by: 'everything' } as const)
    const id = await started(cloud, store, { kind: 'upgrade', method, scope, options: { parallel: 2 } })
    const ours = (await drive(cloud, store, id))!
    await ours.next()
    cloud.pass(2_000)
    const [old, { userid }] = [...cloud.world.keys][0]!
    cloud.world.keys.delete(old)
    expect(await ours.next()).toBe('idle')
    expect(await store.run(id)).toMatchObject({ state: 'paused', standing: { code: 'keys' } })
    const keys = { apikey: 'another', secretkey: 'pair' }
    cloud.world.keys.set(keys.apikey, { secretkey: keys.secretkey, userid })
    await store.order(id, { type: 'resume', by: 'anna', sealed: await seal.seal(keys, id), actsAs: 'anna' })
    await runThrough(cloud, store, id)
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
    const told = cloud.deeds.map(({ command, id: of }) => `${command} ${of}`)
    expect(new Set(told).size).toBe(told.length)
  },
)

test('of a pair one takes the live patch and the other doesn’t: the network has failed, and says which', async () => {
  const cloud = await cloudy('calm-1', 6)
  age(cloud)
  const [first, other] = cloud.routers().filter(({ isredundantrouter }) => isredundantrouter)
  cloud.trouble(other!.name, 'needs-upgrade')
  const store = memoryStore()
  const scope = { by: 'selection' as const, ids: [first!.id, other!.id] }
  const id = await started(cloud, store, { kind: 'upgrade', method: 'live-patch', scope })
  await runThrough(cloud, store, id)
  const [item] = await store.items(id)
  expect(item).toMatchObject({
    step: 'failed',
    why: `${other!.name} is of version 4.20.2 (software 4.20.2.0) as before`,
  })
})
