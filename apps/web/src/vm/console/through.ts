import type { LiveConsole } from './live.ts'

interface Proxy {
  id: string
  name: string
  state: string
  systemvmtype?: string
  zoneid?: string
  zonename?: string
}
interface Placed {
  id: string
  zoneid?: string
}

/** The console proxies that a session may go through; `sure` when it is known and not merely the only one it can be. */
export interface Through<P extends Proxy> {
  proxies: readonly P[]
  sure: boolean
}

/**
 * CloudStack does not say through which proxy a session goes: `listConsoleSessions` names the VM's host. Ours we know
 * by the address; of the others it is one of those that run in the VM's zone.
 */
export function throughOf<P extends Proxy>(
  { proxy, vm, hostid }: Pick<LiveConsole, 'proxy' | 'vm' | 'hostid'>,
  systemVms: readonly P[],
  hosts: readonly Placed[],
): Through<P> {
  const known = systemVms.find(({ id }) => id === proxy?.id)
  if (known) return { proxies: [known], sure: true }
  const zoneid = vm.zoneid ?? hosts.find(({ id }) => id === hostid)?.zoneid
  const proxies = systemVms.filter(
    (one) => one.systemvmtype === 'consoleproxy' && one.state === 'Running' && one.zoneid === zoneid,
  )
  return { proxies: zoneid === undefined ? [] : proxies, sure: false }
}
