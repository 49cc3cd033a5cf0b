import { TabBar, type VerdictKind } from '@stratoview/ui'
import { paths } from '../../paths.ts'
import { type Tab, tabLabels, tabs } from '../../vm/fleet/standing.ts'
import { type FleetView, writeView } from '../../vm/fleet/view.ts'
import { SavedViews } from './SavedViews.tsx'
import { useSavedViews } from './use-saved-views.ts'

const glyphs: Partial<Record<Tab, VerdictKind>> = {
  failing: 'failing',
  'pair-wrong': 'failing',
  'no-contact': 'no-contact',
  warning: 'warning',
  unknown: 'unknown',
  'never-ran': 'never-ran',
  stale: 'stale',
}
/** Shown even when they find nothing; the rest would be noise then. */
const always = new Set<Tab>(['all', 'failing'])

interface Props {
  view: FleetView
  /** undefined while nothing has come: no number is then no zero */
  counts: Record<Tab, number> | undefined
  onChange: (next: Partial<FleetView>) => void
  onOpen: (search: string) => void
}

/** The verdicts as filters, each with what it would find, and the views somebody has saved. */
export function VerdictTabs({ view, counts, onChange, onOpen }: Props) {
  const saved = useSavedViews()
  const search = writeView(view).toString()
  const current = saved.views.find((one) => one.search === search)
  const verdicts = tabs
    .filter((id) => always.has(id) || (counts?.[id] ?? 0) > 0 || view.tab === id)
    .map((id) => ({
      id,
      label: tabLabels[id],
      count: counts?.[id].toLocaleString('en'),
      // Red is for what is there, not for what might be.
      glyph: id === 'failing' && !counts?.failing ? (counts ? 'passing' : 'never-ran') : glyphs[id],
      href: `${paths.routers()}?${writeView({ ...view, tab: id })}`,
    }))
  const views = saved.views.map(({ name, search }) => ({
    id: `view:${name}`,
    label: name,
    href: `${paths.routers()}?${search}`,
  }))
  const choose = (id: string) => {
    const tab = tabs.find((one) => one === id)
    if (tab !== undefined) onChange({ tab })
    else onOpen(saved.views.find((one) => `view:${one.name}` === id)?.search ?? '')
  }
  return (
    <TabBar
      label="Verdicts"
      tabs={[...verdicts, ...views]}
      value={current === undefined ? view.tab : `view:${current.name}`}
      onChange={choose}
      extra={<SavedViews saved={saved} search={search} current={current} />}
    />
  )
}
