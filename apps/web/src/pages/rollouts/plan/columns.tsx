import type { Plan, PlanItem } from '@stratoview/bff/app'
import { type Column, Hint, type Pairing, Pill, StateBadge, VerdictGlyph } from '@stratoview/ui'
import { Link } from 'react-router'
import { pathOfVm } from '../../../paths.ts'
import { toneOf } from '../../../vm/cells/state.ts'
import { versionOf } from '../../../vm/fleet/upgrade.ts'
import { inOrder } from '../in-order.ts'
import { expectedText, expectedWhy } from './plan-words.ts'
import classes from './plan.module.css'

const pageOf = ({ type, id }: PlanItem) => pathOfVm[type](id)

const name: Column<PlanItem> = {
  id: 'name',
  header: 'Router',
  width: 86,
  sticky: true,
  mono: true,
  value: (item) => item.name,
  cell: (item) => (
    <Link className={classes.name} to={pageOf(item)} tabIndex={-1}>
      {item.name}
    </Link>
  ),
}

const shared: readonly Column<PlanItem>[] = [
  {
    id: 'state',
    header: 'State',
    width: 76,
    hideBelow: 1020,
    value: ({ state }) => state,
    cell: ({ state }) => <StateBadge tone={toneOf(state)}>{state}</StateBadge>,
  },
  {
    id: 'network',
    header: 'Network or VPC',
    width: 100,
    value: ({ network }) => network?.name,
    cell: ({ network }, { pair }) => <bdi className={pair === 'last' ? classes.quiet : undefined}>{network?.name}</bdi>,
  },
  { id: 'account', header: 'Account', width: 70, value: ({ project, account }) => project ?? account },
]

const version: Column<PlanItem> = {
  id: 'version',
  header: 'Version',
  width: 68,
  mono: true,
  value: (item) => versionOf(item),
}

/** Cut where the column ends; whole on hover, focus and tap. */
const whyText = (words: string) =>
  words !== '' && (
    <Hint text={words}>
      <span className={classes.why}>{words}</span>
    </Hint>
  )

/** What failed when CloudStack last looked; the run asks afresh before it begins with each. */
const checks: Column<PlanItem> = {
  id: 'checks',
  header: 'Checks',
  width: 54,
  value: ({ health }) => health?.verdict,
  text: ({ health }) => [health?.verdict, ...(health?.failing ?? [])].join(' '),
  cell: ({ health }) =>
    health &&
    (health.failing.length === 0 ? (
      <VerdictGlyph kind={health.verdict} />
    ) : (
      <Hint text={health.failing.join(', ')}>
        <span className={classes.checks}>
          <VerdictGlyph kind={health.verdict} />
          <b>{health.failing.length}</b>
        </span>
      </Hint>
    )),
}

/** What will be done, in the order it will be done. */
export const planColumns = inOrder<PlanItem>([
  name,
  ...shared,
  {
    id: 'redundant',
    header: 'Redundant',
    width: 66,
    value: ({ pair }) => pair?.redundantstate,
    text: ({ pair }) => (pair === undefined ? '' : `${pair.redundantstate}${pair.first ? ', goes first' : ''}`),
    cell: ({ pair }) =>
      pair && (
        <span className={pair.redundantstate === 'PRIMARY' ? classes.strong : classes.quiet}>
          {pair.redundantstate}
        </span>
      ),
  },
  checks,
  // The reason names the version too, and needs the room.
  { ...version, hideBelow: 1020 },
  {
    id: 'why',
    header: 'Why',
    width: 300,
    minWidth: 150,
    value: ({ why }) => why.join('. '),
    cell: ({ why }) => whyText(why.join('. ')),
  },
  {
    id: 'unmet',
    header: 'Waits for',
    width: 96,
    value: ({ unmet }) => unmet.map(({ text }) => text).join(' '),
    cell: ({ unmet: [first, ...more] }) =>
      first && (
        <Pill tone="warn" hint={[first, ...more].map(({ text }) => text).join(' ')}>
          {first.code.replaceAll('-', ' ')}
          {more.length > 0 && ` +${more.length}`}
        </Pill>
      ),
  },
  {
    id: 'expected',
    header: 'Interruption',
    width: 108,
    align: 'right',
    value: ({ expected }) => expectedText(expected),
    cell: ({ expected }) => (
      <Hint text={`${expectedText(expected)}: ${expectedWhy(expected)}`}>
        <span className={expected.ms === null ? classes.quiet : undefined}>{expectedText(expected)}</span>
      </Hint>
    ),
  },
])

/** What is left as it is, with the reason. */
export const leftOutColumns = inOrder<PlanItem>([
  name,
  ...shared,
  version,
  {
    id: 'leftOut',
    header: 'Why it is left out',
    width: 330,
    minWidth: 160,
    value: ({ leftOut }) => leftOut,
    cell: ({ leftOut = '' }) => whyText(leftOut),
  },
])

export type AccountLine = Plan['accounts'][number]

export const accountColumns = inOrder<AccountLine>([
  { id: 'account', header: 'Account', width: 160, value: ({ account }) => account },
  { id: 'domain', header: 'Domain', width: 160, value: ({ domain }) => domain },
  { id: 'vms', header: 'Routers', width: 80, align: 'right', value: ({ vms }) => vms },
  { id: 'networks', header: 'Networks', width: 80, align: 'right', value: ({ networks }) => networks },
])

export const pairing: Pairing<PlanItem> = {
  key: ({ pair, network }) => (pair === undefined ? undefined : network?.id),
  wrong: (rows) =>
    rows.some(({ unmet }) => unmet.some(({ code }) => code === 'both-backup' || code === 'both-primary')),
}

/** A router of the plan on a phone. */
export function PlanCard(item: PlanItem) {
  const { state, network, pair, unmet, expected, why, leftOut, health } = item
  const facts = [network?.name, item.project ?? item.account, pair?.redundantstate, item.zonename].filter(Boolean)
  return (
    <div className={classes.card}>
      <div className={classes.cardTitle}>
        <Link className={classes.name} to={pageOf(item)}>
          <span className="sv-mono">{item.name}</span>
        </Link>
        <StateBadge tone={toneOf(state)}>{state}</StateBadge>
        <span className={classes.push} />
        {leftOut === undefined && <span>{expectedText(expected)}</span>}
      </div>
      <div className={classes.quiet}>{facts.join(' · ')}</div>
      {(leftOut ?? why.join('. ')) !== '' && <div>{leftOut ?? why.join('. ')}</div>}
      {leftOut === undefined && health !== undefined && health.failing.length > 0 && (
        <div className={classes.checks}>
          <VerdictGlyph kind={health.verdict} />
          {health.failing.join(', ')}
        </div>
      )}
      {unmet.map(({ code, text }) => (
        <div key={code} className={classes.warn}>
          {text}
        </div>
      ))}
    </div>
  )
}
