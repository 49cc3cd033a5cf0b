import type { Run, RunEvent, RunItem, RunScope } from '@stratoview/bff/app'
import { Panel, PropertyList } from '@stratoview/ui'
import { memo } from 'react'
import { clockText } from '../../../vm/cells/age.ts'
import { counted } from '../../../vm/words.ts'
import { itemsWords, kindWords, methodWords, spanText, totalOf } from '../../../vm/rollouts/words.ts'
import { aheadOf, healthText, interruptionText, stepText, wasOf } from './item-words.ts'
import classes from './run.module.css'
import { useLog } from './use-run.ts'

const gateWords = {
  'no-worse': 'no check fails that passed before',
  healthy: 'every check passes',
  none: 'it runs again',
}

function scopeText(scope: RunScope): string {
  if (scope.by === 'everything') return 'every router'
  if (scope.by === 'selection') return counted(scope.count, 'chosen router')
  return scope.by === 'account' ? `account ${scope.account}` : `a ${scope.by}`
}

/** What was agreed at the start. */
export function PlanPanel({ run }: { run: Run }) {
  const { options, method, kind, scope, owner, actsAs, maintenance = false } = run
  const { parallel, stopAfter, window } = options
  return (
    <Panel title="Plan">
      <PropertyList
        label="Plan"
        items={[
          { label: 'What', value: kindWords[kind] },
          { label: 'How', value: methodWords[method].label },
          { label: 'Of', value: scopeText(scope) },
          { label: 'In all', value: itemsWords(method, totalOf(run) - Number(maintenance)) },
          { label: 'At last', value: maintenance && 'the host goes into maintenance' },
          { label: 'Order', value: method === 'restart-router' ? 'BACKUP, wait, then PRIMARY' : undefined },
          { label: 'At a time', value: method === 'all-at-once' ? 'all' : `${parallel}, never both of a pair` },
          { label: 'Go on when', value: gateWords[options.gate] },
          { label: 'Stop after', value: stopAfter === 0 ? 'never' : counted(stopAfter, 'failure') },
          { label: 'Hours', value: window && `${window.from} to ${window.until}, ${window.timezone}` },
          {
            label: 'Acts as',
            value:
              actsAs === undefined ? (
                'the owner of the keys typed; CloudStack does not tell your role who'
              ) : (
                <bdi>{actsAs}</bdi>
              ),
          },
          { label: 'Account', value: <bdi>{owner.account}</bdi> },
        ]}
      />
    </Panel>
  )
}

/** What was measured up to now, by the kind of router: a pair's switch is not a single one's start. */
export const InterruptionPanel = memo(function InterruptionPanel({
  items,
  pairKey,
  ended,
}: {
  items: readonly RunItem[]
  pairKey: (item: RunItem) => string | undefined
  ended: boolean
}) {
  const measured = items.flatMap((item) =>
    item.interruption === undefined
      ? []
      : [{ ...item.interruption, item, pair: pairKey(item) !== undefined || item.vms.length > 1 }],
  )
  if (measured.length === 0) return null
  const byLength = measured.toSorted((a, b) => a.ms - b.ms)
  const median = (pair: boolean) => {
    const of = byLength.filter((one) => one.pair === pair)
    const middle = of[Math.floor((of.length - 1) / 2)]
    return middle && `${interruptionText(middle.item)}, of ${of.length}`
  }
  const title = ended ? 'Interruption' : 'Interruption so far'
  const longest = byLength.at(-1)!
  const within = Math.max(...measured.map(({ within }) => within))
  return (
    <Panel title={title}>
      <PropertyList
        label={title}
        items={[
          { label: 'Pairs, median', value: median(true) },
          { label: 'Single, median', value: median(false) },
          {
            label: 'Longest',
            value: `${interruptionText(longest.item)}, ${longest.item.subject.name}`,
          },
        ]}
      />
      <p className={classes.note}>
        Time without a Running router that serves (of a pair, a PRIMARY), from CloudStack’s states, within{' '}
        {spanText(within)}.
      </p>
    </Panel>
  )
})

const aheadText = (items: readonly RunItem[], item: RunItem) => {
  const ahead = aheadOf(items, item)
  return ahead === 0 ? 'nobody' : counted(ahead, 'other')
}

/** One item: what was seen before and after. */
export function ItemPanel({ item, items, onClose }: { item: RunItem; items: readonly RunItem[]; onClose: () => void }) {
  const facts = (vms: RunItem['before']) =>
    vms
      ?.map(({ name, redundantstate, hostname }) => [name, redundantstate, hostname].filter(Boolean).join(' '))
      .join('; ')
  return (
    <Panel
      title={<span className="sv-mono">{item.subject.name}</span>}
      aside={
        <button type="button" className={classes.link} onClick={onClose}>
          Close
        </button>
      }
    >
      <PropertyList
        label={item.subject.name}
        items={[
          { label: 'Network', value: item.network && <bdi>{item.network.name}</bdi> },
          { label: 'Zone', value: item.zonename },
          { label: 'Step', value: item.step === 'waiting' ? stepText(item) : item.step },
          { label: 'Before it', value: item.step === 'waiting' ? aheadText(items, item) : undefined },
          { label: 'Tries', value: item.attempt > 1 ? item.attempt : undefined },
          { label: 'Why', value: item.step === 'waiting' ? undefined : item.why },
          { label: 'CloudStack said', value: item.said, mono: true },
          { label: 'Health before', value: item.healthBefore && healthText(item.healthBefore) },
          { label: 'Health after', value: item.healthAfter && healthText(item.healthAfter) },
          { label: item.before === undefined ? 'Is' : 'Was', value: facts(item.before) ?? wasOf(item), mono: true },
          { label: 'Is', value: facts(item.after), mono: true },
          { label: 'Job', value: item.jobid, mono: true, copy: item.jobid },
        ]}
      />
    </Panel>
  )
}

/** The newest lines stand at the top. They are asked for here, so that nothing else is drawn anew for them. */
export const LogPanel = memo(function LogPanel({ id, item }: { id: string; item: RunItem | undefined }) {
  const events = useLog(id)
  const shown = (item === undefined ? events : events.filter((event) => event.item === item.id))
    .slice(-LINES)
    .toReversed()
  return (
    <Panel
      flush
      title="Log"
      aside={item === undefined ? undefined : <span className="sv-mono">{item.subject.name}</span>}
    >
      {shown.length === 0 && <p className={classes.noteInset}>Nothing yet.</p>}
      <ol className={classes.log} tabIndex={0} aria-label="Log, newest first">
        {shown.map((event) => (
          <LogLine key={event.seq} event={event} named={item === undefined} />
        ))}
      </ol>
    </Panel>
  )
})

/** Lines in the document; a large run writes a hundred a second. */
const LINES = 200

const LogLine = memo(function LogLine({ event, named }: { event: RunEvent; named: boolean }) {
  const { at, name, level, text, said } = event
  return (
    <li data-level={level}>
      <time dateTime={new Date(at).toISOString()}>{clockText(at)}</time>
      {name !== undefined && named && <span className={classes.logName}>{name}</span>}
      <span>
        {named ? withoutName(text, name) : text}
        {said !== undefined && <code className={classes.saidLine}>{said}</code>}
      </span>
    </li>
  )
})

/** The line stands beside the name already. */
const withoutName = (text: string, name = '') => (text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text)
