import type { Host, Router, SystemVm } from '@stratoview/api-client'
import type { World } from '../world.ts'
import { settle } from './placement.ts'

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
  // It had not left.
  vm.state = 'Running'
  settle(vm, host)
  world.hostFails(host, suspicion)
  return true
}
