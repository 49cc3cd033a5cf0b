import { checkLabel } from '@stratoview/api-client/health'
import type { Entry } from './entries.ts'
import { networkKey } from '../pairs.ts'
import { versionOf } from './upgrade.ts'

/** One thing a router can be narrowed by. `id` is also its name in the URL. */
export interface Facet {
  id: FacetId
  label: string
  /** The value(s) of a row: `key` is exact (an id where there is one), `label` is read. */
  of: (entry: Entry) => FacetValue[]
}

export interface FacetValue {
  key: string
  label: string
}

export type FacetId =
  | 'state'
  | 'host'
  | 'account'
  | 'network'
  | 'version'
  | 'hypervisor'
  | 'zone'
  | 'pod'
  | 'cluster'
  | 'redundant'
  | 'check'
  | 'domain'
  | 'offering'
  | 'hostcontrol'

const word = (text: string | undefined): FacetValue[] => (text === undefined ? [] : [{ key: text, label: text }])
const named = (key: string | undefined, label: string | undefined): FacetValue[] =>
  key === undefined ? [] : [{ key, label: label ?? key }]

export const facets: readonly Facet[] = [
  { id: 'state', label: 'State', of: ({ row }) => word(row.state) },
  { id: 'host', label: 'Host', of: ({ row }) => named(row.hostid, row.hostname) },
  { id: 'account', label: 'Account', of: ({ row }) => ownerOf(row) },
  { id: 'network', label: 'Network', of: ({ row }) => named(networkKey(row), row.vpcname ?? row.guestnetworkname) },
  { id: 'version', label: 'Version', of: ({ row }) => word(versionOf(row)) },
  { id: 'hypervisor', label: 'Hypervisor', of: ({ row }) => word(row.hypervisor) },
  { id: 'zone', label: 'Zone', of: ({ row }) => named(row.zoneid, row.zonename) },
  { id: 'pod', label: 'Pod', of: ({ row }) => named(row.podid, row.podname) },
  { id: 'cluster', label: 'Cluster', of: ({ cluster }) => named(cluster?.id, cluster?.name) },
  { id: 'redundant', label: 'Redundant state', of: ({ row }) => redundantOf(row) },
  { id: 'check', label: 'Check', of: ({ row }) => checksOf(row) },
  { id: 'domain', label: 'Domain', of: ({ row }) => named(row.domainid, row.domain) },
  { id: 'offering', label: 'Service offering', of: ({ row }) => word(row.serviceofferingname) },
  { id: 'hostcontrol', label: 'Host control state', of: ({ row }) => word(row.hostcontrolstate) },
]

export const facetOf = (id: FacetId): Facet => facets.find((facet) => facet.id === id)!
export const isFacetId = (id: string): id is FacetId => facets.some((facet) => facet.id === id)

/** Account names are unique only within a domain; a project's router has a project and no account. */
function ownerOf(row: Entry['row']): FacetValue[] {
  if (row.projectid !== undefined) return [{ key: row.projectid, label: row.project ?? row.projectid }]
  return row.account === undefined ? [] : [{ key: `${row.domainid ?? ''}/${row.account}`, label: row.account }]
}

/** CloudStack says UNKNOWN for a router without a partner too: that one is "not redundant". */
function redundantOf(row: Entry['row']): FacetValue[] {
  if (row.isredundantrouter !== true) return [{ key: 'none', label: 'not redundant' }]
  return word(row.redundantstate ?? 'UNKNOWN')
}

function checksOf(row: Entry['row']): FacetValue[] {
  const { basic, advanced } = row.health
  const names = [basic, advanced].flatMap((checks) => [...checks.failing, ...checks.warning, ...checks.unknown])
  return [...new Set(names.map(checkLabel))].map((name) => ({ key: name, label: name }))
}

/** A filter names a value by its key or, so that a link can be written by hand, by what is read. */
export function passes(entry: Entry, facet: Facet, wanted: readonly string[]): boolean {
  return facet.of(entry).some(({ key, label }) => wanted.includes(key) || wanted.includes(label))
}

export interface FacetOption extends FacetValue {
  count: number
}

/** What there is to choose, the most frequent first. */
export function optionsOf(entries: readonly Entry[], facet: Facet): FacetOption[] {
  const options = new Map<string, FacetOption>()
  for (const entry of entries) {
    for (const { key, label } of facet.of(entry)) {
      const option = options.get(key)
      if (option === undefined) options.set(key, { key, label, count: 1 })
      else option.count += 1
    }
  }
  return [...options.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en'))
}
