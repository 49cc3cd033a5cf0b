import type { ServiceOffering } from '@stratoview/api-client'
import classes from './moving.module.css'
import { Pick } from './Pick.tsx'
import { difference, type Way, wayTo } from './sizes.ts'
import type { Vm } from './use-vm.ts'

interface Props {
  vm: Vm
  offerings: readonly ServiceOffering[]
  now: ServiceOffering | undefined
  zoneAllows: boolean | undefined
  value: string
  onChange(value: string): void
}

const words: Record<Way['way'], string> = {
  now: 'Has it now',
  live: 'While it runs',
  off: 'At once: it is stopped',
  stop: 'Stops for it',
  no: 'Not possible',
}

/** The offerings of its kind, present and possible, and how each is changed to. */
export function OfferingChoice({ vm, offerings, now, zoneAllows, value, onChange }: Props) {
  return (
    <div className={classes.scroll}>
      <table className={classes.choices}>
        <caption>
          {now === undefined ? (
            <>
              It has <bdi>{vm.serviceofferingname ?? 'an offering CloudStack does not name'}</bdi> now
            </>
          ) : (
            'System offerings of its kind'
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">Offering</th>
            <th scope="col" data-number>
              CPU
            </th>
            <th scope="col" data-number>
              Memory
            </th>
            <th scope="col" data-minor>
              Change
            </th>
            <th scope="col">How</th>
          </tr>
        </thead>
        <tbody>
          {offerings.map((offering) => {
            const { way, why } = wayTo(vm, now, offering, zoneAllows)
            const off = way === 'now' || way === 'no'
            return (
              <tr key={offering.id} data-off={off || undefined}>
                <td>
                  <Pick
                    group="offering"
                    name={<bdi>{offering.name}</bdi>}
                    chosen={value === offering.id}
                    disabled={off}
                    onChoose={() => onChange(offering.id)}
                  />
                </td>
                <td data-number>
                  {offering.cpunumber} × {offering.cpuspeed} MHz
                </td>
                <td data-number>{offering.memory} MiB</td>
                <td data-minor>{way === 'now' ? '' : difference(now, offering)}</td>
                <td>
                  {words[way]}
                  {why !== undefined && `. ${why}`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
