import { can } from '@stratoview/api-client/can'
import type { Verb } from '@stratoview/api-client/can'
import { IconPlayerPlay, IconPlayerStop, IconRefresh, IconRefreshDot, IconTrash } from '@tabler/icons-react'
import type { Call } from '../../jobs-store.ts'
import { howLong } from '../action.ts'
import type { Action, Consequence, Facts } from '../action.ts'
import { diagnose } from './diagnose.ts'
import { forcedReboot, forcedStop, ifForced, mayStop } from './forced.ts'
import { freshChecks } from './fresh-checks.ts'
import { migrate, resizeNetwork, routers, scale } from './moving.ts'
import { restartNetwork } from './network.ts'
import { divide, leadOf, losses, served, standIn } from './stand-in.ts'
import type { RouterLike } from './stand-in.ts'

const may = (verb: Verb) => (row: RouterLike, apis: ReadonlySet<string>) => can(verb, 'router', row, apis)

const send = (command: Call['command'], row: RouterLike, more: Record<string, unknown> = {}): Call => ({
  command,
  params: { id: row.id, ...more },
  object: { type: 'DomainRouter', id: row.id, name: row.name },
  touches: ['router'],
})

const away = (rows: readonly RouterLike[], facts: Facts, until: string, verb: string): Consequence => {
  const { alone, covered } = divide(rows, facts)
  const lead = leadOf(rows, facts)
  if (alone.length > 0) return { lead, rest: `${losses(alone, facts, rows)} ${until}.` }
  if (covered.length === 0) return { lead }
  const primary = covered.some(({ row }) => row.redundantstate === 'PRIMARY')
  const gap = primary ? 'About a second without network while it takes over (an estimate). ' : ''
  return { lead, rest: `${gap}Until ${verb}, no second router stands by.` }
}

const RETURN = 'one to three minutes'

export const routerActions: readonly Action<RouterLike>[] = [
  freshChecks,
  {
    id: 'start',
    label: 'Start',
    icon: IconPlayerPlay,
    can: may('start'),
    call: (row) => send('startRouter', row),
  },
  {
    id: 'stop',
    label: 'Stop',
    icon: IconPlayerStop,
    can: mayStop('router'),
    options: [forcedStop],
    call: (row, choices) => send('stopRouter', row, ifForced(choices)),
    consequence: (rows, facts) => away(rows, facts, 'until it is started again', 'it is started again'),
  },
  {
    id: 'reboot',
    label: 'Reboot',
    icon: IconRefresh,
    can: may('reboot'),
    options: [forcedReboot],
    call: (row, choices) => send('rebootRouter', row, ifForced(choices)),
    consequence: (rows, facts) => ({
      ...away(rows, facts, `for ${howLong(facts.measured, RETURN)}`, 'it is back'),
      effects: [
        { what: 'The router', becomes: 'stops and starts, perhaps on another host' },
        { what: 'Rules and leases', becomes: 'kept in CloudStack, applied again at the start' },
      ],
    }),
  },
  restartNetwork('router', IconRefreshDot),
  migrate(routers),
  scale(routers),
  resizeNetwork,
  diagnose('router'),
  {
    id: 'destroy',
    label: 'Destroy',
    icon: IconTrash,
    danger: true,
    typeName: true,
    can: may('destroy'),
    call: (row) => send('destroyRouter', row),
    consequence: destruction,
  },
]

function destruction(rows: readonly RouterLike[], facts: Facts): Consequence {
  const { alone } = divide(rows, facts)
  const [row] = rows
  const last = row !== undefined && rows.length === 1 && standIn(row, rows, facts).by !== 'partner'
  return {
    lead: leadOf(rows, facts),
    rest:
      alone.length > 0
        ? `${losses(alone, facts, rows)} at once, and CloudStack makes no new router by itself.`
        : 'CloudStack makes no new router by itself.',
    safer:
      row !== undefined && last
        ? {
            verb: 'restart-network',
            choices: { mode: 'cleanup' },
            title: `Restart ${served(row)} with cleanup instead`,
            text: 'Starts a fresh router first, then stops and removes this one.',
            button: row.vpcid === undefined ? 'Restart network…' : 'Restart VPC…',
          }
        : undefined,
    effects: [
      { what: 'Instances', becomes: alone.length > 0 ? 'no network until a new router runs' : 'served by the partner' },
      { what: 'Rules of the network', becomes: 'kept in CloudStack, applied again to the next router' },
      { what: 'Health results, comments', becomes: 'gone for good' },
    ],
  }
}
