import type { ServiceOffering } from '@stratoview/api-client'
import { EmptyState } from '@stratoview/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cs, q } from '../../api.ts'
import { startRun } from '../../jobs-run.ts'
import type { Step } from '../../jobs-store.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../action.ts'
import type { Action, FormProps, VmRow } from '../action.ts'
import { QueryTrouble } from '../tabs/QueryTrouble.tsx'
import { useFacts } from '../use-facts.ts'
import { useRun } from '../use-run.ts'
import { Worded } from '../Worded.tsx'
import { OfferingChoice } from './OfferingChoice.tsx'
import { RunSteps } from './RunSteps.tsx'
import { wayTo } from './sizes.ts'
import { useVm } from './use-vm.ts'
import { VerbForm } from './VerbForm.tsx'

/** Present and possible sizes of one VM; what must be stopped for it is stopped, changed and started as one guided run. */
export function ScaleDialog({ action, rows, siblings }: FormProps) {
  const [row] = rows
  const client = useQueryClient()
  const run = useRun()
  const [chosen, setChosen] = useState('')
  const [started, setStarted] = useState<string>()
  const { type, vm, query } = useVm(action, row)
  const systemvmtype = type === 'DomainRouter' ? 'domainrouter' : vm?.systemvmtype
  const sizes = useQuery({
    ...q(cs.listServiceOfferings, { issystem: true, systemvmtype: systemvmtype ?? '' }),
    enabled: systemvmtype !== undefined,
    staleTime: SELDOM,
  })
  const zoneAllows = useZoneAllows(vm?.zoneid)
  const name = row?.name ?? ''
  const title = (
    <>
      Change the offering of <code>{name}</code>?
    </>
  )
  if (row === undefined) return null
  if (started !== undefined) return <RunSteps run={started} title={title} />

  const offerings = sizes.data?.serviceoffering ?? []
  const now = offerings.find(({ id }) => id === vm?.serviceofferingid)
  const next = offerings.find(({ id }) => id === chosen)
  const way = vm === undefined || next === undefined ? undefined : wayTo(vm, now, next, zoneAllows)
  const steps = next === undefined ? [] : stepsOf(action, siblings, row, next, way?.way === 'stop')
  const confirm = async () => {
    if (steps.length > 1) {
      setStarted(await startRun(client, steps))
      return 'stay' as const
    }
    await run(action, rows, { serviceofferingid: chosen })
  }
  return (
    <VerbForm
      title={title}
      command={steps.map(({ call }) => cmk(call)).join('\n')}
      verb={steps.length > 1 ? `Stop, change and start ${name}` : `Change ${name}`}
      blocked={next === undefined ? 'Choose an offering' : undefined}
      onConfirm={confirm}
    >
      <QueryTrouble query={query.error === null ? sizes : query} title="The offerings could not be read." />
      {vm !== undefined && sizes.data !== undefined && (
        <OfferingChoice
          vm={vm}
          offerings={offerings}
          now={now}
          zoneAllows={zoneAllows}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {sizes.data?.serviceoffering.length === 0 && <EmptyState>There is no other offering of its kind.</EmptyState>}
      {way?.way === 'live' && <p>It grows while it runs: nothing is interrupted.</p>}
      {way?.way === 'off' && <p>It is stopped: the new size counts from its next start on.</p>}
      {way?.way === 'stop' && <Stopping rows={rows} siblings={siblings} />}
      {type === 'DomainRouter' && next !== undefined && (
        <p>
          A restart of its network with cleanup makes a router of the size its network offering names. To keep the size,
          use “Upgrade by network offering” instead.
        </p>
      )}
    </VerbForm>
  )
}

/** `enable.dynamic.scale.vm` where the VM is; undefined when the role may not read settings. */
function useZoneAllows(zoneid: string | undefined): boolean | undefined {
  const { apis } = useSession()
  const setting = 'enable.dynamic.scale.vm'
  const { data } = useQuery({
    ...q(cs.listConfigurations, { name: setting, zoneid }),
    enabled: zoneid !== undefined && apis.has('listConfigurations'),
    staleTime: SELDOM,
  })
  const value = data?.configuration.find(({ name }) => name === setting)?.value
  return value === undefined ? undefined : value === 'true'
}

function stepsOf(
  action: Action<VmRow>,
  siblings: readonly Action<VmRow>[],
  row: VmRow,
  next: ServiceOffering,
  stopped: boolean,
): Step[] {
  const change: Step = {
    label: `Change offering to ${next.name}`,
    call: action.call(row, { serviceofferingid: next.id }),
  }
  const [stop, start] = ['stop', 'start'].map((id) => siblings.find((one) => one.id === id))
  if (!stopped || stop === undefined || start === undefined) return [change]
  return [
    { label: stop.label, call: stop.call(row, {}) },
    change,
    // Whatever came of the change, what was stopped for it runs again.
    { label: start.label, call: start.call(row, {}), regardless: true },
  ]
}

/** What the stop in between takes away, in the words of the verb Stop. */
function Stopping({ rows, siblings }: Pick<FormProps, 'rows' | 'siblings'>) {
  const stop = siblings.find(({ id }) => id === 'stop')
  const facts = useFacts(rows, [])
  const told = stop?.consequence?.(rows, facts, {})
  if (told === undefined) return null
  return (
    <p>
      <b>
        <Worded>{told.lead}</Worded>
      </b>{' '}
      <Worded>{`${told.rest ?? ''} It is stopped, changed and started again, also when the change is refused.`}</Worded>
    </p>
  )
}
