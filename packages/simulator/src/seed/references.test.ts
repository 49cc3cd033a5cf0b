import { expect, test } from 'vitest'
import { World } from '../world.ts'
import { seed } from './index.ts'

const world = new World({ name: '' })
seed(world)
const { tables } = world

const ids = (rows: readonly { id: string }[]) => new Set(rows.map((row) => row.id))
const vms = [...tables.routers, ...tables.internalLbs, ...tables.systemVms, ...tables.instances]

/** Where each field that names another row finds it. */
const targets: Readonly<Record<string, ReadonlySet<string>>> = {
  zoneid: ids(tables.zones),
  podid: ids(tables.pods),
  clusterid: ids(tables.clusters),
  hostid: ids(tables.hosts),
  storageid: ids(tables.storagePools),
  accountid: ids(tables.accounts),
  userid: ids(tables.users),
  domainid: ids(tables.domains),
  parentdomainid: ids(tables.domains),
  projectid: ids(tables.projects),
  networkofferingid: ids(tables.networkOfferings),
  templateid: ids(tables.templates),
  vpcid: ids(tables.vpcs),
  guestnetworkid: ids(tables.networks),
  virtualmachineid: ids(vms),
  managementserverid: ids(tables.managementServers),
  entityid: ids([...vms, ...tables.hosts]),
  parentid: ids(tables.events),
  resourceid: ids([...vms, ...tables.networks, ...tables.hosts]),
}

const accounts = new Set([...tables.accounts.map((account) => account.name), 'system'])

function* loose(value: unknown, path: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* loose(item, `${path}[${index}]`)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && targets[key]?.has(inner) === false) yield `${path}.${key}`
    if (key === 'account' && !accounts.has(String(inner ?? 'system'))) yield `${path}.${key}`
    yield* loose(inner, `${path}.${key}`)
  }
}

test.each(Object.keys(tables).filter((name) => name !== 'networkOfferings'))('every id in %s is of a row', (name) => {
  expect([...loose(tables[name as keyof typeof tables], name)]).toEqual([])
})

test('the offerings of VMs, and the networks of guest NICs, exist', () => {
  const offerings = ids(tables.serviceOfferings)
  const networks = ids(tables.networks)
  for (const vm of vms) {
    expect(offerings).toContain(vm.serviceofferingid)
    const nics = (vm as { nic?: { traffictype?: string; networkid?: string }[] }).nic ?? []
    for (const nic of nics.filter((one) => one.traffictype === 'Guest')) expect(networks).toContain(nic.networkid)
  }
})

test('every system VM, router and load balancer has its root disk', () => {
  for (const vm of [...tables.routers, ...tables.internalLbs, ...tables.systemVms]) {
    expect(tables.volumes.filter((volume) => volume.virtualmachineid === vm.id)).toHaveLength(1)
  }
})

test('ids and VM names are each used once', () => {
  const all = Object.entries(tables)
    .filter(([name]) => name !== 'templates')
    .flatMap(([, rows]) => (rows as { id?: string }[]).flatMap((row) => row.id ?? []))
  expect(new Set(all).size).toBe(all.length)
  const names = [...tables.routers, ...tables.internalLbs, ...tables.systemVms].map((vm) => vm.name.split('-')[1])
  const instances = tables.instances.map((vm) => String(vm.instancename).split('-')[2])
  expect(new Set([...names, ...instances]).size).toBe(names.length + instances.length)
})

test('no two machines of a network have the same address', () => {
  const seen = new Set<string>()
  const guests = [...tables.routers, ...tables.internalLbs, ...tables.instances].flatMap((vm) =>
    ((vm as { nic?: Record<string, unknown>[] }).nic ?? []).filter((nic) => nic.traffictype === 'Guest'),
  )
  for (const nic of guests) {
    const address = `${String(nic.networkid)} ${String(nic.ipaddress)}`
    expect(seen).not.toContain(address)
    seen.add(address)
  }
  // The two of a pair share one public address: it belongs to their network or VPC.
  const holders = new Map<string, Set<string>>()
  for (const vm of [...tables.routers, ...tables.systemVms].filter((row) => row.publicip)) {
    const address = `${vm.zonename} ${vm.publicip}`
    const holder = String(vm.vpcid ?? vm.guestnetworkid ?? vm.id)
    holders.set(address, (holders.get(address) ?? new Set()).add(holder))
  }
  for (const [address, sites] of holders) expect([address, sites.size]).toEqual([address, 1])
})
