import type { Host } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'

/** A host with what of ours is on it; a count is absent until its list has come, or when the role may not see it. */
export interface HostRow extends Host {
  routers?: number
  systemVms?: number
}

const countBy = (rows: readonly { hostid?: string }[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { hostid } of rows) if (hostid !== undefined) counts.set(hostid, (counts.get(hostid) ?? 0) + 1)
  return counts
}

export function hostRows(
  hosts: readonly Host[],
  routers: readonly RouterRow[] | undefined,
  systemVms: readonly SystemVmRow[] | undefined,
): HostRow[] {
  const routersOn = routers && countBy(routers)
  const systemVmsOn = systemVms && countBy(systemVms)
  return hosts.map((host) => ({
    ...host,
    routers: routersOn && (routersOn.get(host.id) ?? 0),
    systemVms: systemVmsOn && (systemVmsOn.get(host.id) ?? 0),
  }))
}

/** Which hosts come first: out of reach, then in or on the way to maintenance, then disabled. */
export function hostRank({ state, resourcestate }: Host): number {
  if (state !== 'Up') return /^(Connecting|Creating|Rebalancing)$/.test(state ?? '') ? 1 : 0
  if (/Error|Degraded/.test(resourcestate ?? '')) return 0
  if (/Maintenance/.test(resourcestate ?? '')) return 2
  return resourcestate === 'Enabled' || resourcestate === undefined ? 4 : 3
}
