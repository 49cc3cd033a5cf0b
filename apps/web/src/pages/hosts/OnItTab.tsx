import type { Host } from '@stratoview/api-client'
import { EmptyState, Panel, StateBadge, VerdictGlyph } from '@stratoview/ui'
import { Link } from 'react-router'
import { pathOfVm } from '../../paths.ts'
import { counted } from '../../vm/words.ts'
import { toneOf } from '../../vm/cells/state.ts'
import stacked from '../../vm/list/stacked.module.css'
import { EmptyProof } from './EmptyProof.tsx'
import classes from './host.module.css'
import { type Loss, linesOf, lossesOf, notKnown } from './on-host.ts'
import type { Here } from './use-host.ts'

/** Every system VM, router and internal load balancer on the host, and what would go with it. */
export function OnItTab({ host, on }: { host: Host; on: Here }) {
  const { here, fleet, count, missing, asking } = on
  const losses = lossesOf(here, fleet)
  if (count === 0) {
    return missing.length > 0 ? (
      <EmptyState>{asking ? 'Asking what is on it.' : notKnown(missing)}</EmptyState>
    ) : (
      <div className={classes.stack}>
        <EmptyState>No system VM, router or internal load balancer is on this host.</EmptyState>
        <EmptyProof host={host} on={on} />
      </div>
    )
  }
  return (
    <div className={classes.stack}>
      <EmptyProof host={host} on={on} />
      <Panel title="If this host were lost now">
        {losses.length === 0 ? (
          <p className={classes.said}>Nothing of it runs now.</p>
        ) : (
          <ul className={classes.losses} aria-label="What would be lost">
            {losses.map((loss) => (
              <LossLine key={`${loss.kind} ${loss.names.join()}`} loss={loss} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="On this host" aside={counted(count, 'VM')} flush>
        <div className={classes.wide}>
          <table className={`${classes.table} ${stacked.stacked}`}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">State</th>
                <th scope="col">What it is</th>
                <th scope="col">Offering</th>
              </tr>
            </thead>
            <tbody>
              {linesOf(here).map((vm) => (
                <tr key={vm.id}>
                  <td>
                    <Link className="sv-mono" to={pathOfVm[vm.kind](vm.id)}>
                      {vm.name}
                    </Link>
                  </td>
                  <td>
                    <StateBadge tone={toneOf(vm.state)}>{vm.state}</StateBadge>
                  </td>
                  <td data-whole>
                    <bdi>{vm.what}</bdi>
                  </td>
                  <td data-whole>
                    <bdi>{vm.offering}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  )
}

/** Nothing of it has happened: red is for what has. */
const glyphs = {
  both: 'warning',
  alone: 'warning',
  zone: 'warning',
  sessions: 'never-ran',
  lb: 'never-ran',
  covered: 'passing',
} as const

function LossLine({ loss: { kind, names, whom, text } }: { loss: Loss }) {
  return (
    <li>
      <VerdictGlyph kind={glyphs[kind]} label="" />
      <span>
        <b>
          <bdi>{whom}</bdi>
        </b>
        : {text} (
        {names.map((name, index) => (
          <span key={name}>
            {index > 0 && ' and '}
            <code>{name}</code>
          </span>
        ))}
        )
      </span>
    </li>
  )
}
