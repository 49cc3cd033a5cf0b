import type { RouterRow } from '@stratoview/bff/rows'
import { useState } from 'react'
import { type Candidate, memoryLoad, percent } from './fit.ts'
import classes from './moving.module.css'
import { Pick } from './Pick.tsx'

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
    <div className={classes.scroll}>
      <table className={classes.choices}>
        <caption>
          {fits.length} of {candidates.length} hosts of the zone fit
        </caption>
        <thead>
          <tr>
            <th scope="col">Where to</th>
            <th scope="col" data-number>
              CPU
            </th>
            <th scope="col" data-number>
              Memory
            </th>
            <th scope="col" data-minor>
              Cluster
            </th>
            <th scope="col">Fit</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td colSpan={5}>
              <Pick
                group="destination"
                name="Let CloudStack choose"
                hint="Within reach of its present storage; works also where moving storage is not enabled"
                chosen={value === ''}
                onChoose={() => onChange('')}
              />
            </td>
          </tr>
          {shown.map((candidate) => (
            <Row
              key={candidate.host.id}
              candidate={candidate}
              partner={partner}
              chosen={value === candidate.host.id}
              onChoose={() => onChange(candidate.host.id)}
            />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {left} more that do not fit
        </button>
      )}
    </div>
  )
}

interface RowProps {
  candidate: Candidate
  partner: RouterRow | undefined
  chosen: boolean
  onChoose(): void
}

function Row({ candidate: { host, why, disk }, partner, chosen, onChoose }: RowProps) {
  const off = why !== undefined
  return (
    <tr data-off={off || undefined}>
      <td>
        <Pick group="destination" name={<code>{host.name}</code>} chosen={chosen} disabled={off} onChoose={onChoose} />
      </td>
      <td data-number>{percent(host.cpuallocated)}</td>
      <td data-number>{memoryLoad(host)}</td>
      <td data-minor>
        <bdi>{host.clustername}</bdi>
      </td>
      <td>
        {why ?? (disk ? 'Fits; its disk moves too' : 'Fits')}
        {!off && partner?.hostid === host.id && (
          <span className={classes.warn}>
            , but its partner <code>{partner.name}</code> is there
          </span>
        )}
      </td>
    </tr>
  )
}
