import type { RouterRow } from '@stratoview/bff/rows'

/** Why a redundant pair does not do its duty, as far as its members' own words tell. */
export type PairTrouble = 'no-primary' | 'two-primary'

/** Two (during a restart with cleanup: more) redundant routers of one guest network or VPC. */
export interface Pair {
  /** The network or VPC they share, see `networkKey`. */
  key: string
  members: RouterRow[]
  trouble?: PairTrouble
}

/** What a router serves: its VPC when it has one (a VPC's router names only one tier as its guest network), else its guest network. */
export function networkKey(row: Pick<RouterRow, 'vpcid' | 'guestnetworkid'>): string | undefined {
  if (row.vpcid !== undefined) return `vpc:${row.vpcid}`
  return row.guestnetworkid === undefined ? undefined : `net:${row.guestnetworkid}`
}

/**
 * The pairs of the fleet by each member's id. A redundant router without a partner row is no pair.
 * Recorded: `listRouters` (r-8/r-9 on one guest network, r-12/r-13 on one VPC).
 */
export function findPairs(rows: readonly RouterRow[]): Map<string, Pair> {
  const byNetwork = new Map<string, RouterRow[]>()
  for (const row of rows) {
    const key = row.isredundantrouter === true ? networkKey(row) : undefined
    if (key === undefined) continue
    const members = byNetwork.get(key)
    if (members === undefined) byNetwork.set(key, [row])
    else members.push(row)
  }
  const pairs = new Map<string, Pair>()
  for (const [key, members] of byNetwork) {
    if (members.length < 2) continue
    const pair: Pair = { key, members, trouble: troubleOf(members) }
    for (const member of members) pairs.set(member.id, pair)
  }
  return pairs
}

/**
 * No PRIMARY or two of them among the running members. A running member whose state CloudStack calls UNKNOWN
 * (its host is out of reach, or it came up within the last half minute) may be the PRIMARY: then nothing is said.
 */
export function troubleOf(members: readonly RouterRow[]): PairTrouble | undefined {
  const running = members.filter((member) => member.state === 'Running')
  const primaries = running.filter((member) => member.redundantstate === 'PRIMARY').length
  if (primaries > 1) return 'two-primary'
  if (primaries === 1 || running.length === 0) return undefined
  const known = running.every((member) => member.redundantstate === 'BACKUP' || member.redundantstate === 'FAULT')
  return known ? 'no-primary' : undefined
}
