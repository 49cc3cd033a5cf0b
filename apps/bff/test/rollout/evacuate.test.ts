import type { Router, SystemVm } from '@stratoview/api-client'
import { expect, test } from 'vitest'
import { makePlan } from '../../src/rollout/plan.ts'
import type { Store } from '../../src/rollout/store.ts'
import type { RolloutRequest } from '../../src/rollout/types.ts'
import { router } from '../harness.ts'
import { cloudy, drive, memoryStore, runThrough, started, stepsOf, type Cloudy } from './harness.ts'

const hostOf = (cloud: Cloudy, name: string) => cloud.world.tables.hosts.find((host) => host.name === name)!
const vms = ({ world: { tables } }: Cloudy) => [...tables.routers, ...tables.systemVms, ...tables.internalLbs]
const on = (cloud: Cloudy, host: string) => vms(cloud).filter(({ hostid }) => hostid === hostOf(cloud, host).id)
const vm = (cloud: Cloudy, name: string) => vms(cloud).find((one) => one.name === name)!
const items = async (store: Store, id: string) =>
  Object.fromEntries((await store.items(id)).map((item) => [item.subject.name, item]))
const texts = async (store: Store, id: string) => (await store.events(id, 0)).map(({ text }) => text)

const evacuation = (cloud: Cloudy, host: string, more: Partial<RolloutRequest> = {}): RolloutRequest => ({
  kind: 'evacuate',
  method: 'migrate',
  scope: { by: 'host', id: hostOf(cloud, host).id },
  options: { parallel: 2, stopAfter: 0 },
  ...more,
})

test('a host is left in order: BACKUPs, what has no partner, PRIMARYs, secondary storage, proxies by their sessions', () => {
  const r = (n: number, more: object = {}) => router(n, { name: `r-${n}-VM`, hostid: 'h', ...more }) as Router
  const half = (n: number, redundantstate: string) =>
    r(n, { guestnetworkid: 'a', isredundantrouter: true, redundantstate })
  const system = (n: number, systemvmtype: string, activeviewersessions?: number) =>
    ({
      id: `v${n}`,
      name: `v-${n}-VM`,
      state: 'Running',
      zoneid: 'z',
      hostid: 'h',
      systemvmtype,
      activeviewersessions,
    }) as SystemVm
  const request = {
    kind: 'evacuate',
    method: 'migrate',
    scope: { by: 'host', id: 'h' },
    without: ['router-12'],
  } as const
  const plan = makePlan({
    request: { ...request, without: [...request.without], targets: { v7: 'other' } },
    options: { parallel: 2, stopAfter: 0, gate: 'none', patience: 20 },
    routers: [half(1, 'PRIMARY'), r(10), r(2), half(3, 'BACKUP'), r(12)],
    neighbours: [],
    systemVms: [system(7, 'consoleproxy', 4), system(8, 'consoleproxy', 0), system(6, 'secondarystoragevm')],
    internalLbs: [r(5, { id: 'lb', name: 'b-5-VM', vpcid: 'vpc', vpcname: 'vpc-core', account: 'acme' })],
    host: { id: 'h', name: 'kvm-1', state: 'Up', resourcestate: 'Enabled' },
    targetNames: { other: 'kvm-2' },
    minimums: {},
    samples: [],
    now: 0,
  })
  expect(plan.items.map(({ name }) => name)).toEqual([
    'r-3-VM',
    'b-5-VM',
    'r-2-VM',
    'r-10-VM',
    'r-1-VM',
    'v-6-VM',
    'v-8-VM',
    'v-7-VM',
  ])
  expect(plan.leftOut).toMatchObject([{ name: 'r-12-VM', leftOut: 'Left out by you' }])
  expect(plan.host).toMatchObject({ name: 'kvm-1', maintenance: true })
  expect(plan.items[1]).toMatchObject({
    type: 'internal-lb',
    network: { type: 'vpc', name: 'vpc-core' },
    account: 'acme',
  })
  expect(plan.items.at(-1)).toMatchObject({ sessions: 4, target: { hostid: 'other', hostname: 'kvm-2' } })
})

test('everything on a host leaves it, an internal load balancer too; then maintenance, and a proof that it is empty', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const names = on(cloud, 'fra1-kvm-06').map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['r-733-VM', 'b-735-VM']))
  const to = hostOf(cloud, 'fra1-kvm-07')
  const targets = { [vm(cloud, 'b-735-VM').id]: to.id }
  const id = await started(cloud, store, evacuation(cloud, 'fra1-kvm-06', { targets }))
  await runThrough(cloud, store, id)
  const ended = await items(store, id)
  expect(on(cloud, 'fra1-kvm-06')).toEqual([])
  expect(hostOf(cloud, 'fra1-kvm-06').resourcestate).toBe('Maintenance')
  expect(await store.run(id)).toMatchObject({
    outcome: 'done',
    maintenance: true,
    title: expect.stringContaining('fra1-kvm-06') as string,
  })
  expect(Object.keys(ended).toSorted()).toEqual([...names, 'fra1-kvm-06'].toSorted())
  expect(ended['b-735-VM']).toMatchObject({
    subject: { type: 'internal-lb' },
    target: { hostname: 'fra1-kvm-07' },
    before: [{ hostname: 'fra1-kvm-06' }],
    after: [{ hostname: 'fra1-kvm-07' }],
    // A live move is no interruption.
    interruption: { ms: 0 },
  })
  const { proof } = ended['fra1-kvm-06']!
  expect(proof?.asked).toEqual(['listRouters', 'listSystemVms', 'listInternalLoadBalancerVMs', 'listVirtualMachines'])
  expect(cloud.deeds.at(-1)).toMatchObject({ command: 'prepareHostForMaintenance' })
  expect(cloud.deeds).toHaveLength(names.length + 1)
})

test.each([
  [432, 'The API [listVirtualMachines] does not exist or is not available for the account for user id [x].'],
  [401, "The given command 'listVirtualMachines' either does not exist, is not available for user."],
])('a list that the role may not ask for (%i) is left out of the proof, and says so', async (status, errortext) => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  cloud.fault('', { command: 'listVirtualMachines', kind: 'status', status, errortext })
  const id = await started(cloud, store, evacuation(cloud, 'fra2-kvm-03'))
  await runThrough(cloud, store, id)
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
  const { proof } = (await items(store, id))['fra2-kvm-03']!
  expect(proof?.asked).toEqual(['listRouters', 'listSystemVms', 'listInternalLoadBalancerVMs'])
})

test('a host that was chosen and does not fit any more is waited for; the VM never goes elsewhere, and the host stays in service', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const [router_, target] = [vm(cloud, 'r-883-VM'), hostOf(cloud, 'fra1-kvm-07')]
  const targets = { [router_.id]: target.id }
  const id = await started(cloud, store, evacuation(cloud, 'fra1-kvm-06', { targets }))
  target.state = 'Down'
  await runThrough(cloud, store, id)
  const ended = await items(store, id)
  expect(ended['r-883-VM']).toMatchObject({ step: 'left', why: 'fra1-kvm-07, chosen for it, is Down' })
  expect(router_.hostname).toBe('fra1-kvm-06')
  expect(ended['fra1-kvm-06']).toMatchObject({ step: 'left', why: 'Not all have left it: r-883-VM' })
  expect(hostOf(cloud, 'fra1-kvm-06').resourcestate).toBe('Enabled')
  expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'with-failures' })
  expect(cloud.deeds.map((deed) => deed.id)).not.toContain(router_.id)
})

test('the two of a pair never move at the same moment, and a run says when they ended on one host', async () => {
  const cloud = await cloudy('calm-1')
  const store = memoryStore()
  const { routers, hosts } = cloud.world.tables
  const backup = routers.find(({ redundantstate, vpcid }) => redundantstate === 'BACKUP' && vpcid)!
  const primary = routers.find((one) => one.vpcid === backup.vpcid && one !== backup)!
  const host = hosts.find(({ id }) => id === primary.hostid)!
  for (const one of [backup]) Object.assign(one, { hostid: host.id, hostname: host.name, podid: host.podid })
  // Of all hosts within reach one alone is in service, so that CloudStack has no other to choose.
  const near = hosts.filter(({ clusterid, id }) => clusterid === host.clusterid && id !== host.id)
  for (const other of near.slice(1)) other.resourcestate = 'Disabled'
  const id = await started(
    cloud,
    store,
    evacuation(cloud, host.name, { options: { parallel: 9, stopAfter: 0 }, maintenance: false }),
  )
  const ours = (await drive(cloud, store, id))!
  let together = 0
  while (typeof (await ours.next()) !== 'string')
    for (let passed = 0; passed < 2_000; passed += 250) {
      cloud.pass(250)
      if (backup.state === 'Migrating' && primary.state === 'Migrating') together += 1
    }
  expect(together).toBe(0)
  expect([backup.hostname, primary.hostname]).toEqual([near[0]!.name, near[0]!.name])
  const ended = await items(store, id)
  expect(ended[primary.name]).toMatchObject({ step: 'done', together: { name: backup.name } })
  expect(await texts(store, id)).toContain(`${primary.name} and ${backup.name} are both on ${near[0]!.name} now`)
  // No maintenance was asked for.
  expect(ended[host.name]).toBeUndefined()
  expect(host.resourcestate).toBe('Enabled')
})

test('while somebody else moves the other router of a pair, this one waits', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const [mine, other] = ['r-733-VM', 'r-734-VM'].map((name) => vm(cloud, name))
  other!.state = 'Migrating'
  const id = await started(cloud, store, evacuation(cloud, 'fra1-kvm-06', { maintenance: false }))
  const ours = (await drive(cloud, store, id))!
  for (let looks = 0; looks < 20; looks++) {
    await ours.next()
    cloud.pass(2_000)
  }
  expect((await items(store, id))['r-733-VM']).toMatchObject({ step: 'waiting', why: 'r-734-VM is Migrating' })
  other!.state = 'Running'
  await runThrough(cloud, store, id)
  expect(mine!.hostname).not.toBe('fra1-kvm-06')
})

test('a host that goes down in the middle: what failed says so, what HA moved is not moved again, no maintenance', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const names = on(cloud, 'fra2-kvm-06').map(({ name }) => name)
  const id = await started(cloud, store, evacuation(cloud, 'fra2-kvm-06', { options: { parallel: 1, stopAfter: 0 } }))
  await runThrough(cloud, store, id)
  const ended = await items(store, id)
  const by = (step: string) => names.filter((name) => ended[name]?.step === step)
  expect(by('failed')).toHaveLength(1)
  expect(ended[by('failed')[0]!]).toMatchObject({
    why: 'CloudStack’s job failed',
    said: 'Failed to migrate the system vm',
  })
  expect(by('done')).toHaveLength(names.length - 1)
  expect(by('done').filter((name) => ended[name]?.why?.startsWith('It had left already'))).not.toHaveLength(0)
  expect(ended['fra2-kvm-06']).toMatchObject({ step: 'left', why: `Not all have left it: ${by('failed')[0]}` })
  expect(cloud.deeds.map(({ command }) => command)).toEqual(['migrateSystemVm', 'migrateSystemVm'])
})

test('what stays by choice is moved by the maintenance; what somebody skips does not hold it up', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const [stays, skipped] = ['r-955-VM', 'r-883-VM'].map((name) => vm(cloud, name))
  const id = await started(cloud, store, evacuation(cloud, 'fra1-kvm-06', { without: [stays!.id] }))
  await store.order(id, { type: 'skip', item: `router:${skipped!.id}`, by: 'anna' })
  await runThrough(cloud, store, id)
  const ended = await items(store, id)
  expect(stepsOf(Object.values(ended))).toMatchObject({ 'r-883-VM': 'skipped', 'fra1-kvm-06': 'done' })
  expect(ended['r-955-VM']).toBeUndefined()
  expect(on(cloud, 'fra1-kvm-06')).toEqual([])
  const moved = cloud.deeds.filter(({ command }) => command === 'migrateSystemVm').map((deed) => deed.id)
  expect(moved).not.toContain(stays!.id)
  expect(moved).not.toContain(skipped!.id)
})

test('a host that somebody has put into maintenance meanwhile is not asked again, and an instance on it is no empty host', async () => {
  const cloud = await cloudy('demo')
  const store = memoryStore()
  const host = hostOf(cloud, 'fra1-kvm-09')
  expect(host.resourcestate).toBe('Maintenance')
  const [instance] = cloud.world.tables.instances
  Object.assign(instance!, { hostid: host.id, hostname: host.name })
  const id = await started(
    cloud,
    store,
    evacuation(cloud, host.name, { options: { parallel: 4, stopAfter: 0, patience: 2 } }),
  )
  await runThrough(cloud, store, id)
  expect(cloud.deeds.map(({ command }) => command)).not.toContain('prepareHostForMaintenance')
  expect((await items(store, id))[host.name]).toMatchObject({
    step: 'failed',
    why: 'CloudStack calls it Maintenance, but still on it: 1 instance',
  })
})
