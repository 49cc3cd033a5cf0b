import { CloudStackError } from '@stratoview/api-client/error'
import type { CloudStack } from '../cloudstack.ts'
import type { Session } from '../session.ts'
import type { ConsoleKind, ConsoleVm } from './seat.ts'

interface Row {
  id: string
  name: string
  state?: string
  zoneid?: string
  zonename?: string
  hostname?: string
  hypervisor?: string
  details?: unknown
}

type Ask = (cloudstack: CloudStack, session: Session, id: string) => Promise<Row[]>

const everywhere = { listall: true, projectid: '-1' }

const lists: Record<ConsoleKind, { command: string; ask: Ask }> = {
  instance: {
    command: 'listVirtualMachines',
    ask: async (cloudstack, session, id) =>
      (await cloudstack.call('listVirtualMachines', { id, ...everywhere }, session)).result.virtualmachine,
  },
  router: {
    command: 'listRouters',
    ask: async (cloudstack, session, id) =>
      (await cloudstack.call('listRouters', { id, ...everywhere }, session)).result.router,
  },
  'system-vm': {
    command: 'listSystemVms',
    ask: async (cloudstack, session, id) => (await cloudstack.call('listSystemVms', { id }, session)).result.systemvm,
  },
  'internal-lb': {
    command: 'listInternalLoadBalancerVMs',
    ask: async (cloudstack, session, id) =>
      (await cloudstack.call('listInternalLoadBalancerVMs', { id, ...everywhere }, session)).result
        .internalloadbalancervm,
  },
}

/**
 * The VM of an id, whatever its kind, as far as this role may list it; undefined when none has it. An id of another kind
 * is 431 (recorded: `listSystemVms.unknown-id`). Throws only when the session has ended.
 */
export async function findVm(
  cloudstack: CloudStack,
  session: Session,
  apis: readonly string[],
  id: string,
  kind?: ConsoleKind,
): Promise<ConsoleVm | undefined> {
  const kinds = kind ? [kind] : (Object.keys(lists) as ConsoleKind[])
  const found = await Promise.all(
    kinds
      .filter((one) => apis.includes(lists[one].command))
      .map(async (one) => {
        const rows = await lists[one].ask(cloudstack, session, id).catch(unlessSignedOut)
        return rows?.[0] && vmOf(one, rows[0])
      }),
  )
  return found.find((vm) => vm !== undefined)
}

/** Which of these instances this role may list. Throws only when the session has ended. */
export async function instancesOf(
  cloudstack: CloudStack,
  session: Session,
  apis: readonly string[],
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0 || !apis.includes('listVirtualMachines')) return new Set()
  const params = { ids: ids.join(','), details: 'min', ...everywhere }
  const answer = await cloudstack.call('listVirtualMachines', params, session).catch(unlessSignedOut)
  return new Set(answer?.result.virtualmachine.map(({ id }) => id))
}

function vmOf(kind: ConsoleKind, { id, name, state, zoneid, zonename, hostname, hypervisor, details }: Row): ConsoleVm {
  const keyboard = (details as { keyboard?: unknown } | undefined)?.keyboard
  const known = typeof keyboard === 'string' ? { keyboard } : {}
  return { id, kind, name, state, zoneid, zonename, hostname, hypervisor, ...known }
}

/** What can't be asked is done without. */
export function unlessSignedOut(error: unknown): undefined {
  if (error instanceof CloudStackError && error.status === 401) throw error
  return undefined
}
