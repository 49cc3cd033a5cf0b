import type { Run, RunItem } from '@stratoview/bff/app'
import { DataTable, EmptyState, FilterInput, type MenuEntry, type Pairing, TabBar } from '@stratoview/ui'
import { filterRows } from '@stratoview/ui/table/filter.ts'
import { useDeferredValue, useMemo, useState } from 'react'
import { isActive } from '../../../vm/rollouts/words.ts'
import { columnsOf } from './columns.tsx'
import { ItemCard } from './ItemCard.tsx'
import classes from './run.module.css'
import type { Give } from './use-order.ts'

interface Show {
  id: string
  label: string
  of: (item: RunItem) => boolean
  count: (counts: Run['counts']) => number
}

const shows: readonly Show[] = [
  {
    id: 'all',
    label: 'All',
    of: () => true,
    count: (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0),
  },
  { id: 'running', label: 'Running', of: isActive, count: ({ active }) => active },
  { id: 'failed', label: 'Failed', of: ({ step }) => step === 'failed', count: ({ failed }) => failed },
  { id: 'waiting', label: 'Waiting', of: ({ step }) => step === 'waiting', count: ({ waiting }) => waiting },
  { id: 'done', label: 'Done', of: ({ step }) => step === 'done', count: ({ done }) => done },
  {
    id: 'left',
    label: 'Skipped or left',
    of: ({ step }) => step === 'skipped' || step === 'left',
    count: ({ skipped, left }) => skipped + left,
  },
]

interface Props {
  run: Run
  items: readonly RunItem[]
  show: string
  /** What the address says; what is typed then counts at once. */
  q: string
  pairing: Pairing<RunItem>
  give: Give
  onShow: (show: string) => void
  onType: (q: string) => void
  onChoose: (item: RunItem) => void
}

const rowKey = ({ id }: RunItem) => id
const rowName = ({ subject }: RunItem) => subject.name
const tone = (item: RunItem) =>
  isActive(item) ? ('busy' as const) : item.step === 'failed' ? ('fail' as const) : undefined

/** Every item in running order, or those of a tab in which the words are found. */
export function ItemTable({ run, items, show, q: begun, pairing, give, onShow, onType, onChoose }: Props) {
  const [q, setTyped] = useState(begun)
  const columns = useMemo(() => columnsOf({ method: run.method }), [run.method])
  const known = shows.find(({ id }) => id === show) ?? shows[0]!
  const words = useDeferredValue(q)
  const rows = useMemo(() => filterRows(items.filter(known.of), columns, words), [items, known, columns, words])
  const tabs = shows
    .map(({ id, label, count }) => ({ id, label, count: count(run.counts), alarm: id === 'failed' }))
    .filter(({ id, count }) => count > 0 || id === 'all' || id === known.id)
  const type = (next: string) => {
    setTyped(next)
    onType(next)
  }
  const all = () => (q === '' ? onShow('all') : type(''))
  return (
    <>
      <div className={classes.which}>
        <TabBar label="Which" tabs={tabs} value={known.id} onChange={onShow} />
        <div className={classes.filter} role="search" aria-label="Filter this run">
          <span role="status" className={classes.quiet}>
            {words !== '' && `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'matches' : 'match'}`}
          </span>
          <FilterInput placeholder="Filter this run" value={q} onChange={type} />
        </div>
      </div>
      <div className={classes.table}>
        <DataTable
          label="Items of the run"
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          rowName={rowName}
          pairing={pairing}
          tone={tone}
          menu={(item) => menuOf(item, run.state === 'ended', give, onChoose)}
          onOpen={onChoose}
          card={(item) => <ItemCard item={item} run={run} />}
          empty={
            <EmptyState action={{ label: q === '' ? 'Show all' : 'Clear the filter', onSelect: all }}>
              {q === '' ? 'None of them now.' : `None of them matches ${q}.`}
            </EmptyState>
          }
          pageKeys
          memoryKey={`rollout-${run.id}`}
        />
      </div>
    </>
  )
}

function menuOf(item: RunItem, ended: boolean, give: Give, onChoose: (item: RunItem) => void): MenuEntry[] {
  const name = item.subject.name
  const skippable = item.step === 'waiting' || item.step === 'failed'
  const over = ended && 'The run has ended'
  return [
    { label: 'What happened', onSelect: () => onChoose(item) },
    {
      label: 'Try again',
      disabled:
        over ||
        (item.step !== 'failed' &&
          item.step !== 'skipped' &&
          `Only what failed or was skipped can be tried again; this one is ${item.step}`),
      onSelect: () => void give({ to: 'retry', item: item.id }, name),
    },
    {
      label: 'Skip',
      disabled: over || (!skippable && `Only what waits or has failed can be skipped; this one is ${item.step}`),
      onSelect: () => void give({ to: 'skip', item: item.id }, name),
    },
  ]
}
