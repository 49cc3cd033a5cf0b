import type { RouterRow } from '@stratoview/bff/rows'
import { useState } from 'react'
import { type ChoiceColumn, ChoiceTable } from './ChoiceTable.tsx'
import { type Candidate, memoryLoad, percent } from './fit.ts'
import classes from './moving.module.css'

interface Props {
  candidates: readonly Candidate[]
  /** The other router of its pair, when it runs. */
  partner?: RouterRow | undefined
  value: string
  /** A host's id, or `''` for CloudStack's choice. */
  onChange(value: string): void
}

/** Hosts beyond the VM's reach are many in a big zone: the first of them tell why. */
const SHOWN = 12

/** CloudStack's choice, then every host: load, place, and why one does not fit. */
export function HostChoice({ candidates, partner, value, onChange }: Props) {
  const [all, setAll] = useState(false)
  const fits = candidates.filter(({ why }) => why === undefined)
  const shown = all ? candidates : candidates.slice(0, Math.max(SHOWN, fits.length))
  const left = candidates.length - shown.length
  return (
    <ChoiceTable
      caption={`${fits.length} of ${candidates.length} hosts of the zone fit`}
      what="Where to"
      rows={shown}
      id={({ host }) => host.id}
      name={({ host }) => <code>{host.name}</code>}
      off={({ why }) => why !== undefined}
      columns={columnsWith(partner)}
      none={{
        name: 'Let CloudStack choose',
        hint: 'Within reach of its present storage; works also where moving storage is not enabled',
      }}
      more={left > 0 ? { label: `${left} more that do not fit`, onShow: () => setAll(true) } : undefined}
      value={value}
      onChange={onChange}
    />
  )
}

const columnsWith = (partner: RouterRow | undefined): ChoiceColumn<Candidate>[] => [
  { header: 'CPU', number: true, cell: ({ host }) => percent(host.cpuallocated) },
  { header: 'Memory', number: true, cell: ({ host }) => memoryLoad(host) },
  { header: 'Cluster', cell: ({ host }) => <bdi>{host.clustername}</bdi> },
  {
    header: 'Fit',
    cell: ({ host, why, disk }) => (
      <>
        {why ?? (disk ? 'Fits; its disk moves too' : 'Fits')}
        {why === undefined && partner?.hostid === host.id && (
          <span className={classes.warn}>
            , but its partner <code>{partner.name}</code> is there
          </span>
        )}
      </>
    ),
  },
]
