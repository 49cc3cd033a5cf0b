import { Button } from '@mantine/core'
import type { Host } from '@stratoview/api-client'
import { EmptyState, Panel } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { startQueues } from '../../jobs-run.ts'
import { isOpen, useTasks } from '../../jobs-store.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { counted } from '../../vm/action.ts'
import { EmptyProof } from './EmptyProof.tsx'
import classes from './host.module.css'
import { Moves } from './Moves.tsx'
import { dealt, type Move } from './plan.ts'
import { PlanTable } from './PlanTable.tsx'
import { stepsOf } from './send-moves.ts'
import type { Here } from './use-host.ts'
import { usePlan } from './use-plan.ts'

interface Props {
  host: Host
  on: Here
  /** Asks for the maintenance. */
  onMaintain(): void
}

/** Empties a host: where each VM goes and in which order, the moves as they run, then the maintenance and its proof. */
export function EvacuateTab({ host, on, onMaintain }: Props) {
  const { apis } = useSession()
  const label = `Evacuate ${host.name}`
  const tasks = useTasks().filter((task) => task.label === label)
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})
  const plan = usePlan(host, on)
  if (!apis.has('findHostsForMigration') || !apis.has('migrateSystemVm'))
    return (
      <EmptyState>
        Your role may not move VMs (findHostsForMigration, migrateSystemVm): there is no plan to show.
      </EmptyState>
    )
  const running = tasks.some(isOpen)
  const chosen = plan.moves.map((move) => withChoice(move, choices[move.vm.id], plan.hosts))
  const going = chosen.filter(({ why }) => why === undefined)
  return (
    <div className={classes.stack}>
      <EmptyProof host={host} on={on} />
      {tasks.length > 0 && <Moves tasks={tasks} />}
      {on.count > 0 && (
        <>
          <Panel title="Plan" aside={`${going.length} of ${counted(chosen.length, 'VM')} can move`} flush>
            <PlanTable moves={chosen} hosts={plan.offers} choices={choices} onChoose={setChoices} />
          </Panel>
          <Start host={host} label={label} going={going} running={running} asking={plan.asking} />
        </>
      )}
      {!/Maintenance/.test(host.resourcestate ?? '') && <Maintain on={on} onMaintain={onMaintain} busy={running} />}
    </div>
  )
}

/** What the operator said of a move: another host, CloudStack's choice, or to leave it here. */
function withChoice(move: Move, choice: string | undefined, hosts: ReadonlyMap<string, Host>): Move {
  if (choice === undefined || move.why !== undefined) return move
  if (choice === 'stay') return { vm: move.vm, why: 'Left here' }
  const to = hosts.get(choice)
  return to === undefined ? { vm: move.vm } : { vm: move.vm, to }
}

function Start(props: { host: Host; label: string; going: readonly Move[]; running: boolean; asking: boolean }) {
  const { host, label, going, running, asking } = props
  const client = useQueryClient()
  const [atOnce, setAtOnce] = useState(2)
  const begin = () =>
    startQueues(
      client,
      dealt(going, atOnce).map((lane) => stepsOf(lane, label)),
    )
  return (
    <div className={classes.bar}>
      <Button variant="filled" disabled={running || asking || going.length === 0} onClick={begin}>
        Move {counted(going.length, 'VM')} off {host.name}
      </Button>
      <label>
        At the same time
        <select value={atOnce} onChange={(event) => setAtOnce(Number(event.target.value))}>
          {[1, 2, 3, 4, 5].map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
      </label>
      <span className={classes.said}>
        Live: each stands still for about a second (an estimate). It goes on while Stratoview is open in this browser; a
        move that fails stops none of the others. To close the browser meanwhile, plan it{' '}
        <Link to={paths.newRollout({ kind: 'evacuate', by: 'host', of: host.id })}>as a rolling run</Link>: the server
        then moves its routers and system VMs.
      </span>
    </div>
  )
}

function Maintain({ on, onMaintain, busy }: { on: Here; onMaintain(): void; busy: boolean }) {
  const empty = on.count === 0 && on.missing.length === 0
  return (
    <div className={classes.bar}>
      <Button variant={empty ? 'filled' : 'default'} disabled={busy} onClick={onMaintain}>
        Prepare for maintenance…
      </Button>
      <span className={classes.said}>
        {empty
          ? 'None of CloudStack’s own VMs is here. Instances are moved by the maintenance itself.'
          : 'Next, once it is empty: then nothing is placed here any more.'}
      </span>
    </div>
  )
}
