import type { HostForMigration } from '@stratoview/api-client'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { pathOfVm } from '../../paths.ts'
import classes from './host.module.css'
import { type Choices, type Move, whatIs } from './plan.ts'

interface Props {
  moves: readonly Move[]
  /** What CloudStack offers, by VM. */
  hosts: ReadonlyMap<string, readonly HostForMigration[]>
  choices: Choices
  onChoose(choices: Choices): void
  /** What happens when all have left. */
  last: ReactNode
}

/** In the order they leave; the destination may be changed, and one may be left here. */
export function PlanTable({ moves, hosts, choices, onChoose, last }: Props) {
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
                <Link className="sv-mono" to={pathOfVm[vm.type](vm.id)}>
                  {vm.name}
                </Link>
              </td>
              <td>
                <bdi>{whatIs(vm)}</bdi>
              </td>
              <td>
                <select
                  aria-label={`Where ${vm.name} goes`}
                  value={choices[vm.id] ?? to?.id ?? 'any'}
                  onChange={(event) => onChoose({ ...choices, [vm.id]: event.target.value })}
                >
                  {why === undefined &&
                    (hosts.get(vm.id) ?? [])
                      .filter(({ suitableformigration }) => suitableformigration === true)
                      .map((host) => (
                        <option key={host.id} value={host.id}>
                          {host.name}
                          {host.requiresStorageMotion === true ? ' (its disk moves too)' : ''}
                        </option>
                      ))}
                  <option value="any">{why === undefined ? 'CloudStack chooses' : 'Waits until it can move'}</option>
                  <option value="stay">Stays here</option>
                </select>
                {why !== undefined && choices[vm.id] !== 'stay' && <small>{why}</small>}
                {warning !== undefined && <small>{warning}</small>}
              </td>
            </tr>
          ))}
          <tr>
            <td data-number>{moves.length + 1}</td>
            <td colSpan={3}>{last}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
