import type { ServedRow } from '@stratoview/bff/app'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'
import { SELDOM } from '../refresh.ts'

/** What each system VM shows to whoever connects, as our server saw it: it connects to every one of them, so seldom. */
export const servedQuery = queryOptions({
  queryKey: ['served-certificates'],
  queryFn: async ({ signal }): Promise<ServedRow[]> => {
    const response = await request('/api/certificates/served', { signal })
    return ((await response.json()) as { served: ServedRow[] }).served
  },
  staleTime: SELDOM,
})

const DAY = 86_400_000

/** Whole days until an ISO date, negative when it is over. `now`: epoch ms. */
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
  if (days < 0) return `ended ${many(-days)} ago`
  return days === 0 ? 'today' : `in ${many(days)}`
}
