import { Checkbox, Stack } from '@mantine/core'
import type { Plan, RolloutRequest } from '@stratoview/bff/app'
import { ConfirmModal, TextField } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { counted } from '../words.ts'
import { startRun } from './api.ts'
import { KeyFields, useRunKeys } from './keys.tsx'
import { countText, itemsWords, kindVerbs, methodWords } from './words.ts'

interface Props {
  plan: Plan
  request: RolloutRequest
  /** What it is called unless somebody says otherwise. */
  called: string
  onClose: () => void
}

/** The last word before a run: what it does, under whose keys, and what stops it. */
export function StartDialog({ plan, request, called, onClose }: Props) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [title, setTitle] = useState(called)
  const [sure, setSure] = useState(false)
  const keys = useRunKeys()
  const { atOnce, options, totals, method, host } = plan
  const verb = kindVerbs[plan.kind]
  const start = async () => {
    const named = title.trim() === '' ? {} : { title: title.trim() }
    const run = await keys.send((given) => startRun({ ...request, ...named, ...given }))
    void client.invalidateQueries({ queryKey: ['rollouts'] })
    void navigate(paths.rollout(run.id))
  }
  const unsure = atOnce !== undefined && atOnce.pairsDown > 0 && !sure && 'Say that the outage is wanted'
  return (
    <ConfirmModal
      opened
      title={`${verb} ${countText(plan)}?`}
      lead={methodWords[method].means}
      consequence={atOnce === undefined ? limitsText(plan) : undefined}
      effects={[
        {
          what: 'Customers',
          becomes: `${counted(totals.networks, 'network')} of ${counted(totals.accounts, 'account')}; services cannot be changed while their router is worked on`,
        },
        ...(atOnce === undefined
          ? [
              {
                what: 'A failure',
                becomes:
                  options.stopAfter === 0
                    ? 'is noted, and the run goes on'
                    : `the run pauses after ${options.stopAfter === 1 ? 'the first' : `${options.stopAfter} of them`}`,
              },
            ]
          : []),
        ...(host === undefined ? [] : [{ what: host.name, becomes: hostText(plan) }]),
        { what: 'This page', becomes: 'may be closed: the run lives in the server' },
      ]}
      blocked={unsure || keys.missing}
      danger={atOnce !== undefined}
      verb={`${verb} ${itemsWords(plan.kind === 'evacuate' ? 'migrate' : 'restart-router', totals.vms)}`}
      keep="Not yet"
      onConfirm={start}
      onClose={onClose}
    >
      <Stack gap="sm">
        <TextField label="What the run is called" value={title} onChange={setTitle} maxLength={120} />
        {atOnce !== undefined && atOnce.pairsDown > 0 && (
          <Checkbox
            label={`${atOnce.pairsDown === 1 ? 'One pair is' : `${atOnce.pairsDown} pairs are`} down as a whole, and that is wanted`}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        )}
        <KeyFields keys={keys} />
      </Stack>
    </ConfirmModal>
  )
}

/** What becomes of the host that is emptied. */
function hostText({ host, leftOut }: Plan): string {
  const stay = leftOut.map(({ name }) => name).join(', ')
  if (host?.maintenance !== true) return `stays in service${stay === '' ? '' : `, with ${stay} on it`}`
  const also = stay === '' ? 'instances' : `instances and ${stay}`
  return `goes into maintenance when all of them have left; ${also} are moved by that`
}

function limitsText({ options: { parallel, window } }: Plan): string {
  const many = parallel === 1 ? 'One at a time.' : `${parallel} at a time, one a network at most.`
  return window === undefined ? many : `${many} Begun only from ${window.from} to ${window.until}, ${window.timezone}.`
}
