import { param, type Incoming } from './request.ts'
import type { World } from './world.ts'

/** How long a slow list takes on the world's clock, ms. */
export const slowList = 8_000

/** Lists that go through the VMs or hosts of a zone. */
const lists = new Set([
  'listRouters',
  'listSystemVms',
  'listInternalLoadBalancerVMs',
  'listHosts',
  'listVirtualMachines',
  'listVolumes',
])

/** A list that goes through a zone in the trouble `slow-list` (told or not) takes its time; 0 for everything else. */
export function slowness(world: World, command: string, incoming: Incoming): number {
  if (!lists.has(command)) return 0
  const zoneid = param(incoming, 'zoneid')
  const slow = world.tables.zones.filter((zone) => world.troubles.get(zone.id) === 'slow-list')
  return slow.some((zone) => zoneid === undefined || zone.id === zoneid) ? slowList : 0
}
