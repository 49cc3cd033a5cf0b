import type { RouterRow } from '@stratoview/bff/rows'

/** What says whether two routers stand for one network. `listRouters` gives the same fields. */
export type PairMember = Pick<RouterRow, 'id' | 'state' | 'redundantstate' | 'guestnetworkid' | 'vpcid'> & {
  isredundantrouter?: boolean
}

/** What a router serves: its VPC when it has one (its row names only one tier as the guest network), else its guest network. */
export const networkKey = (router: Pick<PairMember, 'guestnetworkid' | 'vpcid'>): string | undefined =>
  router.vpcid ?? router.guestnetworkid

/** The same, where one that serves none stands for itself: routers with the same key stand for one another. */
export const servedBy = (router: Pick<PairMember, 'id' | 'guestnetworkid' | 'vpcid'>): string =>
  networkKey(router) ?? router.id

export type WrongPair = 'no-primary' | 'two-primary'

/**
 * What is wrong with the redundant routers of one network, or undefined. A state CloudStack doesn't know (UNKNOWN, or a
 * router that isn't Running) proves nothing, so it is never the reason by itself.
 */
export function wrongPair(group: readonly PairMember[]): WrongPair | undefined {
  const running = group.filter((router) => router.isredundantrouter === true && router.state === 'Running')
  const primaries = running.filter((router) => router.redundantstate === 'PRIMARY').length
  if (primaries > 1) return 'two-primary'
  const known = running.every((router) => router.redundantstate === 'BACKUP' || router.redundantstate === 'FAULT')
  return primaries === 0 && running.length > 0 && known ? 'no-primary' : undefined
}
