import type { ErrorBody } from '@stratoview/api-client/error'
import { Hono, type Context } from 'hono'
import type { Params } from '../cloudstack.ts'
import { toBody } from '../error.ts'
import { unpack, type Features } from '../features.ts'
import { openFleet, walkFleet, type AskPage, type Opened } from '../fleet.ts'
import { ndjson } from '../ndjson.ts'
import { stampDate, type Parts } from '../parts.ts'
import { routerRow, systemVmRow, type RouterRow, type SystemVmRow } from '../rows.ts'

/** One line of the stream. `without` names the parameters CloudStack would not take from this role. */
export type FleetLine<Row> = { rows: Row[]; total: number } | { done: true; without?: string[] } | { error: ErrorBody }

/** CloudStack's default limit; a server with a smaller one says so, and is remembered. */
const largestPage = 500

/**
 * The whole fleet as NDJSON: what the lists show, a page of CloudStack's a line.
 * What fails before the first line is an ordinary error answer; later, a line that keeps what came before.
 */
export function fleetRoutes({ cloudstack, sessions, metrics, log, now }: Parts) {
  let pagesize = largestPage

  const stream = async <Row extends { id: string }>(
    c: Context,
    fleet: string,
    optional: string[],
    ask: AskPage<Row>,
    cancel: AbortController,
  ) => {
    const opened = await openFleet(ask, pagesize, optional)
    pagesize = opened.pagesize
    stampDate(c, opened.first.date)
    // Nobody would read the stream that answers a HEAD, and so nobody would end the walk behind it.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'application/x-ndjson' })
    const count = (rows: number) => metrics.fleetRows.inc({ fleet }, rows)
    const lines = fleetLines(ask, opened, count, (error) => {
      if (!cancel.signal.aborted) log.warn({ fleet, err: error }, 'fleet broke off')
    })
    return ndjson(c, lines, cancel)
  }

  return new Hono()
    .get('/routers', async (c) => {
      const session = await sessions.verified(c)
      const cancel = follow(c.req.raw.signal)
      const intervals = intervalsOf(unpack(session.features))
      const ask: AskPage<RouterRow> = async (page, size, without) => {
        const params = omit(
          { listall: true, projectid: '-1', fetchhealthcheckresults: true, page, pagesize: size },
          without,
        )
        const { result, date } = await cloudstack.call('listRouters', params, session, cancel.signal)
        const options = { now: date ?? now(), ...intervals }
        return { rows: result.router.map((router) => routerRow(router, options)), total: result.count, date }
      }
      return stream(c, 'routers', ['projectid', 'fetchhealthcheckresults'], ask, cancel)
    })
    .get('/system-vms', async (c) => {
      const session = await sessions.verified(c)
      const cancel = follow(c.req.raw.signal)
      const ask: AskPage<SystemVmRow> = async (page, size) => {
        const { result, date } = await cloudstack.call(
          'listSystemVms',
          { page, pagesize: size },
          session,
          cancel.signal,
        )
        return { rows: result.systemvm.map(systemVmRow), total: result.count, date }
      }
      return stream(c, 'system-vms', [], ask, cancel)
    })
}

async function* fleetLines<Row extends { id: string }>(
  ask: AskPage<Row>,
  opened: Opened<Row>,
  count: (rows: number) => void,
  failed: (error: unknown) => void,
): AsyncGenerator<FleetLine<Row>> {
  try {
    for await (const { rows, total } of walkFleet(ask, opened)) {
      count(rows.length)
      yield { rows, total }
    }
    yield { done: true, ...(opened.without.length > 0 && { without: opened.without }) }
  } catch (error) {
    failed(error)
    yield { error: toBody(error) }
  }
}

/** The verdicts' own defaults hold for what the role may not read. */
function intervalsOf({ basicinterval, advancedinterval, fetchinterval }: Partial<Features> = {}) {
  return { basicInterval: basicinterval, advancedInterval: advancedinterval, fetchInterval: fetchinterval }
}

function follow(signal: AbortSignal): AbortController {
  const cancel = new AbortController()
  if (signal.aborted) cancel.abort(signal.reason)
  signal.addEventListener('abort', () => cancel.abort(signal.reason), { once: true })
  return cancel
}

const omit = (params: Params, names: readonly string[]): Params =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)))
