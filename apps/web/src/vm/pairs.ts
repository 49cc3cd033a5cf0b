import type { RouterRow } from '@stratoview/bff/rows'

/** What says whether two routers stand for one network. `listRouters` gives the same fields. */
export type PairMember = Pick<RouterRow, 'id' | 'state' | 'redundantstate' | 'guestnetworkid' | 'vpcid'> & {
  isredundantrouter?: boolean
}

/** The network or VPC a router serves; routers with the same key stand for one another. */
export const servedBy = (router: Pick<PairMember, 'id' | 'guestnetworkid' | 'vpcid'>): string =>
  router.vpcid ?? router.guestnetworkid ?? router.id

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
