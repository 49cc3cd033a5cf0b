import type { Host, Router, SystemVm } from '@stratoview/api-client'
import { alert } from '../event.ts'
import { run } from '../steps.ts'
import type { World } from '../world.ts'
import { partnerTakesOver } from './redundancy.ts'
import { start as startRouter, switchOff } from './router.ts'
import { start as startSystemVm, stop as stopSystemVm } from './system-vm.ts'

/**
 * A host goes Down. What runs on it is cut off at once; CloudStack goes on calling it Running, on a host that is Offline,
 * until HA is sure after `suspicion` ms and starts it elsewhere. What was just being started stays where its start fails.
 */
export function hostDown(world: World, host: Host, suspicion: number): void {
  host.state = 'Down'
  host.disconnected = world.date()
  const { name, id, zonename, podname } = host
  const where = `availability zone: ${zonename}, pod: ${podname}`
  alert(world, 7, 'ALERT.COMPUTE.HOST', `Host is down, name: ${name} (id:${id}), ${where}`)
  const { routers, internalLbs, systemVms } = world.tables
  const isLost = (vm: Router | SystemVm) => vm.hostid === host.id && (vm.state === 'Running' || vm.state === 'Stopping')
  const lost = [...routers, ...internalLbs].filter(isLost)
  const lostVms = systemVms.filter(isLost)
  for (const vm of [...lost, ...lostVms]) vm.hostcontrolstate = 'Offline'
  for (const router of lost) if (router.isredundantrouter) partnerTakesOver(world, router)
  world.clock.after(suspicion, () => {
    for (const router of lost) restart(world, router)
    for (const systemVm of lostVms) restartVm(world, systemVm)
  })
}

const nothing = () => undefined
const stillThere = (vm: Router | SystemVm) => vm.state === 'Running' && vm.hostcontrolstate === 'Offline'

function restart(world: World, router: Router): void {
  if (!stillThere(router)) return
  switchOff(world, router)
  run(world, startRouter(world, router), nothing, nothing)
}

function restartVm(world: World, vm: SystemVm): void {
  if (!stillThere(vm)) return
  const again = function* () {
    yield* stopSystemVm(world, vm)
    yield* startSystemVm(world, vm)
  }
  run(world, again(), nothing, () => {
    vm.state = 'Stopped'
  })
}
