import type { Entry } from './entries.ts'
import { type FacetId, facetOf } from './facets.ts'
import { rankOf } from './standing.ts'
import { upgradeDue } from './upgrade.ts'

export type GroupBy = Extract<FacetId, 'zone' | 'pod' | 'cluster' | 'account' | 'network'>

export const groupLabels: Record<GroupBy, string> = {
  zone: 'Zone',
  pod: 'Pod',
  cluster: 'Cluster',
  account: 'Account',
  network: 'Network or VPC',
}

export const isGroupBy = (text: string): text is GroupBy => Object.hasOwn(groupLabels, text)

export interface Group {
  key: string
  label: string
  entries: Entry[]
  running: number
  failing: number
  upgradeDue: number
}

/**
 * The entries as groups, each keeping the order it was given. Groups with something wrong come first when
 * the list is ordered by health, else they stand by name; rows that belong to none (a stopped router has no host) are last.
 */
export function groupsOf(entries: readonly Entry[], by: GroupBy, worstFirst: boolean): Group[] {
  const facet = facetOf(by)
  const groups = new Map<string, Group>()
  for (const entry of entries) {
    const { key, label } = facet.of(entry)[0] ?? { key: '', label: `No ${groupLabels[by].toLowerCase()}` }
    let group = groups.get(key)
    if (group === undefined)
      groups.set(key, (group = { key, label, entries: [], running: 0, failing: 0, upgradeDue: 0 }))
    group.entries.push(entry)
    if (entry.row.state === 'Running') group.running += 1
    if (entry.failing > 0) group.failing += 1
    if (upgradeDue(entry.row)) group.upgradeDue += 1
  }
  const worst = (group: Group) => (worstFirst ? Math.min(...group.entries.map((entry) => rankOf(entry.standing))) : 0)
  const ranked = [...groups.values()].map((group) => ({ group, rank: worst(group) }))
  ranked.sort(
    (a, b) =>
      Number(a.group.key === '') - Number(b.group.key === '') ||
      a.rank - b.rank ||
      a.group.label.localeCompare(b.group.label, 'en', { numeric: true }),
  )
  return ranked.map(({ group }) => group)
}
