import { CloudStackError } from '@stratoview/api-client/error'
import type { CloudStack } from '../cloudstack.ts'
import { unlessSignedOut } from '../error.ts'
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
 * The VM of an id, whatever its kind, as far as this role may list it; undefined when none has it, or a list can't be had.
 * Throws only when the session has ended.
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
      .map((one) => readVm(cloudstack, session, id, one).catch(unlessSignedOut)),
  )
  return found.find((vm) => vm !== undefined)
}

/**
 * The VM of that kind; undefined when CloudStack says that it knows none: an empty list, or 431 for its id (recorded:
 * `listSystemVms.unknown-id`). Throws whatever else it says, and when it says nothing.
 */
export async function readVm(
  cloudstack: CloudStack,
  session: Session,
  id: string,
  kind: ConsoleKind,
): Promise<ConsoleVm | undefined> {
  try {
    const [row] = await lists[kind].ask(cloudstack, session, id)
    return row && vmOf(kind, row)
  } catch (error) {
    if (error instanceof CloudStackError && error.status === 431) return undefined
    throw error
  }
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
