import { Button, Checkbox } from '@mantine/core'
import type { Host } from '@stratoview/api-client'
import type { Plan, RolloutRequest } from '@stratoview/bff/app'
import { ErrorPanel } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { counted } from '../../vm/words.ts'
import { planQuery } from '../../vm/rollouts/api.ts'
import classes from './host.module.css'
import { type Choices, evacuation, type Move } from './plan.ts'
import type { Here } from './use-host.ts'

const StartDialog = lazy(async () => ({ default: (await import('../../vm/rollouts/StartDialog.tsx')).StartDialog }))

interface Props {
  host: Host
  moves: readonly Move[]
  choices: Choices
  limits: { parallel: number; maintenance: boolean }
  asking: boolean
  mayMaintain: boolean
  onParallel(count: number): void
  onMaintenance(wanted: boolean): void
}

/** How it is done, and the last step before it: the server plans once more with what was chosen. */
export function StartBar({ host, moves, choices, limits, asking, mayMaintain, onParallel, onMaintenance }: Props) {
  const client = useQueryClient()
  const [ready, setReady] = useState<{ request: RolloutRequest; plan: Plan }>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const going = moves.filter(({ vm }) => choices[vm.id] !== 'stay')
  const open = async () => {
    const request = evacuation(host, moves, choices, limits)
    setBusy(true)
    setError(undefined)
    try {
      setReady({ request, plan: await client.fetchQuery({ ...planQuery(request), staleTime: 0 }) })
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {error !== undefined && <ErrorPanel title="The plan could not be made." message={error.message} />}
      <div className={classes.bar}>
        <Button variant="filled" disabled={asking || going.length === 0} loading={busy} onClick={() => void open()}>
          Move {counted(going.length, 'VM')} off {host.name}…
        </Button>
        <label>
          At the same time
          <select value={limits.parallel} onChange={(event) => onParallel(Number(event.target.value))}>
            {[1, 2, 3, 4, 5, 10].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
        <Checkbox
          size="xs"
          label={inMaintenance(host) ? 'Then look whether it is empty' : 'Then put it into maintenance'}
          checked={limits.maintenance}
          disabled={!mayMaintain}
          description={mayMaintain ? undefined : 'Your role may not call prepareHostForMaintenance'}
          onChange={(event) => onMaintenance(event.currentTarget.checked)}
        />
        <span className={classes.said}>
          Live, never both of a pair at the same moment. The server does it: this page may be closed.
        </span>
      </div>
      {ready !== undefined && (
        <Suspense fallback={null}>
          <StartDialog {...ready} called={`Evacuate ${host.name}`} onClose={() => setReady(undefined)} />
        </Suspense>
      )}
    </>
  )
}

const inMaintenance = ({ resourcestate = '' }: Host) => resourcestate.includes('Maintenance')

const namesOf = (moves: readonly Move[]) => moves.map(({ vm }) => vm.name).join(', ')

interface Last {
  moves: readonly Move[]
  choices: Choices
  /** No other host of its cluster could take anything. */
  last: boolean
  maintenance: boolean
}

/** The last line of the plan: the maintenance, whom it moves besides, and what would hold it up. */
export function lastWords(host: Host, on: Here, { moves, choices, last, maintenance }: Last) {
  const staying = moves.filter(({ vm }) => choices[vm.id] === 'stay')
  const waiting = moves.filter(({ vm, why }) => why !== undefined && choices[vm.id] !== 'stay')
  const stay = staying.length > 0 && namesOf(staying)
  if (!maintenance) return `${host.name} stays in service${stay ? `, with ${stay} on it` : ''}.`
  return (
    <>
      {inMaintenance(host) ? (
        <>
          <b>
            {host.name} is in {host.resourcestate} already:
          </b>{' '}
          once they have left, it is looked at for what is still on it.{' '}
        </>
      ) : (
        <>
          <b>{host.name} goes into maintenance</b> once they have left, and is looked at for what is still on it.{' '}
        </>
      )}
      {on.instances !== undefined &&
        on.instances > 0 &&
        `Its ${counted(on.instances, 'instance')} ${on.instances === 1 ? 'is' : 'are'} moved by the maintenance itself. `}
      {last && (
        <small>
          No other host of {host.clustername ?? 'its cluster'} is Up and Enabled: CloudStack destroys the system VMs
          still on it then, and stops the rest.
        </small>
      )}
      {stay && <small>The maintenance moves {stay} too, to where CloudStack chooses.</small>}
      {waiting.length > 0 && (
        <small>As long as {namesOf(waiting)} cannot leave, the maintenance is not begun, and the run says so.</small>
      )}
    </>
  )
}
