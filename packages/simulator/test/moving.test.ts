import type { Host, HostForMigration, Router, SystemVm } from '@stratoview/api-client'
import { expect, it } from 'vitest'
import { operator, type Client } from './client.ts'

const router = ({ world }: Client, name: string) => world.tables.routers.find((row) => row.name === name) as Router
const systemVm = ({ world }: Client, name: string) =>
  world.tables.systemVms.find((row) => row.name === name) as SystemVm
const host = ({ world }: Client, name: string) => world.tables.hosts.find((row) => row.name === name) as Host

async function done(client: Client, command: string, params: Record<string, unknown>, ms = 30_000) {
  const { jobid } = (await client.call(command, params, 'POST')).inside
  client.pass(ms)
  return (await client.call('queryAsyncJobResult', { jobid })).inside
}

async function hostsFor(client: Client, virtualmachineid: string) {
  const { host: rows } = (await client.call('findHostsForMigration', { virtualmachineid })).inside
  return (rows as HostForMigration[]).map((row) => [row.name, row.suitableformigration, row.requiresStorageMotion])
}

it('offers the hosts of the cluster, the full one last and not suiting; on VMware those of the pod', async () => {
  const client = await operator()
  expect(await hostsFor(client, router(client, 'r-1042-VM').id)).toEqual([
    ['fra1-kvm-01', true, false],
    ['fra1-kvm-03', true, false],
    ['fra1-kvm-06', true, false],
    ['fra1-kvm-02', false, false],
  ])
  expect(await hostsFor(client, router(client, 'r-788-VM').id)).toEqual([
    ['ams1-esx-01', true, false],
    ['ams1-esx-03', true, true],
  ])
  const stopped = await client.call('findHostsForMigration', { virtualmachineid: router(client, 'r-655-VM').id })
  expect([stopped.status, stopped.inside.errortext]).toEqual([
    431,
    'VM is not Running, cannot migrate the vm with specified id',
  ])
})

it('a VM that cannot be moved is back where it was, and the job says so', async () => {
  const client = await operator()
  const vm = router(client, 'r-826-VM')
  const before = vm.hostname
  const job = await done(client, 'migrateSystemVm', { virtualmachineid: vm.id, autoselect: true })
  expect(job).toMatchObject({
    jobstatus: 2,
    jobresultcode: 530,
    jobresult: { errortext: 'Failed to migrate the system vm' },
  })
  expect([vm.state, vm.hostname]).toEqual(['Running', before])
})

it('across VMware clusters the disk goes along; a stopped VM changes its primary storage', async () => {
  const client = await operator()
  const vm = router(client, 'r-788-VM')
  await done(client, 'migrateSystemVm', { virtualmachineid: vm.id, hostid: host(client, 'ams1-esx-03').id })
  const disk = () => client.world.tables.volumes.find((volume) => volume.virtualmachineid === vm.id)?.storage
  expect([vm.hostname, disk()]).toEqual(['ams1-esx-03', 'ams1-esx-b-nfs'])

  const stopped = router(client, 'r-655-VM')
  const volume = client.world.tables.volumes.find((one) => one.virtualmachineid === stopped.id)
  const { storagepool } = (await client.call('findStoragePoolsForMigration', { id: volume?.id })).inside
  const [pool] = storagepool as { id: string; name: string }[]
  expect(pool?.name).toBe('fra1-kvm-a-ssd')
  await done(client, 'migrateSystemVm', { virtualmachineid: stopped.id, storageid: pool?.id })
  expect([volume?.storage, stopped.state]).toEqual(['fra1-kvm-a-ssd', 'Stopped'])
})

it('maintenance empties a host, then says Maintenance; cancelling enables it', async () => {
  const client = await operator()
  const { id } = host(client, 'fra2-kvm-03')
  const job = await done(client, 'prepareHostForMaintenance', { id }, 1_000)
  expect(job).toMatchObject({ jobstatus: 1, jobresult: { host: { resourcestate: 'PrepareForMaintenance' } } })
  const again = await done(client, 'prepareHostForMaintenance', { id }, 1_000)
  expect(again.jobresult).toEqual({
    errorcode: 530,
    errortext: 'Host is already in state PrepareForMaintenance. Cannot recall for maintenance until resolved.',
  })
  client.pass(30_000)
  expect(host(client, 'fra2-kvm-03').resourcestate).toBe('Maintenance')
  expect(client.world.tables.routers.filter((row) => row.hostid === id)).toEqual([])
  await done(client, 'cancelHostMaintenance', { id }, 1_000)
  expect(host(client, 'fra2-kvm-03').resourcestate).toBe('Enabled')
})

it('the last host of a cluster has nowhere to send anything: routers stop, and a failing move says so', async () => {
  const client = await operator()
  const vm = router(client, 'r-788-VM')
  const alone = host(client, 'ams1-esx-03')
  await done(client, 'migrateSystemVm', { virtualmachineid: vm.id, hostid: alone.id })
  await done(client, 'prepareHostForMaintenance', { id: alone.id })
  expect([vm.state, alone.resourcestate]).toEqual(['Stopped', 'Maintenance'])

  const failing = host(client, 'fra2-kvm-09')
  await done(client, 'prepareHostForMaintenance', { id: failing.id })
  expect(failing.resourcestate).toBe('ErrorInPrepareForMaintenance')
  expect(router(client, 'r-826-VM').hostcontrolstate).toBe('Maintenance')
})

it('a host goes down while it is emptied, and HA starts its routers elsewhere', async () => {
  const client = await operator()
  const away = (name: string) =>
    done(client, 'migrateSystemVm', { virtualmachineid: router(client, name).id, autoselect: true }, 5_000)
  expect((await away('r-618-VM')).jobstatus).toBe(1)
  expect((await away('r-977-VM')).jobstatus).toBe(2)
  expect([host(client, 'fra2-kvm-06').state, router(client, 'r-978-VM').hostcontrolstate]).toEqual(['Down', 'Offline'])
  client.pass(60_000)
  expect(['r-977-VM', 'r-978-VM'].map((name) => router(client, name).state)).toEqual(['Running', 'Running'])
  expect(router(client, 'r-978-VM').hostname).not.toBe('fra2-kvm-06')
})

it('scales a running system VM with tools upwards, and refuses the way down', async () => {
  const client = await operator()
  const vm = systemVm(client, 's-97-VM')
  const offerings = client.world.tables.serviceOfferings.filter((one) => one.systemvmtype === 'secondarystoragevm')
  const [small, large] = offerings
  const up = await done(client, 'scaleSystemVm', { id: vm.id, serviceofferingid: large?.id })
  expect([up.jobstatus, vm.serviceofferingname]).toEqual([1, large?.name])
  const down = await done(client, 'scaleSystemVm', { id: vm.id, serviceofferingid: small?.id })
  expect(down.jobresult).toEqual({ errorcode: 530, errortext: 'Failed to upgrade System VM' })
})

it('patches a system VM once, and again only by force', async () => {
  const client = await operator()
  const { id } = systemVm(client, 's-97-VM')
  const words = async (forced?: true) =>
    ((await done(client, 'patchSystemVm', { id, ...(forced ? { forced } : {}) })).jobresult as { details: string })
      .details
  expect(await words()).toBe('Successfully patched systemVM s-97-VM ')
  expect(await words()).toBe('No change in the scripts checksum, not patching systemVM s-97-VM')
  expect(await words(true)).toBe('Successfully patched systemVM s-97-VM ')
  const routers = await client.call('patchSystemVm', { id: router(client, 'r-16-VM').id }, 'POST')
  expect(routers.status).toBe(431)
})

it('a network moved to an offering of another size has its routers made anew, of that size', async () => {
  const client = await operator()
  const network = client.world.tables.networks.find((one) => one.name === 'net-mail')
  const made = await client.call(
    'createServiceOffering',
    { name: 'big', cpunumber: 2, cpuspeed: 1000, memory: 2048, issystem: true, systemvmtype: 'domainrouter' },
    'POST',
  )
  const { id: serviceofferingid } = made.inside.serviceoffering as { id: string }
  const offering = await client.call(
    'createNetworkOffering',
    {
      name: 'isolated-big',
      traffictype: 'GUEST',
      guestiptype: 'Isolated',
      supportedservices: 'Dhcp,SourceNat',
      'serviceproviderlist[0].service': 'Dhcp',
      'serviceproviderlist[0].provider': 'VirtualRouter',
      'servicecapabilitylist[0].service': 'SourceNat',
      'servicecapabilitylist[0].capabilitytype': 'RedundantRouter',
      'servicecapabilitylist[0].capabilityvalue': 'true',
      serviceofferingid,
      enable: true,
    },
    'POST',
  )
  const { id: networkofferingid, service } = offering.inside.networkoffering as { id: string; service: object[] }
  expect(service[0]).toMatchObject({ name: 'Dhcp', provider: [{ name: 'VirtualRouter' }] })
  const job = await done(client, 'updateNetwork', { id: network?.id, networkofferingid }, 60_000)
  expect(job).toMatchObject({ jobstatus: 1, jobresult: { network: { networkofferingname: 'isolated-big' } } })
  const routers = client.world.tables.routers.filter((one) => one.guestnetworkid === network?.id)
  expect(routers.map((one) => [one.serviceofferingname, one.isredundantrouter])).toEqual([
    ['big', true],
    ['big', true],
  ])
  const tier = client.world.tables.networks.find((one) => one.vpcid !== undefined)
  const refused = await done(client, 'updateNetwork', { id: tier?.id, networkofferingid })
  expect(refused.jobresult).toMatchObject({
    errortext: 'NetworkOffering update can be performed for Isolated networks only.',
  })
})

it('a template is downloaded by itself, and a system one is for every zone', async () => {
  const client = await operator()
  const [zone] = client.world.tables.zones
  const asked = { name: 'next', url: 'https://example/next.qcow2', format: 'QCOW2', hypervisor: 'KVM' }
  const register = (more: object) => client.call('registerTemplate', { ...asked, ...more }, 'POST')
  expect((await register({})).inside.errortext).toBe('Either zoneid or zoneids is required. Both cannot be null.')
  expect((await register({ zoneid: zone?.id, templatetype: 'SYSTEM' })).inside.errortext).toBe(
    'System and Builtin templates must be cross zone.',
  )
  expect((await register({ zoneid: '-1', isrouting: true })).inside.count).toBe(3)
  const state = () => {
    const row = client.world.tables.templates.find((one) => one.name === 'next')
    return [row?.templatetype, row?.status, row?.isready]
  }
  client.pass(9_000)
  expect(state()).toEqual(['ROUTING', '30% Downloaded', false])
  client.pass(30_000)
  expect(state()).toEqual(['ROUTING', 'Download Complete', true])
})
