import type { SystemVm } from '@stratoview/api-client'
import { run } from '../steps.ts'
import type { World } from '../world.ts'
import { copyVolumes } from './successor.ts'
import { start } from './system-vm.ts'

/** `consoleproxy.capacityscan.interval`, ms. */
const scanInterval = 30_000

/**
 * The scan that keeps console proxies and secondary storage VMs alive: a stopped one is started, a missing one gets a
 * successor with the next number (recorded: `destroySystemVm.consoleproxy`, `listSystemVms.after`).
 */
export function scheduleCapacityScan(world: World): void {
  // What stood here at the beginning is what a zone needs.
  const wanted = world.tables.systemVms.map((vm) => ({ ...vm }))
  world.clock.every(scanInterval, () => {
    for (const vm of world.tables.systemVms) if (vm.state === 'Stopped') begin(world, vm)
    for (const model of missing(world, wanted)) begin(world, successor(world, model))
  })
}

function begin(world: World, vm: SystemVm): void {
  run(
    world,
    start(world, vm),
    () => undefined,
    () => {
      vm.state = 'Stopped'
    },
  )
}

const kindOf = (vm: SystemVm) => `${vm.zoneid} ${vm.systemvmtype}`

function missing(world: World, wanted: readonly SystemVm[]): SystemVm[] {
  const have = new Map<string, number>()
  for (const vm of world.tables.systemVms) have.set(kindOf(vm), (have.get(kindOf(vm)) ?? 0) + 1)
  return wanted.filter((model) => {
    const left = have.get(kindOf(model)) ?? 0
    have.set(kindOf(model), left - 1)
    return left <= 0
  })
}

function successor(world: World, model: SystemVm): SystemVm {
  const number = world.nextNumber()
  const vm: SystemVm = {
    ...model,
    id: world.uuid(),
    name: `${model.systemvmtype === 'consoleproxy' ? 'v' : 's'}-${number}-VM`,
    state: 'Stopped',
    created: world.date(),
    hasannotations: false,
    publicmacaddress: world.random.mac(),
  }
  delete vm.disconnected
  if (vm.activeviewersessions !== undefined) vm.activeviewersessions = 0
  const agent = world.tables.hosts.find((host) => host.type !== 'Routing' && host.zoneid === vm.zoneid)
  if (vm.agentstate !== undefined && agent) {
    world.tables.hosts.push({
      ...agent,
      id: world.uuid(),
      name: vm.name,
      type: vm.systemvmtype === 'consoleproxy' ? 'ConsoleProxy' : 'SecondaryStorageVM',
      virtualmachineid: vm.id,
      state: 'Connecting',
      created: world.date(),
    })
  }
  copyVolumes(world, model.id, vm, number)
  world.tables.systemVms.push(vm)
  return vm
}
