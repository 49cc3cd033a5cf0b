import { Hono } from 'hono'
import type { FetchBundle } from '../bundle/fetch.ts'
import { findBundle } from '../bundle/find.ts'
import { download, type Broken } from '../bundle/stream.ts'
import type { Config } from '../config.ts'
import { isLocal } from '../console/targets.ts'
import { hangUp, refuse } from '../error.ts'
import type { Parts } from '../parts.ts'

/** Downloads at a time in this process: each is a connection to a storage VM. */
const most = 8

/** `GET /api/diagnostics/<jobid>`: the zip that a getDiagnosticsData job made, streamed. Nothing of it touches the disk. */
export function diagnosticsRoutes(parts: Parts, fetch: FetchBundle, { limits, cloudstackUrl }: Config) {
  const local = isLocal(cloudstackUrl)
  const { sessions, log } = parts
  let open = 0
  return new Hono().get('/:jobid', async (c) => {
    const session = await sessions.verified(c)
    const { place, filename, vm } = await findBundle(parts, session, c.req.param('jobid'), local)
    const headers = { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${filename}"` }
    // Nobody would read the body that is fetched for a HEAD, so nobody would end it.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    if (open >= most) throw refuse(503, 'busy', 'Too many files are being fetched at once. Try again in a minute.')
    open += 1
    const closed = () => (open -= 1)
    const allowed = { bytes: limits.bundleBytes, time: limits.bundleMs }
    const about = { audit: 'bundle', user: session.user.username, vm, host: place.host }
    const { signal } = c.req.raw
    const broken: Broken = (error, stream) => {
      if (!signal.aborted) log.warn({ ...about, err: error }, 'bundle broke off')
      hangUp(c, error, stream)
    }
    const { length, body, ended } = await download(fetch, place, allowed, signal, broken).catch((error: unknown) => {
      closed()
      log.warn({ ...about, err: error }, 'bundle not fetched')
      throw error
    })
    void ended.then(closed)
    log.info({ ...about, length }, 'bundle fetched')
    return c.body(body, 200, { ...headers, ...(length !== undefined && { 'content-length': String(length) }) })
  })
}
