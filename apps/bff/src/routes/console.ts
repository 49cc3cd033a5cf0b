import { Hono, type Context } from 'hono'
import { CloudStackError } from '@stratoview/api-client/error'
import { readBody } from '../body.ts'
import type { Config } from '../config.ts'
import { checkRequest } from '../console/check.ts'
import type { Consoles } from '../console/consoles.ts'
import { consoleRequest } from '../console/opening.ts'
import { listed } from '../console/listing.ts'
import type { UpgradeEnv } from '../console/upgrade.ts'
import { refuse } from '../error.ts'
import { isOurs } from '../guard.ts'
import type { Parts } from '../parts.ts'
import { apisOf } from '../rights.ts'
import type { Session } from '../session.ts'

/** Open, watch, list and end consoles. */
export function consoleRoutes({ sessions, cloudstack, log, clientOf, now }: Parts, consoles: Consoles, config: Config) {
  return new Hono()
    .post('/', async (c) => {
      const session = await sessions.verified(c)
      return c.json(await consoles.open(session, await readBody(c, consoleRequest)))
    })
    .post('/check', async (c) => {
      const session = await sessions.verified(c)
      const { virtualmachineid } = await readBody(c, checkRequest)
      return c.json(await consoles.check(session, virtualmachineid))
    })
    .get('/', async (c) => {
      const session = await sessions.verified(c)
      const { all, apis } = rights(session)
      const rooms = await consoles.list(session, apis, all)
      const [proxies, elsewhere] = await Promise.all([
        all ? proxiesOf(session) : [],
        consoles.elsewhere(session, apis, rooms),
      ])
      return c.json(listed(rooms, elsewhere, { session, proxies, all, now: now() }))
    })
    .get('/:ticket', async (c) => {
      const { upgrade } = envOf(c)
      if (!upgrade) throw refuse(426, 'upgrade', 'This address is for a WebSocket.')
      const origin = c.req.header('origin')
      if (!isOurs(origin, c.req.header('host') ?? '', config.publicUrl)) {
        const from = { origin: origin?.slice(0, 200), client: clientOf(c) }
        log.warn({ audit: 'console-refused', why: 'cross-origin', ...from }, 'console refused')
        throw refuse(403, 'cross-origin', 'This request does not come from a page of Stratoview.')
      }
      const session = await sessions.verified(c).catch(unlessUnforeseen)
      upgrade((socket) => consoles.attach(c.req.param('ticket'), session, socket, clientOf(c)))
      return c.body(null, 204)
    })
    .delete('/:id', async (c) => {
      const session = await sessions.verified(c)
      if (!consoles.end(c.req.param('id'), session, rights(session).end)) {
        throw refuse(404, 'not-found', 'There is no such console.')
      }
      return c.body(null, 204)
    })

  async function proxiesOf(session: Session) {
    const params = { systemvmtype: 'consoleproxy' as const }
    const { result } = await cloudstack.call('listSystemVms', params, session)
    return result.systemvm
  }
}

/** Who lists system VMs sees every console; who may stop a console proxy, and thereby all on it, may end each. */
function rights(session: Session): { apis: readonly string[]; all: boolean; end: boolean } {
  const apis = apisOf(session)
  return { apis, all: apis.includes('listSystemVms'), end: apis.includes('stopSystemVm') }
}

/** A WebSocket that is refused in HTTP tells a page nothing: it is told by the close code that nobody is signed in. */
function unlessUnforeseen(error: unknown): undefined {
  if (error instanceof CloudStackError && error.status === 401) return undefined
  throw error
}

/** There is none when the app is called without a socket. */
const envOf = (c: Context): Partial<UpgradeEnv> => (c.env as Partial<UpgradeEnv> | undefined) ?? {}
