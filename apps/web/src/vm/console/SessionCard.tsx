import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'
import { FactCard } from '../list/FactCard.tsx'
import type { LiveConsole } from './live.ts'
import { lasting } from './words.ts'

export const toConsole = ({ vm }: Pick<LiveConsole, 'vm'>) => paths.console(vm.id, { kind: vm.kind })

/** An open console on a phone. `through`: what is said of its proxy. */
export function SessionCard({ row, through }: { row: LiveConsole; through: ReactNode }) {
  return (
    <FactCard
      name={row.name}
      to={toConsole(row)}
      facts={[
        <bdi key="user">{row.mine ? `${row.user} (you)` : row.user}</bdi>,
        row.seconds === undefined ? undefined : lasting(row.seconds * 1000),
        row.client && (
          <span key="client" className="sv-mono">
            {row.client}
          </span>
        ),
        through,
      ]}
    />
  )
}
