import type { StoragePool } from '@stratoview/api-client'
import { type ChoiceColumn, ChoiceTable } from './ChoiceTable.tsx'
import type { PoolCandidate } from './pools.ts'

interface Props {
  candidates: readonly PoolCandidate[]
  /** Where its disk is now. */
  from?: string | undefined
  value: string
  onChange(value: string): void
}

const tib = (bytes: number | undefined) =>
  bytes === undefined ? undefined : `${(bytes / 2 ** 40).toLocaleString('en', { maximumFractionDigits: 1 })} TiB`

const used = ({ disksizeused, disksizetotal }: StoragePool) =>
  disksizeused === undefined || !disksizetotal ? undefined : `${Math.round((disksizeused / disksizetotal) * 100)} %`

/** Primary storages the disk of a stopped VM may move to, and why another does not suit. */
export function PoolChoice({ candidates, from, value, onChange }: Props) {
  return (
    <ChoiceTable
      caption={from === undefined ? 'Primary storages of the zone' : <>Its disk is on {<code>{from}</code>} now</>}
      what="Where to"
      rows={candidates}
      id={({ pool }) => pool.id}
      name={({ pool }) => <code>{pool.name}</code>}
      off={({ why }) => why !== undefined}
      columns={columns}
      value={value}
      onChange={onChange}
    />
  )
}

const columns: readonly ChoiceColumn<PoolCandidate>[] = [
  { header: 'Size', number: true, cell: ({ pool }) => tib(pool.disksizetotal) },
  { header: 'Used', number: true, cell: ({ pool }) => used(pool) },
  { header: 'Scope', cell: ({ pool }) => pool.scope },
  { header: 'Cluster', cell: ({ pool }) => <bdi>{pool.clustername}</bdi> },
  { header: 'Fit', cell: ({ why }) => why ?? 'Fits' },
]
