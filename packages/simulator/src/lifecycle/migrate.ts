import type { Host, Router, SystemVm, Volume } from '@stratoview/api-client'
import { ApiError, badParameter, internal } from '../api-error.ts'
import type { Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { hostFails } from './host-fails.ts'
import { settle } from './placement.ts'

/** How long each part takes on the world's clock, ms. */
const takes = { plan: 1_500, move: 2_000, copy: 6_000 }

/** What CloudStack moves as a system VM: proxies, secondary storage VMs, routers, internal load balancers. */
export type Movable = SystemVm | Router

export function findMovable(world: World, id: string): Movable | undefined {
  return world.find('systemVms', id) ?? world.find('routers', id) ?? world.find('internalLbs', id)
}

const usable = (host: Host) => host.state === 'Up' && host.resourcestate === 'Enabled'

/** By its size alone; MiB in an offering, bytes on a host. */
function hasRoom(world: World, vm: Placed, host: Host): boolean {
  const wanted = (world.find('serviceOfferings', vm.serviceofferingid)?.memory ?? 0) * 1024 ** 2
  return (host.memorytotal ?? 0) - (host.memoryallocated ?? 0) >= wanted
}

/**
 * The hosts within reach: of the same cluster, on VMware of the same pod (reference §4.5; recorded: the other host of the
 * cluster alone). A host that isn't usable or has no room is listed and does not suit.
 */
export function reach(world: World, vm: Placed): Host[] {
  const from = world.find('hosts', vm.hostid)
  if (!from) return []
  const near = (host: Host) =>
    from.hypervisor === 'VMware' ? host.podid === from.podid : host.clusterid === from.clusterid
  return world.tables.hosts.filter(
    (host) => host.type === 'Routing' && host.id !== from.id && host.hypervisor === from.hypervisor && near(host),
  )
}

/** What is asked of anything on a host, users' machines too. */
interface Placed {
  hostid?: string | undefined
  serviceofferingid?: string | undefined
}

export const suits = (world: World, vm: Placed, host: Host) => usable(host) && hasRoom(world, vm, host)

/** The roomiest host that needs no move of the disk; CloudStack's own planner has more reasons. */
export function choose(world: World, vm: Placed): Host | undefined {
  const cluster = world.find('hosts', vm.hostid)?.clusterid
  return reach(world, vm)
    .filter((host) => host.clusterid === cluster && suits(world, vm, host))
    .toSorted((a, b) => (a.memoryallocated ?? 0) - (b.memoryallocated ?? 0))[0]
}

/** Recorded: `migrateSystemVm.router`: Running → Migrating, already with its new host → Running. */
export function* migrate(world: World, vm: Movable, target: Host | undefined): Steps {
  checkTarget(world, vm, target)
  yield takes.plan
  const from = world.find('hosts', vm.hostid)
  const to = target ?? choose(world, vm)
  if (!to) throw new ApiError(530, 'Unable to find a server to migrate the vm to', { cserrorcode: 4250 })
  if (vm.state !== 'Running') throw notRunning(vm)
  vm.state = 'Migrating'
  settle(vm, to)
  yield takes.move
  if (from && world.troubles.get(from.id) === 'goes-down' && hostFails(world, from, vm)) throw failed()
  vm.state = 'Running'
  if (world.troubles.get(vm.id) === 'migration-fails') {
    if (from) settle(vm, from)
    throw failed()
  }
  if (from && from.clusterid !== to.clusterid) followDisk(world, vm, to)
  carry(world, vm, from, to)
}

const failed = () => new ApiError(530, 'Failed to migrate the system vm', { cserrorcode: 4250 })
const notRunning = (vm: Movable) =>
  internal(`Unable to migrate the VM ${vm.name} (ID: ${vm.id}) as it is not in Running state`)

/** Recorded: `migrateSystemVm.same-host`; the others are the reference's §3.2. */
function checkTarget(world: World, vm: Movable, target: Host | undefined): void {
  if (!target) {
    if (vm.state !== 'Running') {
      throw badParameter('VM is not Running, unable to migrate the vm with specified id', 4350)
    }
    return
  }
  if (vm.state !== 'Running') throw notRunning(vm)
  if (target.id === vm.hostid) {
    throw badParameter(
      `Cannot migrate VM as it is already present on host ${target.name} (ID: ${target.id}), please specify valid destination host to migrate the VM`,
    )
  }
  if (target.podid !== world.find('hosts', vm.hostid)?.podid) {
    throw badParameter('Cannot migrate the VM, destination host is not in the same pod as current host of the VM', 4350)
  }
  if (!reach(world, vm).includes(target) || !suits(world, vm, target)) {
    throw new ApiError(530, 'Unable to find a server to migrate the vm to', { cserrorcode: 4250 })
  }
}

/** The memory a VM is given goes with it. */
function carry(world: World, vm: Movable, from: Host | undefined, to: Host): void {
  const bytes = (world.find('serviceOfferings', vm.serviceofferingid)?.memory ?? 0) * 1024 ** 2
  for (const [host, sign] of [
    [from, -1],
    [to, 1],
  ] as const) {
    if (host?.memoryallocated === undefined) continue
    allocate(host, Math.max(0, host.memoryallocated + sign * bytes))
  }
}

/** Sets a host's `memoryallocated` (bytes) and the two fields that follow from it. */
export function allocate(host: Host, bytes: number): void {
  host.memoryallocated = bytes
  const told = host as Record<string, unknown>
  told.memoryallocatedbytes = bytes
  told.memoryallocatedpercentage = `${((bytes / (host.memorytotal ?? 1)) * 100).toFixed(2)}%`
}

function followDisk(world: World, vm: Movable, to: Host): void {
  const pool = world.tables.storagePools.find((one) => one.clusterid === to.clusterid)
  for (const volume of world.tables.volumes) if (pool && volume.virtualmachineid === vm.id) moveVolume(volume, pool)
}

function moveVolume(volume: Volume, pool: World['tables']['storagePools'][number]): void {
  volume.storage = pool.name
  volume.storageid = pool.id
  volume.clusterid = pool.clusterid
  volume.clustername = pool.clustername
  volume.podid = pool.podid
  volume.podname = pool.podname
}

/** Reference §3.2, storageid path, §4.1: Stopped → Migrating → Stopped. */
export function* moveStorage(world: World, vm: Movable, pool: World['tables']['storagePools'][number]): Steps {
  if (vm.state !== 'Stopped') {
    throw badParameter('VM is not Stopped, unable to migrate the vm having the specified id', 4350)
  }
  const volumes = world.tables.volumes.filter((volume) => volume.virtualmachineid === vm.id)
  if (pool.scope !== 'ZONE' && volumes.some((volume) => volume.podid !== pool.podid)) {
    throw badParameter('Storage migration of non-user VMs cannot be done between storage pools of different pods', 4350)
  }
  vm.state = 'Migrating'
  yield takes.copy
  for (const volume of volumes) moveVolume(volume, pool)
  vm.state = 'Stopped'
}
