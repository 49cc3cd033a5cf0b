import { can } from '@stratoview/api-client/can'
import type { Icon } from '@tabler/icons-react'
import { howLong } from '../action.ts'
import { listed } from '../words.ts'
import type { Action, Choices, Consequence, Facts } from '../action.ts'
import { divide, losses, served } from './stand-in.ts'
import type { RouterLike } from './stand-in.ts'

const flags: Record<string, Record<string, true>> = {
  plain: {},
  cleanup: { cleanup: true },
  livepatch: { livepatch: true },
}

/**
 * Restart of the network or VPC behind a router or internal load balancer. A VPC's tier restarts the whole VPC: CloudStack
 * refuses a tier with cleanup. Recorded: `restartNetwork.*`, `restartVPC.redundant`.
 */
export const restartNetwork = (kind: 'router' | 'internal-lb', icon: Icon): Action<RouterLike> => ({
  id: 'restart-network',
  label: 'Restart network',
  verb: 'Restart',
  icon,
  can: (row, apis) => can('restart-network', kind, row, apis),
  options: [
    {
      kind: 'choice',
      name: 'mode',
      label: 'How',
      hint: '',
      choices: [
        {
          value: 'plain',
          label: 'Apply again',
          hint: 'Makes missing routers and applies every rule; running ones keep running',
        },
        {
          value: 'cleanup',
          label: 'With cleanup',
          hint: 'New routers first, then the old ones are stopped and removed',
        },
        { value: 'livepatch', label: 'Live patch', hint: 'Updates scripts and services in the running routers' },
      ],
    },
    {
      kind: 'check',
      name: 'makeredundant',
      label: 'Make redundant',
      hint: 'From now on two routers, if the offering allows it; needs cleanup',
      shown: (rows, { mode }) => mode === 'cleanup' && rows.some((row) => row.isredundantrouter !== true),
    },
  ],
  call: (row, { mode, makeredundant }) => {
    const redundant = mode === 'cleanup' && makeredundant === true ? { makeredundant: true } : {}
    const params = { ...flags[String(mode)], ...redundant }
    const name = served(row)
    const touches = ['router', 'internal-lb', 'network'] as const
    if (row.vpcid !== undefined)
      return {
        command: 'restartVPC',
        params: { id: row.vpcid, ...params },
        object: { type: 'Vpc', id: row.vpcid, name },
        touches,
      }
    const id = row.guestnetworkid ?? ''
    return { command: 'restartNetwork', params: { id, ...params }, object: { type: 'Network', id, name }, touches }
  },
  consequence,
})

function consequence(rows: readonly RouterLike[], facts: Facts, { mode, makeredundant }: Choices): Consequence {
  const names = [...new Set(rows.map(served))]
  const networks = listed(names)
  if (mode === 'livepatch')
    return {
      lead: `The routers of ${networks} keep running.`,
      rest: 'Seconds without DHCP, DNS or load balancing (an estimate). Needs CloudStack 4.17 and routers made from a template of 4.14 or newer. CloudStack says nothing when a router refuses: compare its software version afterwards.',
      effects: [
        { what: 'Scripts', becomes: 'replaced by the server’s own' },
        { what: 'haproxy, apache2, dnsmasq', becomes: 'restart' },
      ],
    }
  if (mode !== 'cleanup')
    return {
      lead: 'Running routers stay as they are.',
      rest: `Missing ones are made, and every rule of ${networks} is applied again. Instances should notice nothing.`,
    }
  const { alone, covered } = divide(rows, facts)
  const fresh = rows.length > 1 || covered.length > 0 || makeredundant === true ? 'new routers' : 'a new router'
  const gap =
    alone.length > 0
      ? `${losses(alone, facts, rows)} for ${howLong(facts.measured, 'some seconds to a minute')} while the new one takes over.`
      : covered.length > 0
        ? 'The BACKUP is replaced first, then the PRIMARY: about a second without network (an estimate).'
        : undefined
  return {
    lead: `${networks} ${names.length === 1 ? 'gets' : 'get'} ${fresh}.`,
    rest: gap,
    effects: [
      { what: 'Routers', becomes: 'new ones start first, then the old ones are removed; names and ids change' },
      { what: 'Rules of the network', becomes: 'kept in CloudStack, applied to the new routers' },
      ...(makeredundant === true
        ? [{ what: 'Redundancy', becomes: 'two routers from now on; not undone from here' }]
        : []),
    ],
  }
}
