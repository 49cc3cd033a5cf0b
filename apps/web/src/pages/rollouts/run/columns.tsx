import type { Run, RunItem } from '@stratoview/bff/app'
import { type Column, type Pairing, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { Link } from 'react-router'
import { useServerNow } from '../../../clock.ts'
import { pathOfInstance } from '../../../paths.ts'
import { whenText } from '../../../vm/cells/age.ts'
import { inOrder } from '../in-order.ts'
import { isActive, spanText } from '../../../vm/rollouts/words.ts'
import { healthText, interruptionText, placeText, stagesOf, stepText, tookOf, wasOf } from './item-words.ts'
import classes from './run.module.css'

const glyphs: Partial<Record<RunItem['step'], VerdictKind>> = {
  done: 'passing',
  failed: 'failing',
  skipped: 'never-ran',
  left: 'never-ran',
}

export function StepGlyph({ item }: { item: RunItem }) {
  if (isActive(item)) return <VerdictGlyph kind="running" />
  const kind = glyphs[item.step]
  return kind === undefined ? (
    <i className={classes.dot} role="img" aria-label="waiting" />
  ) : (
    <VerdictGlyph kind={kind} label={item.step} />
  )
}

const instanceTypes: Partial<Record<RunItem['subject']['type'], string>> = {
  'system-vm': 'SystemVm',
  'internal-lb': 'InternalLbVm',
  host: 'Host',
}

/** A router's page; after a restart with cleanup that of its successor. */
export function pageOf({ subject, after }: RunItem): string | undefined {
  const type = instanceTypes[subject.type]
  if (type !== undefined) return pathOfInstance(type, subject.id)
  const router = after?.[0]?.id ?? (subject.type === 'router' ? subject.id : undefined)
  return pathOfInstance('DomainRouter', router)
}

/** The stages of what is under way, a word or the reason for everything else. */
export function StepCell({ item, run }: { item: RunItem; run: Pick<Run, 'method'> }) {
  if (!isActive(item)) {
    return (
      <span className={classes.step} data-step={item.step} title={stepText(item)}>
        {stepText(item)}
      </span>
    )
  }
  const stages = stagesOf(run, item)
  const at = stages.findIndex(({ steps }) => steps.includes(item.step))
  return (
    <span className={classes.stages}>
      {stages.map(({ label }, index) => (
        <span key={label} data-at={index === at ? 'now' : index < at ? 'past' : 'next'}>
          {index < at && <VerdictGlyph kind="passing" label="" size={11} />}
          {label}
        </span>
      ))}
      {(item.why ?? item.said) !== undefined && <span className={classes.said}>{item.why ?? item.said}</span>}
    </span>
  )
}

function Took({ item }: { item: RunItem }) {
  if (isActive(item)) return <Taking item={item} />
  return tookText(item)
}

/** Drawn every second, for that alone which is under way. */
function Taking({ item }: { item: RunItem }) {
  const took = tookOf(item, useServerNow(1))
  return took !== undefined && spanText(took)
}

const kindOf = (health: RunItem['healthBefore']): VerdictKind | undefined => health?.verdict

/** The verdict before and after: two glyphs, each with its words. */
function HealthCell({ item: { healthBefore, healthAfter } }: { item: RunItem }) {
  const [before, after] = [kindOf(healthBefore), kindOf(healthAfter)]
  if (healthBefore === undefined || before === undefined) return null
  return (
    <span
      className={classes.health}
      title={[`Before: ${healthText(healthBefore)}`, healthAfter && `After: ${healthText(healthAfter)}`]
        .filter(Boolean)
        .join('\n')}
    >
      <VerdictGlyph kind={before} label={`before: ${before}`} />
      {healthAfter !== undefined && after !== undefined && (
        <>
          <span aria-hidden>→</span>
          <VerdictGlyph kind={after} label={`after: ${after}`} />
        </>
      )}
    </span>
  )
}

function tookText(item: RunItem): string | undefined {
  const took = item.ended === undefined ? undefined : tookOf(item, item.ended)
  return took === undefined ? undefined : spanText(took)
}

/** Of epoch ms, for a spreadsheet. */
export const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())

/** In running order. */
const columns: readonly Column<RunItem>[] = inOrder([
  {
    id: 'step-glyph',
    header: '',
    width: 40,
    sticky: true,
    value: ({ step }) => step,
    cell: (item) => <StepGlyph item={item} />,
  },
  {
    id: 'name',
    header: 'Router',
    width: 84,
    sticky: true,
    mono: true,
    value: ({ subject }) => subject.name,
    cell: (item) => <Name item={item} />,
  },
  {
    id: 'place',
    header: 'Network or VPC',
    width: 104,
    value: placeText,
    cell: (item, { pair }) => (
      <bdi className={pair === 'last' ? classes.againPlace : classes.place} title={placeText(item)}>
        {placeText(item)}
      </bdi>
    ),
  },
  { id: 'account', header: 'Account', width: 70, hideBelow: 840, value: ({ account }) => account },
  {
    id: 'was',
    header: 'Was',
    width: 66,
    hideBelow: 760,
    value: wasOf,
    cell: (item) => <span className={wasOf(item) === 'PRIMARY' ? classes.strong : classes.quiet}>{wasOf(item)}</span>,
  },
  {
    id: 'health',
    header: 'Health',
    width: 60,
    value: ({ healthBefore, healthAfter }) => [healthBefore?.verdict, healthAfter?.verdict].filter(Boolean).join(' → '),
    cell: (item) => <HealthCell item={item} />,
  },
  {
    id: 'took',
    header: 'Took',
    width: 66,
    align: 'right',
    value: tookText,
    cell: (item) => <Took item={item} />,
  },
  {
    id: 'interruption',
    header: 'Interruption',
    width: 88,
    align: 'right',
    value: interruptionText,
    cell: (item) => (
      <span
        className={item.interruption === undefined ? classes.quiet : undefined}
        title={item.interruption && `Seen by CloudStack’s states, within ${spanText(item.interruption.within)}`}
      >
        {interruptionText(item)}
      </span>
    ),
  },
  {
    id: 'ended',
    header: 'Ended',
    width: 48,
    align: 'right',
    hideBelow: 820,
    value: ({ ended }) => iso(ended),
    cell: ({ ended }) => ended && <span className={classes.quiet}>{whenText(iso(ended), ended)}</span>,
  },
])

/** The columns of a run's table: what is acted on stands first, routers or networks. */
export function columnsOf(run: Pick<Run, 'method'>): readonly Column<RunItem>[] {
  const byNetwork = run.method === 'restart-network' || run.method === 'live-patch'
  const changed: Record<string, Partial<Column<RunItem>>> = byNetwork
    ? { name: { header: 'Network or VPC', width: 112 }, place: { header: 'Routers', width: 160 } }
    : run.method === 'migrate'
      ? { name: { header: 'VM or host' } }
      : {}
  const step: Column<RunItem> = {
    id: 'step',
    header: 'Step',
    width: 330,
    minWidth: 200,
    sortable: false,
    value: stepText,
    cell: (item) => <StepCell item={item} run={run} />,
  }
  return columns
    .filter(({ id }) => !byNetwork || id !== 'was')
    .flatMap((column) => {
      const own = { ...column, ...changed[column.id] }
      return column.id === 'health' ? [step, own] : [own]
    })
}

function Name({ item }: { item: RunItem }) {
  const to = pageOf(item)
  if (to === undefined) return <b>{item.subject.name}</b>
  return (
    <Link className={classes.name} to={to} tabIndex={-1}>
      {item.subject.name}
    </Link>
  )
}

/** Two items of one network are a pair: its routers are done one after the other. */
export function pairingOf(items: readonly RunItem[]): Pairing<RunItem> {
  const times = new Map<string, number>()
  const keyOf = ({ subject, network }: RunItem) => (subject.type === 'router' ? network?.id : undefined)
  for (const item of items) {
    const key = keyOf(item)
    if (key !== undefined) times.set(key, (times.get(key) ?? 0) + 1)
  }
  return {
    key: (item) => {
      const key = keyOf(item)
      return key !== undefined && (times.get(key) ?? 0) > 1 ? key : undefined
    },
  }
}
