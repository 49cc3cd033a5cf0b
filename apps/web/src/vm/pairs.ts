import type { RouterRow } from '@stratoview/bff/rows'

/** What says whether two routers stand for one network. `listRouters` gives the same fields. */
export type PairMember = Pick<RouterRow, 'id' | 'state' | 'redundantstate' | 'guestnetworkid' | 'vpcid'> & {
  isredundantrouter?: boolean
}

/** The network or VPC a router serves; routers with the same key stand for one another. */
export const servedBy = (router: Pick<PairMember, 'id' | 'guestnetworkid' | 'vpcid'>): string =>
  router.vpcid ?? router.guestnetworkid ?? router.id

/** Routers by what they serve; a group of two redundant ones is a pair (three while a restart makes a successor). */
export function groupsOf<R extends PairMember>(routers: readonly R[]): Map<string, R[]> {
  return Map.groupBy(routers, servedBy)
}

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

/** Ids of the routers whose pair is wrong, over the whole fleet. */
export function wrongPairs(routers: readonly PairMember[]): Map<string, WrongPair> {
  const wrong = new Map<string, WrongPair>()
  const redundant = routers.filter((router) => router.isredundantrouter === true)
  for (const group of groupsOf(redundant).values()) {
    const what = wrongPair(group)
    if (what !== undefined) for (const router of group) wrong.set(router.id, what)
  }
  return wrong
}

/** The other routers of the same network, running or not. */
export const partnersOf = <R extends PairMember>(router: PairMember, fleet: readonly R[]): R[] =>
  router.isredundantrouter === true
    ? fleet.filter((other) => other.id !== router.id && servedBy(other) === servedBy(router))
    : []
