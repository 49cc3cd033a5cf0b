import type { VmKind } from '@stratoview/api-client/can'
import { CloudStackError } from '@stratoview/api-client/error'
import type { ConsoleElsewhere, ConsoleList, ConsoleRow } from '@stratoview/bff/app'
import { queryOptions } from '@tanstack/react-query'
import { asJson, read, request } from '../../api.ts'

/** Who has a screen open: through us, and as far as CloudStack tells through a console proxy directly. */
export const consolesQuery = queryOptions({
  queryKey: ['consoles'],
  queryFn: ({ signal }) => read<ConsoleList>('/api/consoles', { signal }),
  // Whoever looks has often just opened or closed one.
  staleTime: 0,
})

/** One open screen, whichever way it was opened. */
export interface LiveConsole {
  id: string
  /** The VM's name. */
  name: string
  vm: { id: string; kind?: VmKind; zoneid?: string; zonename?: string }
  user: string
  account?: string
  since?: string
  seconds?: number
  /** The viewer's address. */
  client?: string
  /** Through this server, which can then end it. */
  ours: boolean
  viewOnly: boolean
  mine: boolean
  /** As it was reached, for ours alone. */
  proxy?: ConsoleRow['proxy']
  hostid?: string
}

export function liveConsoles({ consoles, elsewhere = [] }: ConsoleList): LiveConsole[] {
  return [...consoles.map(fromUs), ...elsewhere.map(fromCloudStack)]
}

function fromUs({ down: _down, up: _up, vm, ...row }: ConsoleRow): LiveConsole {
  return { ...row, vm, name: vm.name ?? vm.id, ours: true }
}

function fromCloudStack({ vm, host, ...row }: ConsoleElsewhere): LiveConsole {
  return { ...row, vm, name: vm.name ?? vm.id, hostid: host?.id, ours: false, viewOnly: false }
}

/** Ends one of ours; one that has ended meanwhile is as wanted. */
export async function endOurs(id: string): Promise<void> {
  try {
    await request(`/api/consoles/${encodeURIComponent(id)}`, asJson('DELETE'))
  } catch (error) {
    if (!(error instanceof CloudStackError && error.status === 404)) throw error
  }
}

/** `true`, or why this role cannot end it. Who may stop a console proxy ends everybody's on it anyway. */
export function mayEnd({ mine, ours }: LiveConsole, apis: ReadonlySet<string>): true | string {
  if (!mine && !apis.has('stopSystemVm')) return 'Only who may stop a console proxy ends a console of somebody else'
  if (!ours && !apis.has('createConsoleEndpoint')) return 'Your role may not call createConsoleEndpoint'
  return true
}
