import { CloudStackError } from '@stratoview/api-client/error'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { queryOptions, replaceEqualDeep } from '@tanstack/react-query'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { brokenOff, noteTook, request } from './api.ts'
import { noteTrouble } from './reach.ts'

/**
 * The whole fleet as one query, filled as the stream arrives (design §4):
 *
 *     const fleet = useQuery({ ...fleetRouters(), refetchInterval: paceOf('fleet-routers') })
 *
 * The first load shows rows as they come; a refresh is silent and swaps them at its end. When it breaks off, what is
 * known stays and `error` says why; the query itself fails only when there is nothing to show at all.
 */
export interface Fleet<Row> {
  rows: Row[]
  /** How many CloudStack says there are. */
  total: number
  /** True once as many have come as CloudStack says there are, or its answer has ended. */
  done: boolean
  /** Why the last load broke off; the rows are then older or fewer than they should be. */
  error?: CloudStackError
  /** When the newest of these rows came, epoch ms by this browser's clock. */
  at: number
}

type Line<Row> =
  | { rows: Row[]; total: number }
  | { done: true }
  | { error: ConstructorParameters<typeof CloudStackError>[0] }

export const fleetRouters = () => fleet<RouterRow>('routers')
export const fleetSystemVms = () => fleet<SystemVmRow>('system-vms')

/** Keys to invalidate, and the names `paceOf` knows them by. */
export const FLEET_ROUTERS = 'fleet-routers'
export const FLEET_SYSTEM_VMS = 'fleet-system-vms'

function fleet<Row extends { id: string }>(name: 'routers' | 'system-vms') {
  const queryKey = [`fleet-${name}`] as const
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }) => load<Row>(`/api/fleet/${name}`, queryKey, client, signal),
    structuralSharing: (before, after) => keepRows(before as Fleet<Row> | undefined, after as Fleet<Row>),
  })
}

async function load<Row extends { id: string }>(path: string, key: QueryKey, client: QueryClient, signal: AbortSignal) {
  const before = client.getQueryData<Fleet<Row>>(key)
  const known = before?.rows.length ?? 0
  const began = performance.now()
  let ended = false
  let now: Fleet<Row> = { rows: [], total: 0, done: false, at: Date.now() }
  try {
    const response = await request(path, { signal })
    let painted = Number.NEGATIVE_INFINITY
    for await (const line of linesOf<Line<Row>>(response)) {
      if ('error' in line) {
        noteTrouble(line.error)
        throw new CloudStackError(line.error)
      }
      if ('done' in line) ended = true
      else now = grown(now, line)
      // The first page at once, then a few times a second: painting each of twenty pages would cost more than it shows.
      // Asked again on the way, rows that are shown already stay until there are more.
      const news = !now.done && now.rows.length > known
      if (before?.done !== true && news && performance.now() - painted > 200) {
        painted = performance.now()
        client.setQueryData(key, now)
      }
    }
    if (!ended) throw brokenOff()
  } catch (error) {
    if (signal.aborted || !(error instanceof CloudStackError)) throw error
    const best = before !== undefined && before.rows.length >= now.rows.length ? before : now
    if (best.rows.length === 0) throw error
    return { ...best, error }
  }
  noteTook(key.join(), performance.now() - began)
  return { ...now, done: true }
}

function grown<Row>(now: Fleet<Row>, { rows, total }: { rows: Row[]; total: number }): Fleet<Row> {
  const all = now.rows.concat(rows)
  return { rows: all, total, done: all.length >= total, at: Date.now() }
}

/** The lines of an NDJSON answer, parsed, as they arrive. */
export async function* linesOf<T>(response: Response): AsyncGenerator<T> {
  if (response.body === null) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  while (true) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw brokenOff(cause)
    })
    if (done) break
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield parsed<T>(line)
  }
  if (rest !== '') yield parsed<T>(rest)
}

function parsed<T>(line: string): T {
  try {
    return JSON.parse(line) as T
  } catch (cause) {
    throw brokenOff(cause)
  }
}

/** A row that says the same stays the same object, so a refresh draws only what changed. */
export function keepRows<Row extends { id: string }>(before: Fleet<Row> | undefined, after: Fleet<Row>): Fleet<Row> {
  if (before === undefined || !before.done || !after.done || before.rows === after.rows) return after
  const known = new Map(before.rows.map((row) => [row.id, row]))
  return { ...after, rows: after.rows.map((row) => replaceEqualDeep(known.get(row.id), row)) }
}
