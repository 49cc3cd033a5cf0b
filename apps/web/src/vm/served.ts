import type { ServedRow } from '@stratoview/bff/app'
import { queryOptions } from '@tanstack/react-query'
import { read } from '../api.ts'
import { SELDOM } from '../refresh.ts'

const ask = async (path: string, signal: AbortSignal): Promise<ServedRow[]> =>
  (await read<{ served: ServedRow[] }>(path, { signal })).served

const KEY = 'served-certificates'

/** What each system VM shows to whoever connects, as our server saw it: it connects to every one of them, so seldom. */
export const servedQuery = queryOptions({
  queryKey: [KEY],
  queryFn: ({ signal }) => ask('/api/certificates/served', signal),
  staleTime: SELDOM,
})

/** The same of one. */
export const servedByQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, id],
    queryFn: async ({ signal }) =>
      (await ask(`/api/certificates/served?id=${encodeURIComponent(id)}`, signal))[0] ?? null,
    staleTime: SELDOM,
  })

/** `CN=console.example.org, O=…` → `console.example.org`. */
export const commonName = (subject: string) => /CN=([^,]+)/.exec(subject)?.[1] ?? subject

/** Why there is no certificate to show. */
export function absence({ what, state, port, agentstate }: ServedRow): string {
  if (what === 'plain') return `none, port ${port} without TLS`
  if (what === 'off') return state === 'Running' ? 'no address yet' : `not running (${state})`
  return agentstate === undefined ? 'no answer, no agent has reported' : `no answer, its agent is ${agentstate}`
}

const DAY = 86_400_000

/** Whole days until an ISO date; when it is over, -1 for the first day since, -2 for the second. `now`: epoch ms. */
export const daysUntil = (to: string, now: number): number => Math.floor((Date.parse(to) - now) / DAY)

/** How near an end is: a month, two weeks and a week before it one should hear of it, each time louder. */
export type Nearness = 'over' | 'week' | 'fortnight' | 'month' | 'far'
export function nearness(days: number): Nearness {
  if (days < 0) return 'over'
  if (days <= 7) return 'week'
  if (days <= 14) return 'fortnight'
  return days <= 30 ? 'month' : 'far'
}

/** "in 9 days", "today", "ended 3 days ago". */
export function untilWords(days: number): string {
  const many = (count: number) => `${count.toLocaleString('en')} day${count === 1 ? '' : 's'}`
  if (days === -1) return 'ended less than a day ago'
  if (days < 0) return `ended ${many(-days - 1)} ago`
  return days === 0 ? 'today' : `in ${many(days)}`
}
