import type { Checks } from '@stratoview/api-client/health'
import type { Entry } from './entries.ts'
import { rankOf } from './standing.ts'

/** What the list can be ordered by; the ids of its columns. `basic` is the default: the whole router's standing. */
export type SortBy =
  | 'name'
  | 'state'
  | 'basic'
  | 'advanced'
  | 'redundant'
  | 'network'
  | 'publicip'
  | 'guestip'
  | 'linklocalip'
  | 'host'
  | 'version'
  | 'zone'
  | 'pod'
  | 'cluster'
  | 'account'
  | 'domain'
  | 'offering'
  | 'created'

export interface Sort {
  by: SortBy
  desc: boolean
}

export const failingFirst: Sort = { by: 'basic', desc: false }

type Key = string | number | undefined

/** Rank, then the more failing the higher: 0.001 a check keeps both in one number (a router has far fewer than 1,000). */
const place = (checks: Checks): number => rankOf(checks.verdict) - checks.failing.length / 1000

const keys: Record<SortBy, (entry: Entry) => Key> = {
  name: ({ row }) => row.name,
  state: ({ row }) => row.state,
  basic: (entry) => rankOf(entry.standing) - entry.failing / 1000,
  advanced: ({ row }) => place(row.health.advanced),
  redundant: ({ row }) => (row.isredundantrouter === true ? (row.redundantstate ?? 'UNKNOWN') : undefined),
  network: ({ row }) => row.vpcname ?? row.guestnetworkname,
  publicip: ({ row }) => addressKey(row.publicip),
  guestip: ({ row }) => addressKey(row.guestipaddress),
  linklocalip: ({ row }) => addressKey(row.linklocalip),
  host: ({ row }) => row.hostname,
  version: ({ row }) => row.softwareversion ?? row.version,
  zone: ({ row }) => row.zonename,
  pod: ({ row }) => row.podname,
  cluster: ({ cluster }) => cluster?.name,
  account: ({ row }) => row.project ?? row.account,
  domain: ({ row }) => row.domain,
  offering: ({ row }) => row.serviceofferingname,
  created: ({ row }) => row.created,
}

export const isSortBy = (text: string): text is SortBy => Object.hasOwn(keys, text)

/** IPv4 by its value, so that 10.0.0.9 stands before 10.0.0.10; anything else as text. */
function addressKey(address: string | undefined): Key {
  const parts = address?.split('.').map(Number)
  if (parts?.length !== 4 || parts.some(Number.isNaN)) return address
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

const words = new Intl.Collator('en', { numeric: true })

function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return words.compare(String(a), String(b))
}

/**
 * Sorted, a pair in the place of the half that comes first and its halves side by side when `together`.
 * Rows without a value stay last in both directions. `entries` are in the order of their names and equal rows keep it.
 */
export function arrange(entries: readonly Entry[], sort: Sort, together: boolean): Entry[] {
  const keyOf = keys[sort.by]
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }))
  const sign = sort.desc ? -1 : 1
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0
    if (a.key === undefined) return 1
    if (b.key === undefined) return -1
    return sign * compare(a.key, b.key)
  })
  const sorted = keyed.map(({ entry }) => entry)
  return together ? bringTogether(sorted, entries) : sorted
}

/** The first half met takes its partners along; within a pair the names decide, so a failover moves nothing. */
function bringTogether(sorted: readonly Entry[], byName: readonly Entry[]): Entry[] {
  const halves = new Map<string, Entry[]>()
  for (const entry of byName) {
    if (entry.pair === undefined) continue
    const known = halves.get(entry.pair.key)
    if (known === undefined) halves.set(entry.pair.key, [entry])
    else known.push(entry)
  }
  const result: Entry[] = []
  for (const entry of sorted) {
    if (entry.pair === undefined) result.push(entry)
    else {
      result.push(...(halves.get(entry.pair.key) ?? []))
      halves.delete(entry.pair.key)
    }
  }
  return result
}
