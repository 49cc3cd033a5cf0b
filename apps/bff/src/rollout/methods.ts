import type { Params } from '../cloudstack.ts'
import type { ItemRecord } from './record.ts'
import type { RolloutMethod } from './types.ts'

/** One thing done to CloudStack, and the trace it leaves in its events. */
export interface Deed {
  command: string
  params: Params
  trace?: { type: string; resourcetype: string }
}

/** What the engine must know of a method, whatever it does. */
export interface MethodRules {
  unit: 'vm' | 'network'
  /** Both routers of a pair are never touched together, and a PRIMARY only while its BACKUP stands ready. */
  pairwise: boolean
  /** The routers after it are others than before. */
  replaces?: true
  /** The customer is not cut off, as far as CloudStack promises. */
  seamless?: true
  deed: (item: ItemRecord) => Deed
}

const restart =
  (options: Params) =>
  ({ subject }: ItemRecord): Deed =>
    subject.type === 'vpc'
      ? { command: 'restartVPC', params: { id: subject.id, ...options }, trace: traces.vpc }
      : { command: 'restartNetwork', params: { id: subject.id, ...options }, trace: traces.network }

const traces = {
  vpc: { type: 'VPC.RESTART', resourcetype: 'Vpc' },
  network: { type: 'NETWORK.RESTART', resourcetype: 'Network' },
  router: { type: 'ROUTER.REBOOT', resourcetype: 'DomainRouter' },
  // Whatever kind of VM moves (recorded: `listEvents.page2`).
  vm: { type: 'VM.MIGRATE', resourcetype: 'VirtualMachine' },
}

const reboot = ({ subject }: ItemRecord): Deed => ({
  command: 'rebootRouter',
  params: { id: subject.id },
  trace: traces.router,
})

/** With a host `migrateSystemVm` goes the storage way (recorded: `migrateSystemVm.router`), so one is named only when it was chosen. */
const migrate = ({ subject, target }: ItemRecord): Deed =>
  subject.type === 'host'
    ? { command: 'prepareHostForMaintenance', params: { id: subject.id } }
    : {
        command: 'migrateSystemVm',
        params: {
          virtualmachineid: subject.id,
          ...(target ? { hostid: target.hostid, autoselect: false } : { autoselect: true }),
        },
        trace: traces.vm,
      }

export const methods: Readonly<Record<RolloutMethod, MethodRules>> = {
  'restart-router': { unit: 'vm', pairwise: true, deed: reboot },
  'restart-network': { unit: 'network', pairwise: false, replaces: true, deed: restart({ cleanup: true }) },
  'live-patch': { unit: 'network', pairwise: false, seamless: true, deed: restart({ livepatch: true }) },
  'all-at-once': { unit: 'vm', pairwise: false, deed: reboot },
  migrate: { unit: 'vm', pairwise: false, seamless: true, deed: migrate },
  check: {
    unit: 'vm',
    pairwise: false,
    seamless: true,
    deed: ({ subject }) => ({
      command: 'getRouterHealthCheckResults',
      params: { routerid: subject.id, performfreshchecks: true },
    }),
  },
}
