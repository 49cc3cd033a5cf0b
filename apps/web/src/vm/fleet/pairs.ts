import type { RouterRow } from '@stratoview/bff/rows'
import { networkKey, type WrongPair, wrongPair } from '../pairs.ts'

/** Two (during a restart with cleanup: more) redundant routers of one guest network or VPC. */
export interface Pair {
  /** The id of the network or VPC they share. */
  key: string
  members: RouterRow[]
  trouble?: WrongPair
}

/**
 * The pairs of the fleet by each member's id. A redundant router without a partner row is no pair.
 * Recorded: `listRouters` (r-8/r-9 on one guest network, r-12/r-13 on one VPC).
 */
export function findPairs(rows: readonly RouterRow[]): Map<string, Pair> {
  const redundant = rows.filter((row) => row.isredundantrouter === true)
  const pairs = new Map<string, Pair>()
  for (const [key, members] of Map.groupBy(redundant, networkKey)) {
    if (key === undefined || members.length < 2) continue
    const pair: Pair = { key, members, trouble: wrongPair(members) }
    for (const member of members) pairs.set(member.id, pair)
  }
  return pairs
}
