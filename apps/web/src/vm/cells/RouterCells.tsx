import type { RouterRow } from '@stratoview/bff/rows'
import { Pill } from '@stratoview/ui'
import type { WrongPair } from '../pairs.ts'
import { upgradeDue, versionOf, whyUpgrade } from '../fleet/upgrade.ts'
import classes from './cells.module.css'

/** What a wrong pair means, for whoever asks more of its mark. */
export const pairTroubles: Record<WrongPair, string> = {
  'no-primary': 'No router of this pair is PRIMARY: nothing answers on the network’s gateway.',
  'two-primary': 'Both routers of this pair are PRIMARY: two machines answer on one address.',
}

/** Empty for a router that is not redundant, whatever CloudStack says (it says UNKNOWN). */
export function RedundantCell({ row, trouble }: { row: RouterRow; trouble?: WrongPair }) {
  if (row.isredundantrouter !== true) return null
  const state = row.redundantstate ?? 'UNKNOWN'
  if (trouble !== undefined && row.state === 'Running') {
    return (
      <Pill tone="fail" hint={pairTroubles[trouble]}>
        {state}
      </Pill>
    )
  }
  if (state === 'FAULT') {
    return (
      <Pill tone="fail" hint="keepalived on this router reports a fault: it would not take over.">
        FAULT
      </Pill>
    )
  }
  return <span className={state === 'PRIMARY' ? classes.primary : classes.second}>{state}</span>
}

/** `shared`: the second half of a pair says in grey what both share. */
export function NetworkCell({ row, shared }: { row: RouterRow; shared?: boolean }) {
  const name = row.vpcname ?? row.guestnetworkname ?? row.vpcid ?? row.guestnetworkid
  return (
    <span className={classes.network}>
      <bdi className={shared === true ? classes.shared : classes.name} title={name}>
        {name}
      </bdi>
      {row.vpcid !== undefined && <Pill>VPC</Pill>}
    </span>
  )
}

export function VersionCell({ row }: { row: RouterRow }) {
  const version = versionOf(row)
  if (version === undefined) return <span className={classes.second}>known once up</span>
  return (
    <span className={classes.version}>
      <span className={classes.mono}>{version}</span>
      {upgradeDue(row) && <Pill hint={whyUpgrade(row)}>upgrade due</Pill>}
    </span>
  )
}
