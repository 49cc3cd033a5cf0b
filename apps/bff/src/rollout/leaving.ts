import type { Host, SystemVm } from '@stratoview/api-client'
import type { Plan, PlanItem, RolloutRequest } from './types.ts'

/** What an evacuation knows of a system VM besides. */
export function systemVmFacts({ systemvmtype, activeviewersessions }: SystemVm) {
  return {
    ...(systemvmtype && { systemvmtype }),
    ...(activeviewersessions !== undefined && { sessions: activeviewersessions }),
  }
}

export function hostOf({ id, name, state, resourcestate }: Host, { maintenance = true }: RolloutRequest): Plan['host'] {
  return { id, name, ...(state && { state }), ...(resourcestate && { resourcestate }), maintenance }
}

/**
 * The order in which a host is left: BACKUPs, which cost nobody anything; what has no partner; PRIMARYs, whose partner has
 * long settled by then; secondary storage; console proxies, those with the fewest sessions first.
 */
export const leavingOrder = (a: PlanItem, b: PlanItem): number =>
  rank(a) - rank(b) || (a.sessions ?? 0) - (b.sessions ?? 0) || a.name.localeCompare(b.name, 'en', { numeric: true })

function rank({ type, pair, systemvmtype }: PlanItem): number {
  if (type === 'system-vm') return systemvmtype === 'consoleproxy' ? 4 : 3
  if (pair === undefined) return 1
  return pair.first ? 0 : 2
}
