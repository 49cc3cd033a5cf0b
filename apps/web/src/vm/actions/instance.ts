import { can } from '@stratoview/api-client/can'
import type { Verb } from '@stratoview/api-client/can'
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import type { Call } from '../../jobs-store.ts'
import type { Action, VmRow } from '../action.ts'
import { nameOf } from '../instances.ts'
import { ifForced, mayStop } from './forced.ts'

/** A user's own machine: everyday power and nothing else. */
export type InstanceLike = VmRow & { displayname?: string }

const may = (verb: Verb) => (row: InstanceLike, apis: ReadonlySet<string>) => can(verb, 'instance', row, apis)

const send = (command: Call['command'], row: InstanceLike, more: Record<string, unknown> = {}): Call => ({
  command,
  params: { id: row.id, ...more },
  object: { type: 'VirtualMachine', id: row.id, name: nameOf(row) },
  touches: ['instance'],
})

export const instanceActions: readonly Action<InstanceLike>[] = [
  {
    id: 'start',
    label: 'Start',
    icon: IconPlayerPlay,
    can: may('start'),
    call: (row) => send('startVirtualMachine', row),
  },
  {
    id: 'stop',
    label: 'Stop',
    icon: IconPlayerStop,
    can: mayStop('instance'),
    options: [
      {
        kind: 'check',
        name: 'forced',
        label: 'Pull the plug',
        hint: 'Stops it at once instead of asking its system to shut down; what it has not saved is lost',
        initial: (rows) => rows.some(({ state }) => state !== 'Running'),
      },
    ],
    call: (row, choices) => send('stopVirtualMachine', row, ifForced(choices)),
    consequence: (rows, _, { forced }) => ({
      lead: rows.length === 1 ? 'Everything running on it ends.' : 'Everything running on them ends.',
      rest: `${forced === true ? 'What is not saved is lost. ' : ''}Disks and addresses stay until it is started again.`,
    }),
  },
  {
    id: 'reboot',
    label: 'Reboot',
    icon: IconRefresh,
    can: may('reboot'),
    call: (row) => send('rebootVirtualMachine', row),
    consequence: (rows) => ({
      lead: rows.length === 1 ? 'Everything running on it ends.' : 'Everything running on them ends.',
      rest: 'It starts again by itself, usually within a minute or two (an estimate).',
    }),
  },
]
