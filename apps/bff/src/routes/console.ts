import { Hono, type Context } from 'hono'
import { CloudStackError } from '@stratoview/api-client/error'
import { readBody } from '../body.ts'
import type { Config } from '../config.ts'
import { checkRequest } from '../console/check.ts'
import type { Consoles } from '../console/consoles.ts'
import { consoleRequest } from '../console/opening.ts'
import type { Room } from '../console/rooms.ts'
import type { ConsoleVm } from '../console/seat.ts'
import type { UpgradeEnv } from '../console/upgrade.ts'
import { refuse } from '../error.ts'
import { unpack } from '../features.ts'
import { isOurs } from '../guard.ts'
import type { Parts } from '../parts.ts'
import type { Session } from '../session.ts'

/** A live console through this server, as `GET /api/consoles` lists it. */
export interface ConsoleRow {
  id: string
  vm: ConsoleVm
  user: string
  account: string
  /** ISO 8601. */
  since: string
  viewOnly: boolean
  /** The browser's address as this server sees it. */
  client: string
  /** The console proxy as CloudStack names it; `id` and `name` when it is one of `listSystemVms`. */
  proxy: { host?: string; id?: string; name?: string }
  down: number
  up: number
  mine: boolean
}

/** Open, watch, list and end consoles. */
export function consoleRoutes({ sessions, cloudstack }: Parts, consoles: Consoles, config: Config) {
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
      const { all } = rights(session)
      const proxies = all ? await proxiesOf(session) : []
      return c.json({ consoles: consoles.list(session, all).map((room) => rowOf(room, session, proxies)) })
    })
    .get('/:ticket', async (c) => {
      const { upgrade } = envOf(c)
      if (!upgrade) throw refuse(426, 'upgrade', 'This address is for a WebSocket.')
      if (!isOurs(c.req.header('origin'), c.req.header('host') ?? '', config.publicUrl)) {
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
function rights({ features }: Session): { all: boolean; end: boolean } {
  const apis = unpack(features)?.apis ?? []
  return { all: apis.includes('listSystemVms'), end: apis.includes('stopSystemVm') }
}

type Proxy = { id: string; name: string; publicip?: string }

function rowOf({ seat, since, client, proxy, relay }: Room, session: Session, proxies: readonly Proxy[]): ConsoleRow {
  const { id, vm, user, viewOnly } = seat
  const known = proxies.find(({ publicip }) => publicip !== undefined && [proxy.address, proxy.host].includes(publicip))
  const all = rights(session).all
  return {
    id,
    vm,
    user: user.username,
    account: user.account,
    since: new Date(since).toISOString(),
    viewOnly,
    client,
    // To others than operators it names no host (design §4).
    proxy: all ? { host: proxy.host, ...(known && { id: known.id, name: known.name }) } : {},
    ...relay.traffic,
    mine: user.userid === session.user.userid,
  }
}

/** A WebSocket that is refused in HTTP tells a page nothing: it is told by the close code that nobody is signed in. */
function unlessUnforeseen(error: unknown): undefined {
  if (error instanceof CloudStackError && error.status === 401) return undefined
  throw error
}

/** There is none when the app is called without a socket. */
const envOf = (c: Context): Partial<UpgradeEnv> => (c.env as Partial<UpgradeEnv> | undefined) ?? {}

function clientOf(c: Context): string {
  const { incoming } = envOf(c)
  return incoming?.socket.remoteAddress ?? 'unknown'
}
