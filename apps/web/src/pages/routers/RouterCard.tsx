import { Pill, StateBadge } from '@stratoview/ui'
import { Link } from 'react-router'
import { CheckCell } from '../../vm/cells/CheckCell.tsx'
import { RedundantCell } from '../../vm/cells/RouterCells.tsx'
import { toneOf } from '../../vm/cells/state.ts'
import type { Entry } from '../../vm/fleet/entries.ts'
import { upgradeDue, whyUpgrade } from '../../vm/fleet/upgrade.ts'
import classes from './card.module.css'
import { pathOf } from './path-of.ts'

const troubles = { 'no-primary': 'No PRIMARY', 'two-primary': 'Two PRIMARY' } as const

/** What both halves of a pair share, in the head of their card. */
export function PairHead({ entry: { row, pair } }: { entry: Entry }) {
  return (
    <span className={classes.pairHead} data-wrong={pair?.trouble !== undefined || undefined}>
      <strong>{pair?.trouble === undefined ? 'Pair' : troubles[pair.trouble]}</strong>
      <bdi>{row.vpcname ?? row.guestnetworkname}</bdi>
      <span className={classes.push} />
      <span className="sv-mono">{row.publicip}</span>
      <span>{[row.zonename, row.project ?? row.account].filter(Boolean).join(', ')}</span>
    </span>
  )
}

/** A router on a phone: the same grammar as its row. A half of a pair leaves what both share to the card's head. */
export function RouterCard({ row, pair, standing }: Entry) {
  const ours = pair ? [] : [row.vpcname ?? row.guestnetworkname]
  const addresses = pair ? [row.guestipaddress, row.hostname] : [row.publicip]
  const place = pair ? [] : [row.zonename, row.project ?? row.account]
  return (
    <div className={classes.card}>
      <div className={classes.title}>
        <Link className={classes.name} to={pathOf(row.id, standing)}>
          {row.name}
        </Link>
        <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>
        <RedundantCell row={row} trouble={pair?.trouble} />
        <span className={classes.push} />
        {upgradeDue(row) && <Pill hint={whyUpgrade(row)}>upgrade due</Pill>}
      </div>
      <div className={classes.check}>
        <span>Basic</span>
        <CheckCell kind="basic" checks={row.health.basic} />
      </div>
      <div className={classes.check}>
        <span>Advanced</span>
        <CheckCell kind="advanced" checks={row.health.advanced} />
      </div>
      <div className={classes.facts}>
        <Facts words={ours} />
        <Facts words={addresses} mono />
        <Facts words={place} />
      </div>
    </div>
  )
}

function Facts({ words, mono }: { words: (string | undefined)[]; mono?: boolean }) {
  return words
    .filter((word) => word !== undefined)
    .map((word) => (
      <bdi key={word} className={mono === true ? 'sv-mono' : undefined}>
        {word}
      </bdi>
    ))
}
