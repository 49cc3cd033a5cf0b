import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { start } from '../jobs-run.ts'
import { callsOf } from './action.ts'
import type { Action, Choices, VmRow } from './action.ts'

/**
 * Sends a verb for these rows and records it in the jobs tray. Resolves when CloudStack has taken it.
 * @throws CloudStackError for a single row that was refused at once (several report each in the tray)
 */
export function useRun() {
  const client = useQueryClient()
  return useCallback(
    <Row extends VmRow>(action: Action<Row>, rows: readonly Row[], choices: Choices = {}) =>
      start(client, action.label, callsOf(action, rows, choices), action.outcome),
    [client],
  )
}
