import type { SystemVm } from '@stratoview/api-client'
import { alert } from '../event.ts'
import type { Steps } from '../steps.ts'
import type { World } from '../world.ts'
import { bootCertificate } from './keystore.ts'
import { findHost, leaveHost, linkLocal, podAddress, settle } from './placement.ts'
import { dropVolumes } from './successor.ts'

/** How long each part takes on the world's clock, ms. */
export const takes = { stop: 1_500, start: 3_000, reboot: 3_000, destroy: 1_500, agent: 4_000 }

const isProxy = (vm: SystemVm) => vm.systemvmtype === 'consoleproxy'

/** Recorded: `stopSystemVm.consoleproxy`: addresses go with Stopping, the host with Stopped; the hypervisor stays. */
export function* stop(world: World, vm: SystemVm): Steps {
  if (vm.state === 'Stopped') return
  vm.state = 'Stopping'
  dropAddresses(vm)
  agentDown(world, vm)
  yield takes.stop
  vm.state = 'Stopped'
  leaveHost(world, vm)
}

function dropAddresses(vm: SystemVm): void {
  for (const kind of ['private', 'linklocal'] as const) {
    delete vm[`${kind}ip`]
    delete vm[`${kind}macaddress`]
    delete vm[`${kind}netmask`]
  }
}

function agentDown(world: World, vm: SystemVm): void {
  if (vm.agentstate === undefined) return
  vm.agentstate = 'Disconnected'
  vm.disconnected = world.date()
  if (isProxy(vm)) vm.activeviewersessions = 0
  setAgentHost(world, vm, 'Disconnected')
}

function setAgentHost(world: World, vm: SystemVm, state: string): void {
  const agent = world.tables.hosts.find((host) => host.virtualmachineid === vm.id || host.name === vm.name)
  if (agent) agent.state = state
}

/** The agent reports some seconds after the VM runs; one that never had an agent gets none (recorded: simulated CPVM). */
function agentComes(world: World, vm: SystemVm): void {
  if (vm.agentstate === undefined) return
  vm.agentstate = 'Connecting'
  setAgentHost(world, vm, 'Connecting')
  world.clock.after(takes.agent, () => {
    if (vm.state !== 'Running') return
    vm.agentstate = 'Up'
    delete vm.disconnected
    setAgentHost(world, vm, 'Up')
    if (world.troubles.get(vm.id) === 'agent-down') world.troubles.delete(vm.id)
  })
}

/** Recorded: `startSystemVm.consoleproxy`: the host with Starting, the addresses with Running. */
export function* start(world: World, vm: SystemVm): Steps {
  if (vm.state === 'Running') return
  const host = findHost(world, vm)
  vm.state = 'Starting'
  settle(vm, host)
  yield takes.start
  vm.state = 'Running'
  giveAddresses(world, vm)
  bootCertificate(world, vm, 'started')
  agentComes(world, vm)
  announce(world, vm)
}

function giveAddresses(world: World, vm: SystemVm): void {
  for (const [kind, address] of [
    ['private', podAddress(world, vm.podid)],
    ['linklocal', linkLocal(world)],
  ] as const) {
    vm[`${kind}ip`] = address.ip
    vm[`${kind}macaddress`] = address.mac
    vm[`${kind}netmask`] = address.netmask
  }
}

/** Recorded: `listAlerts`. */
function announce(world: World, vm: SystemVm): void {
  const where = `public IP [${vm.publicip}], private IP [${vm.privateip}].`
  if (isProxy(vm)) {
    alert(
      world,
      10,
      'ALERT.SERVICE.CONSOLEPROXY',
      `Console proxy up in zone [${vm.zonename}], proxy [${vm.name}], ${where}`,
    )
  } else {
    alert(
      world,
      19,
      'ALERT.SERVICE.SSVM',
      `Secondary Storage Vm is up in zone [${vm.zonename}], secStorageVm [${vm.name}], ${where}`,
    )
  }
}

/** Recorded: `rebootSystemVm`: it never leaves Running. Forced is a stop and a start (reference §3.2). */
export function* reboot(world: World, vm: SystemVm, forced: boolean): Steps {
  if (forced || vm.state !== 'Running') {
    yield* stop(world, vm)
    yield* start(world, vm)
    return
  }
  yield takes.reboot
  // The guest restarts on its own: its agent goes and comes back after the job has ended.
  world.clock.after(1_000, () => {
    if (vm.state !== 'Running') return
    bootCertificate(world, vm, 'rebooted')
    agentDown(world, vm)
    agentComes(world, vm)
  })
}

/** Recorded: `destroySystemVm.consoleproxy`: the answer is the row as it was, without its addresses. */
export function* destroy(world: World, vm: SystemVm): Steps<SystemVm> {
  const before = { ...vm }
  if (vm.state === 'Running') {
    vm.state = 'Stopping'
    dropAddresses(vm)
  }
  yield takes.destroy
  world.remove('systemVms', vm.id)
  const agent = world.tables.hosts.find((host) => host.virtualmachineid === vm.id)
  if (agent) world.remove('hosts', agent.id)
  dropVolumes(world, vm.id)
  dropAddresses(before)
  for (const field of [
    'gateway',
    'publicip',
    'publicmacaddress',
    'publicnetmask',
    'agentstate',
    'version',
    'disconnected',
    'activeviewersessions',
  ] as const) {
    delete before[field]
  }
  return before
}
