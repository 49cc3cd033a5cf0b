import type { Host, Router, SystemVm } from '@stratoview/api-client'
import { alert } from '../event.ts'
import { run } from '../steps.ts'
import type { World } from '../world.ts'
import { start as startRouter, switchOff } from './router.ts'
import { start as startSystemVm, stop as stopSystemVm } from './system-vm.ts'

/** How long HA needs to be sure that a host is down, ms. */
const suspicion = 20_000

const lefts = new WeakMap<World, Map<string, number>>()

/**
 * The trouble `goes-down`: the first VM gets away, while the second is on its way the host goes Down. HA starts what was on
 * it elsewhere.
 *
 * @returns whether the host went down under `vm`
 */
export function hostFails(world: World, host: Host, vm: SystemVm | Router): boolean {
  const counts = lefts.get(world) ?? new Map<string, number>()
  lefts.set(world, counts)
  const left = counts.get(host.id) ?? 0
  counts.set(host.id, left + 1)
  if (left === 0) return false
  world.troubles.delete(host.id)
  host.state = 'Down'
  host.disconnected = world.date()
  alert(
    world,
    7,
    'ALERT.COMPUTE.HOST',
    `Host is down, name: ${host.name} (id:${host.id}), availability zone: ${host.zonename}, pod: ${host.podname}`,
  )
  const { routers, internalLbs, systemVms } = world.tables
  const lost = [...routers, ...internalLbs].filter((one) => one.hostid === host.id || one.id === vm.id)
  const lostVms = systemVms.filter((one) => one.hostid === host.id || one.id === vm.id)
  for (const one of [...lost, ...lostVms]) {
    one.state = 'Running'
    one.hostid = host.id
    one.hostname = host.name
    one.hostcontrolstate = 'Offline'
  }
  world.clock.after(suspicion, () => {
    for (const router of lost) restart(world, router)
    for (const systemVm of lostVms) restartVm(world, systemVm)
  })
  return true
}

const nothing = () => undefined

function restart(world: World, router: Router): void {
  if (router.hostcontrolstate !== 'Offline') return
  switchOff(world, router)
  run(world, startRouter(world, router), nothing, () => switchOff(world, router))
}

function restartVm(world: World, vm: SystemVm): void {
  if (vm.hostcontrolstate !== 'Offline') return
  const again = function* () {
    yield* stopSystemVm(world, vm)
    yield* startSystemVm(world, vm)
  }
  run(world, again(), nothing, () => {
    vm.state = 'Stopped'
  })
}
