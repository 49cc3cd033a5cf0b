import type { KeysRequest, Plan, Report, RolloutRequest, Run, StartRequest } from '@stratoview/bff/app'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { asJson, read, request } from '../../api.ts'

/** Rolling runs live in our server; these are its routes (`apps/bff/src/rollout/types.ts`). */
const BASE = '/api/rollouts'
const of = (id: string, rest = '') => `${BASE}/${encodeURIComponent(id)}${rest}`

/** Every run the caller may see, newest first. */
export const runsQuery = queryOptions({
  queryKey: ['rollouts'],
  queryFn: async ({ signal }) => (await read<{ runs: Run[] }>(BASE, { signal })).runs,
})

/** What a run would do; nothing is kept and nothing touched, so that it may be asked at every change of the form. */
export const planQuery = (wanted: RolloutRequest) =>
  queryOptions({
    queryKey: ['rollout-plan', wanted],
    queryFn: ({ signal }) => read<Plan>(`${BASE}/plan`, { ...asJson('POST', wanted), signal }),
    staleTime: 30_000,
  })

export const reportQuery = (id: string, rev: number) =>
  queryOptions({
    queryKey: ['rollout-report', id, rev],
    queryFn: ({ signal }) => read<Report>(of(id, '/report'), { signal }),
  })

/** Keys go with this one request and are kept nowhere in the page. */
export const startRun = async (wanted: StartRequest): Promise<Run> =>
  (await read<{ run: Run }>(BASE, asJson('POST', wanted))).run

export type Order =
  | { to: 'pause' | 'abort' }
  | ({ to: 'resume' } & KeysRequest)
  | { to: 'skip' | 'retry'; item: string }

/** Tells a run what to do; carried out within about a second, and what became of it is read from the run. */
export async function order(client: QueryClient, id: string, { to, ...more }: Order): Promise<void> {
  const path = 'item' in more ? of(id, `/items/${encodeURIComponent(more.item)}/${to}`) : of(id, `/${to}`)
  await request(path, asJson('POST', 'item' in more ? {} : more))
  await client.invalidateQueries({ queryKey: ['rollout', id] })
}

export const runPath = of
