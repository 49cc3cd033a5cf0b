import type { SystemVmRow } from '@stratoview/bff/rows'
import type { VerdictKind } from '@stratoview/ui'
import { ageText } from '../../vm/cells/age.ts'
import { agentKind } from '../../vm/cells/agent.ts'
import { counted } from '../../vm/words.ts'

/**
 * How a system VM is, in two or three words. No agent record is not down: simulated and just started ones have none
 * (recorded: `listSystemVms`, the console proxy).
 */
export function systemVmWords(row: SystemVmRow, now: number): { kind: VerdictKind; words: string } {
  const { state, agentstate, disconnected, activeviewersessions } = row
  if (state === 'Error') return { kind: 'failing', words: 'Error' }
  if (state !== 'Running') return { kind: state.endsWith('ing') ? 'running' : 'never-ran', words: state }
  if (agentstate === undefined) return { kind: 'never-ran', words: 'no agent record' }
  const kind = agentKind(row)
  if (kind === 'running') return { kind, words: `agent ${agentstate}` }
  if (kind === 'failing') {
    const age = ageText(disconnected, now)
    return { kind, words: age === undefined ? agentstate : `${agentstate} ${age}` }
  }
  const words = activeviewersessions === undefined ? 'agent Up' : counted(activeviewersessions, 'session')
  return { kind: 'passing', words }
}

/** Running, and no agent is known to be lost or on its way. */
export const readyOf = (rows: readonly SystemVmRow[]): number =>
  rows.filter(({ state, agentstate }) => state === 'Running' && (agentstate === 'Up' || agentstate === undefined))
    .length
