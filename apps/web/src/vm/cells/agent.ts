import type { SystemVmRow } from '@stratoview/bff/rows'

type Agent = Pick<SystemVmRow, 'state' | 'agentstate'>

/** How an agent is drawn. */
export type AgentKind = 'failing' | 'running' | 'never-ran' | 'stale' | 'passing'

/**
 * The agent of a system VM: lost (failing), on its way (running), without a record (never-ran: not down, simulated and
 * just started VMs have none), of a VM that does not run (stale: it is not expected to answer), or Up.
 */
export function agentKind({ state, agentstate }: Agent): AgentKind {
  if (agentstate === undefined) return 'never-ran'
  if (agentstate === 'Up') return 'passing'
  if (state !== 'Running') return 'stale'
  return /^(Connecting|Creating|Rebalancing)$/.test(agentstate) ? 'running' : 'failing'
}

const order: readonly AgentKind[] = ['failing', 'running', 'never-ran', 'stale', 'passing']

/** 0 is the worst. */
export const agentRank = (agent: Agent): number => order.indexOf(agentKind(agent))
