import { Button } from '@mantine/core'
import type { Run, RunItem } from '@stratoview/bff/app'
import { downloadText, StateBadge, toCsv } from '@stratoview/ui'
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { type FocusEvent, useEffect, useMemo, useRef } from 'react'
import { useServerNow } from '../../../clock.ts'
import { whenText } from '../../../vm/cells/age.ts'
import { ProgressCells } from '../ProgressCells.tsx'
import { aboutText, doneWords, isActive, settledOf, spanText, stateWords, totalOf } from '../../../vm/rollouts/words.ts'
import { columnsOf, iso } from './columns.tsx'
import { progressWords, toneOf } from './item-words.ts'
import classes from './run.module.css'

interface Props {
  run: Run
  items: readonly RunItem[]
  busy: boolean
  onPause: () => void
  onResume: () => void
  onAbort: () => void
}

/** What the run is, how it stands, and the three orders it takes. */
export function RunHead({ run, items, busy, onPause, onResume, onAbort }: Props) {
  const { word, tone } = stateWords(run)
  const going = run.state === 'running'
  const active = run.counts.active
  const created = new Date(run.created).toISOString()
  const now = useServerNow(30)
  return (
    <header className={classes.head} {...useKeptFocus(run.state)}>
      <h1>
        <bdi>{run.title}</bdi>
      </h1>
      <span role="status">
        <StateBadge tone={tone}>{word}</StateBadge>
      </span>
      <span className={classes.quiet}>
        started {whenText(created, now)} by <bdi>{run.owner.username}</bdi>
      </span>
      <span className={classes.push} />
      {run.state !== 'ended' && (
        <>
          {going && (
            <Button leftSection={<IconPlayerPause size={15} aria-hidden />} loading={busy} onClick={onPause}>
              {active === 0 ? 'Pause' : `Pause after ${active === 1 ? 'this one' : `these ${active}`}`}
            </Button>
          )}
          {run.state === 'paused' && (
            <Button
              variant="filled"
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              loading={busy}
              onClick={onResume}
            >
              Resume
            </Button>
          )}
          {run.state !== 'aborting' && (
            <Button c="var(--sv-fail)" leftSection={<IconPlayerStop size={15} aria-hidden />} onClick={onAbort}>
              Abort…
            </Button>
          )}
        </>
      )}
      <Button leftSection={<IconDownload size={15} aria-hidden />} onClick={() => saveItems(run, items)}>
        CSV
      </Button>
    </header>
  )
}

/** A button that its own press takes away leaves the focus to its neighbour. */
function useKeptFocus(state: Run['state']) {
  const head = useRef<HTMLElement>(null)
  const within = useRef(false)
  useEffect(() => {
    if (within.current && document.activeElement === document.body) head.current?.querySelector('button')?.focus()
  }, [state])
  return {
    ref: head,
    onFocus: () => void (within.current = true),
    // Nothing takes over the focus of a button that is gone, and a dialog only lends it.
    onBlur: ({ relatedTarget }: FocusEvent) =>
      void (within.current = relatedTarget === null || relatedTarget.closest('[role="dialog"]') !== null),
  }
}

const all = (facts: RunItem['before'], of: 'softwareversion' | 'version' | 'hostname') =>
  facts?.map((vm) => vm[of] ?? '').join(' ')

/** What a spreadsheet has besides: times in full, versions and hosts before and after, and how well it was measured. */
const extra: readonly (readonly [string, (item: RunItem) => string | number | undefined])[] = [
  ['Began', ({ started }) => iso(started)],
  ['Ended at', ({ ended }) => iso(ended)],
  ['Interruption, s', ({ interruption }) => interruption && interruption.ms / 1000],
  ['Measured within, s', ({ interruption }) => interruption && interruption.within / 1000],
  ['Template before', ({ before }) => all(before, 'version')],
  ['Template after', ({ after }) => all(after, 'version')],
  ['Software before', ({ before }) => all(before, 'softwareversion')],
  ['Software after', ({ after }) => all(after, 'softwareversion')],
  ['Host before', ({ before }) => all(before, 'hostname')],
  ['Host after', ({ after }) => all(after, 'hostname')],
  ['CloudStack said', ({ said }) => said],
]

/** The run as a table for a spreadsheet: every item. */
function saveItems(run: Run, items: readonly RunItem[]): void {
  const shown = columnsOf(run).filter(({ id }) => id !== 'step-glyph' && id !== 'ended')
  const more = extra.map(([header, value]) => ({ id: header, header, width: 1, value }))
  downloadText('run.csv', toCsv([...shown, ...more], items))
}

/** One cell an item, the counts, and how long it has been and will be. */
export function RunProgress({
  run,
  items,
  onSelect,
}: {
  run: Run
  items: readonly RunItem[]
  onSelect: (item: RunItem) => void
}) {
  const { counts } = run
  const cells = useMemo(() => items.map(toneOf), [items])
  const done = doneWords[run.kind]
  const parts = [
    { count: counts.done, word: done },
    { count: counts.failed, word: 'failed', bad: true },
    { count: counts.active, word: 'running' },
    { count: counts.waiting, word: 'waiting' },
    { count: counts.skipped, word: 'skipped' },
    { count: counts.left, word: 'left' },
  ]
  return (
    <div className={classes.progress}>
      <span role="status" className="sv-hidden">
        {tenthsText(run)}
      </span>
      <ProgressCells
        cells={cells}
        label={progressWords(run, done)}
        nameOf={(index) => nameOf(items[index])}
        onSelect={(index) => {
          const item = items[index]
          if (item !== undefined) onSelect(item)
        }}
      />
      <div className={classes.counts}>
        {parts
          .filter(({ count }, index) => count > 0 || index === 0)
          .map(({ count, word, bad }) => (
            <span key={word} className={bad ? classes.bad : undefined}>
              <b>{count.toLocaleString('en')}</b> {word}
            </span>
          ))}
        <span className={classes.push} />
        <Times run={run} />
      </div>
    </div>
  )
}

/** For who hears the page: a word at each tenth, and not at each item of a thousand. */
function tenthsText(run: Run): string {
  const tenths = Math.floor((settledOf(run) / Math.max(1, totalOf(run))) * 10)
  return tenths === 0 || run.state === 'ended' ? '' : `${tenths}0 % of the run is behind it`
}

const nameOf = (item: RunItem | undefined) =>
  item === undefined ? '' : `${item.subject.name}: ${isActive(item) ? 'running' : item.step}`

function Times({ run }: { run: Run }) {
  const now = useServerNow(1)
  const so = spanText((run.ended ?? now) - run.created)
  if (run.state === 'ended') return <span className={classes.quiet}>took {so}</span>
  return (
    <span className={classes.quiet}>
      {so} so far{run.remainingMs !== null && run.remainingMs > 0 && `, ${toGo(run, run.remainingMs)}`}
    </span>
  )
}

/** What is left, and on what condition: nobody knows when a run is resumed. */
function toGo({ state, standing }: Run, ms: number): string {
  if (state === 'paused') return `${aboutText(ms)} to go once resumed`
  if (standing?.code === 'window') return `${aboutText(ms)} to go within its hours`
  return `${aboutText(ms)} to go`
}
