import { param, type Incoming } from './request.ts'
import type { World } from './world.ts'

/** How long a slow list takes on the world's clock, ms. */
export const slowList = 8_000

/** A list asked for a zone in the trouble `slow-list` alone takes its time; 0 for everything else. */
export function slowness(world: World, command: string, incoming: Incoming): number {
  if (!command.startsWith('list')) return 0
  return world.troubles.get(param(incoming, 'zoneid') ?? '') === 'slow-list' ? slowList : 0
}
