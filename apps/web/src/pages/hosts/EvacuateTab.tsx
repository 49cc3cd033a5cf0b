import type { Host } from '@stratoview/api-client'
import { EmptyState, ErrorPanel, Panel } from '@stratoview/ui'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSession } from '../../session.ts'
import { counted } from '../../vm/words.ts'
import { EmptyProof } from './EmptyProof.tsx'
import classes from './host.module.css'
import { useIsLast } from './host-verbs.tsx'
import { HostRun, useHostRun } from './HostRun.tsx'
import { notKnown } from './on-host.ts'
import { type Choices, withChoice } from './plan.ts'
import { PlanTable } from './PlanTable.tsx'
import { lastWords, StartBar } from './StartBar.tsx'
import type { Here } from './use-host.ts'
import { usePlan } from './use-plan.ts'

interface Props {
  host: Host
  on: Here
  /** Asks for the maintenance. */
  onMaintain(): void
}

/** Empties a host: the plan of a run, the run as it goes, and the proof at its end. */
export function EvacuateTab({ host, on, onMaintain }: Props) {
  const { apis } = useSession()
  const [choices, setChoices] = useState<Choices>({})
  const [parallel, setParallel] = useState(2)
  const mayMaintain = apis.has('prepareHostForMaintenance')
  const last = useIsLast(host)
  // What the maintenance of a cluster's last host does to what is on it is nobody's default.
  const [wanted = !last, setWanted] = useState<boolean>()
  const run = useHostRun(host.id)
  const plan = usePlan(host, on)
  if (!plan.may)
    return (
      <EmptyState>
        Your role may not move VMs (findHostsForMigration, migrateSystemVm): there is no plan to show.
      </EmptyState>
    )
  const underWay = run !== undefined && run.state !== 'ended'
  const moves = plan.moves.map((move) => withChoice(move, choices[move.vm.id], plan.hosts))
  const limits = { parallel, maintenance: wanted && mayMaintain }
  const can = moves.filter(({ vm, why }) => why === undefined && choices[vm.id] !== 'stay').length
  return (
    <div className={classes.stack}>
      <EmptyProof host={host} on={on} />
      {run !== undefined && <HostRun run={run} />}
      {plan.order.error !== null && (
        <ErrorPanel
          title="The plan could not be made."
          message={plan.order.error.message}
          onRetry={() => void plan.order.refetch()}
          retrying={plan.order.isFetching}
        />
      )}
      {on.count > 0 && plan.order.isPending && !underWay && <EmptyState>Making the plan.</EmptyState>}
      {on.count > 0 && moves.length > 0 && !underWay && (
        <>
          <Panel title="Plan" aside={`${can} of ${counted(moves.length, 'VM')} can move now`} flush>
            <PlanTable
              moves={moves}
              hosts={plan.offers}
              choices={choices}
              onChoose={setChoices}
              last={lastWords(host, on, { moves, choices, last, maintenance: limits.maintenance })}
            />
          </Panel>
          <StartBar
            host={host}
            moves={moves}
            choices={choices}
            limits={limits}
            asking={plan.asking}
            mayMaintain={mayMaintain}
            onParallel={setParallel}
            onMaintenance={setWanted}
          />
        </>
      )}
      {on.count === 0 && !underWay && !/Maintenance/.test(host.resourcestate ?? '') && (
        <Maintain on={on} onMaintain={onMaintain} />
      )}
    </div>
  )
}

function Maintain({ on: { missing, asking }, onMaintain }: { on: Here; onMaintain(): void }) {
  const known = missing.length === 0
  return (
    <div className={classes.bar}>
      <Button variant="filled" disabled={!known} onClick={onMaintain}>
        Prepare for maintenance…
      </Button>
      <span className={classes.said}>
        {known
          ? 'None of CloudStack’s own VMs is here. Instances are moved by the maintenance itself.'
          : asking
            ? 'Asking what is on it.'
            : notKnown(missing)}
      </span>
    </div>
  )
}
