import type { Host, VirtualMachine } from '@stratoview/api-client'
import { internal } from '../api-error.ts'
import { run, type Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { allocate, choose, migrate, type Movable } from './migrate.ts'
import { controlState } from './placement.ts'
import { switchOff } from './router.ts'
import { destroy } from './system-vm.ts'

/** How many VMs leave at the same time, and how often the server looks whether a host is empty, ms. */
const workers = 4
const look = 1_000

const refusing = new Set(['Maintenance', 'PrepareForMaintenance', 'ErrorInPrepareForMaintenance'])
const preparing = new Set(['PrepareForMaintenance', 'ErrorInPrepareForMaintenance'])

function setResourceState(world: World, host: Host, state: string): void {
  host.resourcestate = state
  const { routers, internalLbs, systemVms } = world.tables
  for (const vm of [...routers, ...internalLbs, ...systemVms]) {
    if (vm.hostid === host.id) vm.hostcontrolstate = controlState(host)
  }
}

/**
 * Recorded: `prepareHostForMaintenance`: the job ends with the host still PrepareForMaintenance; its VMs leave by themselves,
 * and it is in Maintenance when they have (`listHosts.in-maintenance`). The refusals are the server's code's.
 */
export function* prepare(world: World, host: Host): Steps {
  if (refusing.has(host.resourcestate ?? '')) {
    throw internal(`Host is already in state ${host.resourcestate}. Cannot recall for maintenance until resolved.`)
  }
  const other = world.tables.hosts.find(
    (one) => one.clusterid === host.clusterid && one.id !== host.id && preparing.has(one.resourcestate ?? ''),
  )
  if (other) {
    throw internal(
      `There are other servers attempting migrations for maintenance. Found hosts in PrepareForMaintenance OR ErrorInPrepareForMaintenance STATUS in cluster ${host.clustername}`,
    )
  }
  setResourceState(world, host, 'PrepareForMaintenance')
  yield 200
  empty(world, host)
}

const onIt = (world: World, host: Host): Movable[] =>
  [...world.tables.systemVms, ...world.tables.routers, ...world.tables.internalLbs].filter(
    (vm) => vm.hostid === host.id && (vm.state === 'Running' || vm.state === 'Migrating'),
  )

/** Users' machines are CloudStack's own affair: they are elsewhere at once. */
function move(instance: VirtualMachine, to: Host): void {
  instance.hostid = to.id
  instance.hostname = to.name
}

function empty(world: World, host: Host): void {
  const waiting = onIt(world, host)
  let broken = false
  for (const instance of world.tables.instances.filter((one) => one.hostid === host.id)) {
    const to = choose(world, instance)
    if (to) move(instance, to)
  }
  // One on its way already names its new host, so the list alone does not tell.
  let leaving = 0
  const next = () => {
    const vm = waiting.shift()
    if (!vm || !preparing.has(host.resourcestate ?? '')) return
    leaving += 1
    const ended = (failed: boolean) => () => {
      leaving -= 1
      broken ||= failed
      next()
    }
    run(world, leave(world, vm), ended(false), ended(true))
  }
  for (let worker = 0; worker < workers; worker++) next()
  const watch = () => {
    if (!preparing.has(host.resourcestate ?? '')) return
    if (leaving === 0 && onIt(world, host).length === 0) return entered(world, host)
    if (broken && leaving === 0) setResourceState(world, host, 'ErrorInPrepareForMaintenance')
    world.clock.after(look, watch)
  }
  world.clock.after(look, watch)
}

/** Of the last host in a cluster the system VMs are destroyed and the routers stopped (read in the server's code). */
function* leave(world: World, vm: Movable): Steps {
  if (choose(world, vm)) return yield* migrate(world, vm, undefined)
  if ('systemvmtype' in vm) yield* destroy(world, vm as Parameters<typeof destroy>[1])
  else switchOff(world, vm as Parameters<typeof switchOff>[1])
}

function entered(world: World, host: Host): void {
  setResourceState(world, host, 'Maintenance')
  allocate(host, 0)
  Object.assign(host, {
    cpuallocated: '0.00%',
    cpuallocatedvalue: 0,
    cpuallocatedpercentage: '0.00%',
    cpuallocatedwithoverprovisioning: '0.00%',
  })
}

/** Recorded: `cancelHostMaintenance`: Enabled at once, the job ends soon after. */
export function* cancel(world: World, host: Host): Steps {
  if (!refusing.has(host.resourcestate ?? '') && host.resourcestate !== 'ErrorInMaintenance') {
    throw internal(`Cannot perform cancelMaintenance when resource state is ${host.resourcestate}, host: ${host.name}`)
  }
  setResourceState(world, host, 'Enabled')
  world.troubles.delete(host.id)
  yield 200
}
