import type { Router } from '@stratoview/api-client'
import type { World } from '../world.ts'

/** How long a partner needs to notice that the other is gone, ms. */
const notice = 3_000

/** Two routers of one redundant network or VPC; also of a router and itself. */
function samePair(a: Router, b: Router): boolean {
  if (!a.isredundantrouter || !b.isredundantrouter) return false
  return a.vpcid === undefined ? a.guestnetworkid === b.guestnetworkid && b.vpcid === undefined : a.vpcid === b.vpcid
}

/** The other router of its pair; none for one that stands alone. */
export const partnersOf = (world: World, router: Router): Router[] =>
  world.tables.routers.filter((other) => other.id !== router.id && samePair(other, router))

/** A router of a pair stops or goes: it has no say any more, and its partner takes over soon. */
export function partnerTakesOver(world: World, router: Router): void {
  const wasPrimary = router.redundantstate === 'PRIMARY'
  router.redundantstate = 'UNKNOWN'
  if (!wasPrimary) return
  const partners = partnersOf(world, router)
  world.clock.after(notice, () => {
    const backup = partners.find(
      ({ state, redundantstate, hostcontrolstate }) =>
        state === 'Running' && redundantstate === 'BACKUP' && hostcontrolstate !== 'Offline',
    )
    if (backup && !partnersOf(world, backup).some((one) => one.redundantstate === 'PRIMARY')) {
      backup.redundantstate = 'PRIMARY'
    }
  })
}

/** A router of a pair has come up: BACKUP when the other leads, else PRIMARY. A restart also ends a quarrel. */
export function takeRole(world: World, router: Router): void {
  const trouble = world.troubles.get(router.id)
  if (trouble === 'both-backup' || trouble === 'both-primary') world.troubles.delete(router.id)
  const led = partnersOf(world, router).some((one) => one.state === 'Running' && one.redundantstate === 'PRIMARY')
  router.redundantstate = led ? 'BACKUP' : 'PRIMARY'
}
