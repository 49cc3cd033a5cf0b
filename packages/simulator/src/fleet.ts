import type { World } from './world.ts'
import type { Ground } from './seed/networks.ts'

export function seedFleet(world: World, ground: Ground, routers: number): void {
  void world
  void ground
  void routers
}
