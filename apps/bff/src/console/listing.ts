import type { Session } from '../session.ts'
import type { Room } from './rooms.ts'
import type { ConsoleVm } from './seat.ts'
import type { ConsoleElsewhere } from './uses.ts'

/** A live console through this server, as `GET /api/consoles` lists it. */
export interface ConsoleRow {
  id: string
  vm: ConsoleVm
  user: string
  account: string
  /** ISO 8601, by this server's clock. */
  since: string
  /** How long by now. */
  seconds: number
  viewOnly: boolean
  /** The browser's address as this server sees it. */
  client: string
  /** The console proxy as CloudStack names it; `id` and `name` when it is one of `listSystemVms`. */
  proxy: { host?: string; id?: string; name?: string }
  down: number
  up: number
  mine: boolean
}

/** The answer of `GET /api/consoles`. */
export interface ConsoleList {
  consoles: ConsoleRow[]
  /** Those that did not come through this server; absent when CloudStack does not tell. */
  elsewhere?: ConsoleElsewhere[]
}

type Proxy = { id: string; name: string; publicip?: string }

interface Reader {
  session: Session
  proxies: readonly Proxy[]
  /** Sees everybody's, and on which machines they run. */
  all: boolean
  /** Epoch ms. */
  now: number
}

/** Who has a screen open. To others than operators it names no host and no proxy (design §4). */
export function listed(
  rooms: readonly Room[],
  elsewhere: readonly ConsoleElsewhere[] | undefined,
  reader: Reader,
): ConsoleList {
  return {
    consoles: rooms.map((room) => rowOf(room, reader)),
    ...(elsewhere && { elsewhere: elsewhere.map((row) => (reader.all ? row : { ...row, host: undefined })) }),
  }
}

function rowOf({ seat, since, client, proxy, relay }: Room, { session, proxies, all, now }: Reader): ConsoleRow {
  const { id, vm, user, viewOnly } = seat
  const known = proxies.find(({ publicip }) => publicip !== undefined && [proxy.address, proxy.host].includes(publicip))
  return {
    id,
    vm: all ? vm : { ...vm, hostname: undefined },
    user: user.username,
    account: user.account,
    since: new Date(since).toISOString(),
    seconds: Math.round((now - since) / 1000),
    viewOnly,
    client,
    proxy: all ? { host: proxy.host, ...(known && { id: known.id, name: known.name }) } : {},
    ...relay.traffic,
    mine: user.userid === session.user.userid,
  }
}
