import type { Run, RunItem } from '@stratoview/bff/app'
import { Link } from 'react-router'
import { pageOf, StepCell, StepGlyph } from './columns.tsx'
import { interruptionText, placeText, wasOf } from './item-words.ts'
import classes from './run.module.css'

/** An item on a phone. */
export function ItemCard({ item, run }: { item: RunItem; run: Pick<Run, 'method'> }) {
  const page = pageOf(item)
  const cut = interruptionText(item)
  const facts = [placeText(item), item.account, wasOf(item)].filter(Boolean).join(' · ')
  return (
    <div className={classes.card}>
      <div className={classes.cardTitle}>
        <StepGlyph item={item} />
        {page === undefined ? (
          <b className="sv-mono">{item.subject.name}</b>
        ) : (
          <Link className={classes.name} to={page}>
            <span className="sv-mono">{item.subject.name}</span>
          </Link>
        )}
        <span className={classes.push} />
        {cut !== undefined && <span className={classes.quiet}>interruption {cut}</span>}
      </div>
      <div className={classes.quiet}>{facts}</div>
      <StepCell item={item} run={run} />
    </div>
  )
}
