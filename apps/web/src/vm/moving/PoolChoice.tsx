import type { PoolForMigration } from '@stratoview/api-client'
import { poolTrouble } from './fit.ts'
import classes from './moving.module.css'
import { Pick } from './Pick.tsx'

interface Props {
  pools: readonly PoolForMigration[]
  /** Where its disk is now. */
  from?: string | undefined
  value: string
  onChange(value: string): void
}

const tib = (bytes: number | undefined) =>
  bytes === undefined ? undefined : `${(bytes / 2 ** 40).toLocaleString('en', { maximumFractionDigits: 1 })} TiB`

const used = ({ disksizeused, disksizetotal }: PoolForMigration) =>
  disksizeused === undefined || !disksizetotal ? undefined : `${Math.round((disksizeused / disksizetotal) * 100)} %`

/** Primary storages the disk of a stopped VM may move to, and why one does not suit. */
export function PoolChoice({ pools, from, value, onChange }: Props) {
  return (
    <div className={classes.scroll}>
      <table className={classes.choices}>
        <caption>
          {from === undefined ? 'Primary storages it may move to' : <>Its disk is on {<code>{from}</code>} now</>}
        </caption>
        <thead>
          <tr>
            <th scope="col">Where to</th>
            <th scope="col" data-number>
              Size
            </th>
            <th scope="col" data-number>
              Used
            </th>
            <th scope="col" data-minor>
              Scope
            </th>
            <th scope="col" data-minor>
              Cluster
            </th>
            <th scope="col">Fit</th>
          </tr>
        </thead>
        <tbody>
          {pools.map((pool) => {
            const why = poolTrouble(pool)
            return (
              <tr key={pool.id} data-off={why !== undefined || undefined}>
                <td>
                  <Pick
                    group="destination"
                    name={<code>{pool.name}</code>}
                    chosen={value === pool.id}
                    disabled={why !== undefined}
                    onChoose={() => onChange(pool.id)}
                  />
                </td>
                <td data-number>{tib(pool.disksizetotal)}</td>
                <td data-number>{used(pool)}</td>
                <td data-minor>{pool.scope}</td>
                <td data-minor>
                  <bdi>{pool.clustername}</bdi>
                </td>
                <td>{why ?? 'Fits'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
