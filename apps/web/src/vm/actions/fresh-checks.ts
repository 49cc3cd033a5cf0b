import { can } from '@stratoview/api-client/can'
import { checkLabel, statusOf } from '@stratoview/api-client/health'
import type { Result } from '@stratoview/api-client'
import { IconHeartbeat } from '@tabler/icons-react'
import { counted, listed } from '../words.ts'
import type { Action } from '../action.ts'
import type { RouterLike } from './stand-in.ts'

/**
 * Fresh health checks answer at once and make no job, so this browser keeps the queue: a few routers at a time, each with
 * its own outcome in the tray. Recorded: `getRouterHealthCheckResults.fresh`, `.fresh-no-contact` (530 at once).
 */
export const freshChecks: Action<RouterLike> = {
  id: 'health-checks',
  label: 'Run health checks',
  icon: IconHeartbeat,
  can: (row, apis) => can('health-checks', 'router', row, apis),
  call: (row) => ({
    command: 'getRouterHealthCheckResults',
    params: { routerid: row.id, performfreshchecks: true },
    object: { type: 'DomainRouter', id: row.id, name: row.name },
    touches: ['router'],
  }),
  outcome: (answer) => outcomeOf(answer as Result<'getRouterHealthCheckResults'>),
}

/** A check that fails is what was asked for and not a failed call: the words say it. */
export function outcomeOf({ routerhealthchecks }: Result<'getRouterHealthCheckResults'>): { words: string } {
  const results = routerhealthchecks.healthchecks
  const failing = results
    .filter((result) => statusOf(result) === 'FAILED')
    .map(({ checkname }) => checkLabel(checkname))
  if (results.length === 0) return { words: 'No results came back.' }
  if (failing.length === 0) return { words: `${counted(results.length, 'check')}, none failing` }
  return { words: `${counted(failing.length, 'check')} failing: ${listed(failing)}` }
}
