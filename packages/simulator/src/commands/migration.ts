import type { HostForMigration, ServiceOffering, StoragePool, SystemVm } from '@stratoview/api-client'
import { ApiError, badParameter, internal } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { findMovable, migrate, moveStorage, reach, suits, type Movable } from '../lifecycle/migrate.ts'
import { select } from '../list.ts'
import type { Accepted } from '../steps.ts'
import type { World } from '../world.ts'
import { act, truth } from './common.ts'

function movable(world: World, id: string): Movable {
  const vm = findMovable(world, id)
  if (!vm) throw badParameter('unable to find a system vm with specified vmId', 4350)
  return vm
}

const isSystemVm = (vm: Movable): vm is SystemVm => 'systemvmtype' in vm

/** A router in the words of a system VM. Recorded: the result of `migrateSystemVm.router`, `scaleSystemVm.stopped`. */
function asSystemVm(world: World, vm: Movable): SystemVm {
  if (isSystemVm(vm)) return { ...vm }
  const publicNic = vm.nic?.find((nic) => nic.traffictype === 'Public') ?? vm.nic?.find((nic) => nic.type === 'Shared')
  const shown: Record<string, unknown> = {
    systemvmtype: 'domainrouter',
    isdynamicallyscalable: false,
    hypervisor: vm.hypervisor ?? world.find('templates', vm.templateid)?.hypervisor,
    gateway: publicNic?.gateway,
    publicip: publicNic?.ipaddress,
    publicmacaddress: publicNic?.macaddress,
    publicnetmask: publicNic?.netmask,
  }
  for (const field of routerFields) shown[field] ??= vm[field]
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) as SystemVm
}

const routerFields =
  `id zoneid zonename dns1 dns2 gateway name podid podname hostid hostname hostcontrolstate linklocalip
  linklocalmacaddress linklocalnetmask publicip publicmacaddress publicnetmask templateid templatename created state
  serviceofferingid serviceofferingname arch hasannotations`.split(/\s+/)

const subjectOf = (vm: Movable) => ({
  // Recorded: listEvents.page2, of a router's migration.
  type: 'VirtualMachine',
  id: vm.id,
  name: vm.name,
  account: isSystemVm(vm) ? undefined : vm.account,
  domainid: isSystemVm(vm) ? undefined : vm.domainid,
})

interface Where {
  hostid?: string
  storageid?: string
  autoselect?: string
}

/** Reference §3.2: one destination; without any, CloudStack chooses unless `autoselect=false`. */
function checkWhere({ hostid, storageid, autoselect }: Where): void {
  if (hostid !== undefined && storageid !== undefined) {
    throw badParameter('Only one of hostId and storageId can be specified', 4350)
  }
  if (hostid === undefined && storageid === undefined && autoselect === 'false') {
    throw badParameter(
      "Please specify a host or storage as destination, or pass 'autoselect=true' to automatically select a destination host which do not require storage migration",
      4350,
    )
  }
}

function migration(context: Context, vm: Movable, where: Where): Accepted<{ systemvm: SystemVm }> {
  const { world } = context
  const more = where.hostid
    ? ` to host Id: ${where.hostid}`
    : where.storageid
      ? ` to storage pool Id: ${where.storageid}`
      : undefined
  const verb = {
    action: {
      type: 'VM.MIGRATE',
      doing: 'migrating VM',
      idLabel: 'VM Id: ',
      scheduled: 'Attempting to migrate VM Id: ',
      ...(more === undefined ? {} : { more }),
    },
    subject: subjectOf(vm),
    cmd: 'admin.systemvm.MigrateSystemVMCmd',
    type: false,
  } as const
  return act(context, verb, function* () {
    const pool = world.find('storagePools', where.storageid)
    if (pool) yield* moveStorage(world, vm, pool)
    else yield* migrate(world, vm, world.find('hosts', where.hostid))
    return { systemvm: asSystemVm(world, vm) }
  })
}

const number = (vm: Movable) => Number(vm.name.split('-')[1])

/** Recorded: `scaleSystemVm.running`; the rest is reference §3.2. */
function checkLive(world: World, vm: Movable, offering: ServiceOffering): void {
  const { hypervisor } = asSystemVm(world, vm)
  const now = world.find('serviceOfferings', vm.serviceofferingid)
  if (!isSystemVm(vm) || vm.isdynamicallyscalable !== true) {
    const type = isSystemVm(vm)
      ? vm.systemvmtype === 'consoleproxy'
        ? 'ConsoleProxy'
        : 'SecondaryStorageVm'
      : 'DomainRouter'
    const said = JSON.stringify({ id: number(vm), instanceName: vm.name, state: vm.state, type, uuid: vm.id })
    throw internal(`Unable to scale VM instance ${said} as it does not have tools to support dynamic scaling.`)
  }
  const smaller = (field: 'cpunumber' | 'cpuspeed' | 'memory') => (offering[field] ?? 0) < (now?.[field] ?? 0)
  if (smaller('cpunumber') || smaller('cpuspeed') || smaller('memory') || hypervisor === undefined) {
    throw internal('Failed to upgrade System VM')
  }
}

function scaling(context: Context, vm: Movable, offering: ServiceOffering): Accepted<{ systemvm: SystemVm }> {
  const { world } = context
  const verb = {
    action: {
      type: 'VM.UPGRADE',
      doing: 'upgrading system VM',
      idLabel: 'VM Id: ',
      scheduled: 'Upgrading system vm: ',
    },
    subject: subjectOf(vm),
    cmd: 'admin.systemvm.ScaleSystemVMCmd',
    type: false,
  } as const
  return act(context, verb, function* () {
    if (vm.state === 'Running') {
      checkLive(world, vm, offering)
      yield 2_000
    } else if (vm.state !== 'Stopped') {
      throw internal(
        `Unable to upgrade virtual machine ${vm.name} in state ${vm.state}; make sure the virtual machine is stopped/running`,
      )
    }
    vm.serviceofferingid = offering.id
    vm.serviceofferingname = offering.name
    return { systemvm: asSystemVm(world, vm) }
  })
}

function patch(context: Context, vm: SystemVm, forced: boolean): Accepted<{ success: boolean; details: string }> {
  const { world } = context
  const verb = {
    action: {
      type: 'LIVE.PATCH.SYSTEM.VM',
      doing: 'patching system VM',
      idLabel: 'VM Id: ',
      scheduled: 'Attempting to live patch System VM with Id: ',
    },
    subject: { type: 'SystemVm', id: vm.id, name: vm.name },
    cmd: 'admin.systemvm.PatchSystemVMCmd',
    type: false,
  } as const
  return act(context, verb, function* () {
    if (vm.state !== 'Running') {
      throw internal(
        `Unable to patch SystemVM: ${vm.name} as it is not in Running state. Please destroy and recreate the SystemVM.`,
      )
    }
    yield 2_500
    const version = world.tables.managementServers[0]?.version?.replace(/-.*$/, '')
    const current = vm.version === version && !forced
    if (vm.agentstate !== undefined && version !== undefined) vm.version = version
    return {
      success: true,
      details: current
        ? `No change in the scripts checksum, not patching systemVM ${vm.name}`
        : `Successfully patched systemVM ${vm.name} `,
    }
  })
}

const bySuitability = <Row extends { name: string; suitableformigration?: boolean }>(a: Row, b: Row) =>
  Number(b.suitableformigration) - Number(a.suitableformigration) || a.name.localeCompare(b.name)

export const migrationHandlers: Family<
  'findHostsForMigration' | 'findStoragePoolsForMigration' | 'migrateSystemVm' | 'scaleSystemVm' | 'patchSystemVm'
> = {
  findHostsForMigration: (given, { world, caller }) => {
    if (caller.role !== 'admin') {
      throw new ApiError(531, 'No permission to migrate VM, Only Root Admin can migrate a VM!', { cserrorcode: 4365 })
    }
    const vm = movable(world, given.virtualmachineid)
    if (vm.state !== 'Running') {
      throw badParameter('VM is not Running, cannot migrate the vm with specified id', 4350)
    }
    const here = world.find('hosts', vm.hostid)
    const rows = reach(world, vm).map((host): HostForMigration => ({
      requiresStorageMotion: host.clusterid !== here?.clusterid,
      ...host,
      suitableformigration: suits(world, vm, host),
    }))
    return { key: 'host', rows: select(rows, given, { keyword: ['name'] }).toSorted(bySuitability) }
  },
  findStoragePoolsForMigration: (given, { world }) => {
    const volume = world.find('volumes', given.id)
    const vm = volume?.virtualmachineid === undefined ? undefined : findMovable(world, volume.virtualmachineid)
    // Without storage motion a running VM's volume can go nowhere: an empty list (reference §3.2).
    const stuck = !volume || volume.state !== 'Ready' || vm?.state === 'Running'
    const pools = stuck
      ? []
      : world.tables.storagePools.filter(
          (pool) =>
            pool.id !== volume.storageid && pool.podid === volume.podid && pool.hypervisor === volume.hypervisor,
        )
    const rows = pools.map((pool) => ({ ...pool, suitableformigration: pool.state === 'Up' && spare(pool) }))
    return { key: 'storagepool', rows: select(rows, given, { keyword: ['name'] }).toSorted(bySuitability) }
  },
  migrateSystemVm: (given, context) => {
    checkWhere(given)
    return migration(context, movable(context.world, given.virtualmachineid), given)
  },
  scaleSystemVm: (given, context) => {
    const vm = movable(context.world, given.id)
    const offering = context.world.find('serviceOfferings', given.serviceofferingid)
    if (!offering?.issystem) {
      throw badParameter('isSystem property is different for current service offering and new service offering', 4350)
    }
    return scaling(context, vm, offering)
  },
  patchSystemVm: (given, context) => {
    if (given.id === undefined) throw badParameter('Please provide a valid ID of a system VM to be patched', 4350)
    const vm = context.world.find('systemVms', given.id)
    if (!vm) {
      throw badParameter(
        `Unable to find SystemVm with id ${given.id}. patchSystemVm API can be used to patch CPVM / SSVM only.`,
        4350,
      )
    }
    return patch(context, vm, truth(given.forced))
  },
}

const spare = (pool: StoragePool) => (pool.disksizetotal ?? 0) > (pool.disksizeused ?? 0)
