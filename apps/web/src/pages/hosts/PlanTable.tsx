import type { HostForMigration } from '@stratoview/api-client'
import { Link } from 'react-router'
import classes from './host.module.css'
import { pageOf } from './OnItTab.tsx'
import type { Move } from './plan.ts'

interface Props {
  moves: readonly Move[]
  /** What CloudStack offers, by VM. */
  hosts: ReadonlyMap<string, readonly HostForMigration[]>
  /** By VM: a host's id, `any` or `stay`. */
  choices: Readonly<Record<string, string>>
  onChoose(choices: Readonly<Record<string, string>>): void
}

/** In the order they leave; the destination may be changed, and one may be left here. */
export function PlanTable({ moves, hosts, choices, onChoose }: Props) {
  return (
    <div className={classes.wide}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">VM</th>
            <th scope="col">What it is</th>
            <th scope="col">Where to</th>
          </tr>
        </thead>
        <tbody>
          {moves.map(({ vm, to, why, warning }, index) => (
            <tr key={vm.id}>
              <td data-number>{index + 1}</td>
              <td>
                <Link className="sv-mono" to={pageOf[vm.kind](vm.id)}>
                  {vm.name}
                </Link>
              </td>
              <td>
                <bdi>{vm.what}</bdi>
              </td>
              <td>
                {why !== undefined && choices[vm.id] !== 'stay' ? (
                  why
                ) : (
                  <select
                    aria-label={`Where ${vm.name} goes`}
                    value={choices[vm.id] ?? to?.id ?? 'any'}
                    onChange={(event) => onChoose({ ...choices, [vm.id]: event.target.value })}
                  >
                    {(hosts.get(vm.id) ?? [])
                      .filter(({ suitableformigration }) => suitableformigration === true)
                      .map((host) => (
                        <option key={host.id} value={host.id}>
                          {host.name}
                          {host.requiresStorageMotion === true ? ' (its disk moves too)' : ''}
                        </option>
                      ))}
                    <option value="any">CloudStack chooses</option>
                    <option value="stay">Stays here</option>
                  </select>
                )}
                {warning !== undefined && choices[vm.id] === undefined && <small>{warning}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
