import { can } from '@stratoview/api-client/can'
import type { Verb } from '@stratoview/api-client/can'
import { IconPlayerPlay, IconPlayerStop, IconRefreshDot } from '@tabler/icons-react'
import type { Call } from '../../jobs-store.ts'
import type { Action } from '../action.ts'
import { forcedStop, ifForced, mayStop } from './forced.ts'
import { internalLbs, migrate } from './moving.ts'
import { restartNetwork } from './network.ts'
import { served } from './stand-in.ts'
import type { RouterLike } from './stand-in.ts'

/** CloudStack has neither reboot nor destroy for them (recorded: `listApis.names`). */
export type InternalLbLike = RouterLike

const may = (verb: Verb) => (row: InternalLbLike, apis: ReadonlySet<string>) => can(verb, 'internal-lb', row, apis)

const send = (command: Call['command'], row: InternalLbLike, more: Record<string, unknown> = {}): Call => ({
  command,
  params: { id: row.id, ...more },
  object: { type: 'InternalLbVm', id: row.id, name: row.name },
  touches: ['internal-lb'],
})

export const internalLbActions: readonly Action<InternalLbLike>[] = [
  {
    id: 'start',
    label: 'Start',
    icon: IconPlayerPlay,
    can: may('start'),
    call: (row) => send('startInternalLoadBalancerVM', row),
  },
  {
    id: 'stop',
    label: 'Stop',
    icon: IconPlayerStop,
    can: mayStop('internal-lb'),
    options: [forcedStop],
    call: (row, choices) => send('stopInternalLoadBalancerVM', row, ifForced(choices)),
    consequence: (rows) => {
      const [row] = rows
      return {
        lead:
          row !== undefined && rows.length === 1
            ? `Nothing answers at its address in ${served(row)}${row.state === 'Running' ? '' : ` (it is ${row.state} now)`}.`
            : `${rows.length} internal load balancers stop answering.`,
        rest: 'Instances behind it keep running but are not reached through it until it is started again.',
        effects: [{ what: 'Its rules', becomes: 'kept in CloudStack, applied again at the start' }],
      }
    },
  },
  restartNetwork('internal-lb', IconRefreshDot),
  migrate(internalLbs),
]
