import type { Plan } from '@stratoview/bff/app'
import { VerdictGlyph } from '@stratoview/ui'
import { counted } from '../../../vm/words.ts'
import { aboutText, countText } from '../../../vm/rollouts/words.ts'
import { commandsOf, failingText } from './plan-words.ts'
import classes from './plan.module.css'

/** The plan in one line, and what should be looked at before it is started. */
export function Summary({ plan }: { plan: Plan }) {
  const { totals, leftOut, remainingMs, atOnce } = plan
  const failing = failingText(plan)
  return (
    <div className={classes.summary}>
      <p role="status">
        <b>{countText(plan)}</b>, {counted(totals.networks, 'network')} of {counted(totals.accounts, 'account')}
        {leftOut.length > 0 && `, ${leftOut.length.toLocaleString('en')} left out`}.
        {remainingMs !== null && totals.vms > 0 && ` Takes ${aboutText(remainingMs)}.`}
        {plan.host?.maintenance && ` At last ${plan.host.name} goes into maintenance.`}
      </p>
      {totals.unmet > 0 && atOnce === undefined && (
        <p className={classes.warn}>
          <VerdictGlyph kind="warning" label="" />
          {totals.unmet === 1 ? 'One of them is not ready' : `${totals.unmet} of them are not ready`}: see “Waits for”.
          Each waits for its turn; what is not ready then is left as it is.
        </p>
      )}
      {failing !== undefined && (
        <p className={classes.warn}>
          <VerdictGlyph kind="warning" label="" />
          {failing}
        </p>
      )}
      {atOnce !== undefined && totals.vms > 0 && (
        <p className={classes.bad}>
          <VerdictGlyph kind="failing" label="" />
          <span>
            All {counted(totals.vms, 'router')} restart in the same moment.{' '}
            {atOnce.pairsDown > 0 &&
              `${counted(atOnce.pairsDown, 'redundant pair')} ${atOnce.pairsDown === 1 ? 'loses' : 'lose'} both routers at once and ${atOnce.pairsDown === 1 ? 'its network is' : 'their networks are'} cut off until one is back. `}
            <code>{commandsOf(plan)}</code>
          </span>
        </p>
      )}
    </div>
  )
}
