import { checkLabel } from '@stratoview/api-client/health'
import type { RouterRow } from '@stratoview/bff/rows'
import { textOf } from '../find.ts'
import { findPairs, type Pair } from './pairs.ts'
import { failingCount, type Standing, standingOf, type Tab, tabsOf } from './standing.ts'

/** A row with what only the whole fleet can tell: its partner, its place, its cluster. */
export interface Entry {
  row: RouterRow
  pair?: Pair
  standing: Standing
  /** The tabs that hold it: told once, since every keystroke counts them over the whole fleet. */
  tabs: readonly Tab[]
  /** Failing checks of both kinds: the more, the higher in the list. */
  failing: number
  /** From the host (`listHosts`): a router's own row names none. */
  cluster?: { id: string; name: string }
  /** Everything the search looks in, lower case. */
  text: string
}

/** hostid → its cluster. Empty until `listHosts` has answered, or when the role may not ask. */
export type ClusterOfHost = ReadonlyMap<string, { id: string; name: string }>

/** The rows as entries, in the order they came. */
export function entriesOf(rows: readonly RouterRow[], clusters: ClusterOfHost): Entry[] {
  const pairs = findPairs(rows)
  return rows.map((row) =>
    known(row, pairs.get(row.id), row.hostid === undefined ? undefined : clusters.get(row.hostid)),
  )
}

const entries = new WeakMap<RouterRow, Entry>()

/** The same entry for the same row, partner and cluster: a refresh then draws only the rows that changed. */
function known(row: RouterRow, pair: Pair | undefined, cluster: Entry['cluster']): Entry {
  const before = entries.get(row)
  if (before !== undefined && samePair(before.pair, pair) && before.cluster?.id === cluster?.id) return before
  const entry = entryOf(row, pair, cluster)
  entries.set(row, entry)
  return entry
}

function samePair(a: Pair | undefined, b: Pair | undefined): boolean {
  return (
    a === b || (a?.members.length === b?.members.length && !!a?.members.every((member, i) => member === b?.members[i]))
  )
}

function entryOf(row: RouterRow, pair: Pair | undefined, cluster: Entry['cluster']): Entry {
  const standing = standingOf(row, pair)
  const failing = failingCount(row.health)
  return { row, pair, standing, tabs: tabsOf(row, pair), failing, cluster, text: searchText(row) }
}

/** What a router is found by: name, addresses, ids, network, host, owner. */
export const fieldsOf = (row: RouterRow): (string | undefined)[] => [
  row.name,
  row.id,
  row.publicip,
  row.guestipaddress,
  row.linklocalip,
  row.guestnetworkname,
  row.guestnetworkid,
  row.vpcname,
  row.vpcid,
  row.hostname,
  row.account,
  row.project,
  row.domain,
  row.zonename,
  row.podname,
]

/** The same and the checks it fails. */
export function searchText(row: RouterRow): string {
  const { basic, advanced } = row.health
  return textOf(...fieldsOf(row), ...[...basic.failing, ...advanced.failing].map(checkLabel))
}
