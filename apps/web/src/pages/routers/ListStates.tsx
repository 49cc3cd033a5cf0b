import { EmptyState } from '@stratoview/ui'
import type { Entry } from '../../vm/fleet/entries.ts'
import { facets } from '../../vm/fleet/facets.ts'
import { wantedText } from '../../vm/fleet/options.ts'
import { type Tab } from '../../vm/fleet/standing.ts'
import { type FleetView, narrows } from '../../vm/fleet/view.ts'

const tabWords: Record<Exclude<Tab, 'all'>, string> = {
  failing: 'has a failing check',
  'pair-wrong': 'is in a wrong pair',
  'no-contact': 'is out of contact',
  warning: 'has a warning',
  unknown: 'has a check of unknown result',
  'never-ran': 'has never run its checks',
  stale: 'has old results',
  'upgrade-due': 'is due for an upgrade',
}

interface EmptyProps {
  entries: readonly Entry[]
  view: FleetView
  /** when the list came, epoch ms; nothing has come yet when absent */
  at: number | undefined
  onChange: (next: Partial<FleetView>) => void
}

/** Why there is no row, and what to do about it. */
export function Empty({ entries, view, at, onChange }: EmptyProps) {
  if (at === undefined) return null
  if (entries.length === 0) {
    return <EmptyState>No virtual routers yet. CloudStack makes one when a network needs it.</EmptyState>
  }
  if (!narrows(view)) return null
  const plain = view.q === '' && Object.keys(view.filters).length === 0
  const action = {
    label: plain ? 'Show all' : 'Clear filters',
    onSelect: () => onChange({ q: '', tab: 'all', filters: {} }),
  }
  if (plain && view.tab !== 'all') {
    return (
      <EmptyState good action={action}>
        No router {tabWords[view.tab]}.
      </EmptyState>
    )
  }
  return <EmptyState action={action}>{`No router matches ${filterWords(entries, view)}.`}</EmptyState>
}

/** "Hypervisor is KVM and Zone is ams-1" */
export function filterWords(entries: readonly Entry[], view: FleetView): string {
  const words = facets.flatMap((facet) => {
    const wanted = view.filters[facet.id]
    return wanted === undefined ? [] : [`${facet.label} is ${wantedText(entries, facet, wanted)}`]
  })
  if (view.q !== '') words.unshift(`“${view.q}”`)
  if (view.tab !== 'all') words.push(tabWords[view.tab])
  return words.join(' and ')
}
