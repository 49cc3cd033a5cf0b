import type { CommandName, Host } from '@stratoview/api-client'
import { type Action, ConfirmModal } from '@stratoview/ui'
import { IconTools, IconToolsOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { start } from '../../jobs-run.ts'
import type { Call } from '../../jobs-store.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { cmk } from '../../vm/action.ts'
import { counted } from '../../vm/words.ts'
import { hostsQuery } from '../../vm/hosts.ts'
import { notKnown } from './on-host.ts'
import type { Here } from './use-host.ts'

type Verb = 'prepare' | 'cancel'

const commands = { prepare: 'prepareHostForMaintenance', cancel: 'cancelHostMaintenance' } as const satisfies Record<
  Verb,
  CommandName
>
const labels: Record<Verb, string> = { prepare: 'Prepare for maintenance', cancel: 'Cancel maintenance' }
const inMaintenance = (host: Host) => /Maintenance/.test(host.resourcestate ?? '')

/** Why not; the states are those of the server's own table of resource states. */
function whyNot(verb: Verb, host: Host, apis: ReadonlySet<string>): string | undefined {
  if (!apis.has(commands[verb])) return `Your role may not call ${commands[verb]}`
  if (verb === 'cancel') return inMaintenance(host) ? undefined : `It is ${host.resourcestate}, not in maintenance`
  const refused = inMaintenance(host) && host.resourcestate !== 'ErrorInMaintenance'
  return refused ? `It is ${host.resourcestate} already` : undefined
}

const call = (verb: Verb, { id, name }: Host): Call => ({
  command: commands[verb],
  params: { id },
  object: { type: 'Host', id, name },
  touches: ['host', 'router', 'system-vm', 'internal-lb', 'instance'],
})

/** The verbs of a host, and the dialog that asks before one runs. */
export function useHostVerbs(host: Host, on: Here) {
  const { apis } = useSession()
  const [asked, ask] = useState<Verb>()
  const verbs = (['prepare', 'cancel'] as const).map((verb): Action => {
    const Icon = verb === 'prepare' ? IconTools : IconToolsOff
    return {
      label: `${labels[verb]}…`,
      icon: <Icon size={16} stroke={1.6} aria-hidden />,
      disabled: whyNot(verb, host, apis) ?? false,
      onSelect: () => ask(verb),
    }
  })
  const dialog = asked === undefined ? null : <Ask verb={asked} host={host} on={on} onClose={() => ask(undefined)} />
  return { verbs, dialog, ask }
}

function Ask({ verb, host, on, onClose }: { verb: Verb; host: Host; on: Here; onClose(): void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const told = useConsequence(verb, host, on)
  const send = call(verb, host)
  return (
    <ConfirmModal
      opened
      title={
        verb === 'prepare' ? (
          <>
            Prepare <code>{host.name}</code> for maintenance?
          </>
        ) : (
          <>
            Cancel the maintenance of <code>{host.name}</code>?
          </>
        )
      }
      lead={told.lead}
      consequence={told.rest}
      effects={told.effects}
      safer={
        told.evacuate
          ? {
              title: 'Evacuate it first',
              text: 'In an order that keeps pairs apart, few at a time, each move with its own outcome.',
              button: 'Show the plan',
              onSelect: () => {
                onClose()
                void navigate(paths.host(host.id, 'evacuate'))
              },
            }
          : undefined
      }
      command={cmk(send)}
      verb={labels[verb]}
      danger={told.danger}
      keep={verb === 'prepare' ? 'Leave it' : 'Keep it in maintenance'}
      onConfirm={() => start(client, labels[verb], [send])}
      onClose={onClose}
    />
  )
}

/** Whether no other host of its cluster could take anything; false while that is not known. */
export function useIsLast(host: Host): boolean {
  const { apis, features } = useSession()
  const { data } = useQuery({ ...hostsQuery(features.defaultpagesize), enabled: apis.has('listHosts') })
  const others = data?.filter(
    (one) =>
      one.clusterid === host.clusterid && one.id !== host.id && one.state === 'Up' && one.resourcestate === 'Enabled',
  )
  return others?.length === 0
}

/** Read in the server's code: with no other host in the cluster, maintenance destroys system VMs and stops the rest. */
function useConsequence(verb: Verb, host: Host, { count, instances, missing }: Here) {
  const last = useIsLast(host)
  if (verb === 'cancel')
    return {
      lead: 'CloudStack may place VMs on it again.',
      rest: 'What left it does not come back by itself.',
      danger: false,
      evacuate: false,
    }
  const what = [count > 0 && `${counted(count, 'VM')} of CloudStack’s own`, instances && counted(instances, 'instance')]
    .filter((part) => typeof part === 'string')
    .join(' and ')
  const effects = [
    { what: 'New VMs', becomes: 'none is placed here until the maintenance is cancelled' },
    { what: 'The job', becomes: 'ends at once; the host is in Maintenance when it is empty' },
  ]
  if (what === '')
    return {
      lead: missing.length === 0 ? 'Nothing is listed on it.' : notKnown(missing),
      rest: '',
      effects,
      danger: false,
      evacuate: false,
    }
  if (last)
    return {
      lead: `No other host of ${host.clustername ?? 'its cluster'} is Up and Enabled.`,
      rest: `CloudStack then destroys its system VMs and stops the rest: ${what}.`,
      effects,
      danger: true,
      evacuate: count > 0,
    }
  return {
    lead: `${what} leave it.`,
    rest: 'CloudStack moves them itself, in an order of its own, both routers of a pair perhaps at the same time.',
    effects,
    danger: false,
    evacuate: count > 0,
  }
}
