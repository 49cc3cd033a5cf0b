import type { World } from '../world.ts'
import { Consoles, type Grant } from './consoles.ts'
import { NioPath, PassThroughPath, TunnelPath, type Errand } from './path.ts'
import { bytes } from './thread.ts'
import { defaultTraits, type ConsoleTraits } from './traits.ts'
import type { Dial, Upstream, UpstreamEnd } from './upstream.ts'
import { Viewer, type ConsolePeer } from './viewer.ts'
import { displayNameOf, hasScreen, type Vm } from './vm.ts'

/** A request to upgrade, as it came to a console proxy's WebSocket port. */
export interface ConsoleRequest {
  /** Absolute, `ws:` or `wss:`; its query is taken as it is, nothing is decoded. */
  url: string
  /** In lower case. */
  headers: Readonly<Record<string, string | undefined>>
  /** What `Sec-WebSocket-Protocol` offered. */
  protocols: readonly string[]
  /** The server name of the TLS handshake, when there was one. */
  servername?: string
  /** Where the client is. */
  address?: string
  /** Milliseconds of the clock that frames are stamped with; the world's clock when absent. */
  now?: () => number
}

/** An open connection, as its client uses it. */
export interface ConsoleConnection {
  /** A message or a control frame, with its opcode (RFC 6455). `at`: when it came, by the request's `now`. */
  frame: (payload: Uint8Array, opcode: number, at?: number) => void
  /** The TCP connection is gone. */
  close: () => void
}

export type ConsoleOpened =
  | { status: 101; protocol: 'binary' | undefined; deflate: boolean; connection: ConsoleConnection }
  /** Answered in HTTP instead. */
  | { status: 400; reason: string }
  /** Nothing listens at that address. */
  | { status: 0 }

const all = new WeakMap<World, Consoles>()

/** A world's console proxies; made when first asked for. */
export function consolesOf(world: World): Consoles {
  const consoles = all.get(world) ?? new Consoles(world)
  all.set(world, consoles)
  return consoles
}

/**
 * The front of every console proxy: takes an upgrade and lets the peer hear what the proxy of its token says. The proxy
 * speaks first, in the microtask after this returns; later it speaks within the call that makes it: `frame`, another
 * viewer's `open`, the world's clock. Measured behaviour: reference "Console path", §1.3 to §1.6.
 */
export function openConsole(
  worlds: Iterable<World>,
  request: ConsoleRequest,
  peer: ConsolePeer,
  dial?: Dial,
): ConsoleOpened {
  const query = queryOf(request.url)
  const found = findGrant(worlds, query.get('token'))
  const traits = found ? found.traits : defaultTraits
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (traits.hostMustMatch && request.servername !== undefined && !sameHost(host, request.servername)) {
    return { status: 400, reason: 'Host does not match SNI' }
  }
  if (found && !isThere(found, request.url)) return { status: 0 }
  const offered = request.protocols.includes('binary')
  const protocol = traits.alwaysBinary || offered ? 'binary' : undefined
  const call = found ? new Call(found, request, peer, dial) : refused(query.get('token'), peer)
  return { status: 101, protocol, deflate: traits.deflate, connection: call }
}

interface Found {
  world: World
  consoles: Consoles
  grant: Grant
  vm: Vm
  traits: ConsoleTraits
}

/** The parameters as they are: `&` and the first `=` part them, nothing is decoded. */
function queryOf(url: string): Map<string, string> {
  const [, text = ''] = /\?([^#]*)/.exec(url) ?? []
  return new Map(
    text.split('&').map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

function findGrant(worlds: Iterable<World>, token: string | undefined): Found | undefined {
  if (!token) return undefined
  for (const world of worlds) {
    const consoles = all.get(world)
    if (!consoles) continue
    // Padding may be lost on the way.
    const grant = [token, `${token}=`, `${token}==`].map((one) => consoles.grant(one)).find((one) => one !== undefined)
    const vm = grant && consoles.vmOf(grant)
    if (grant && vm) return { world, consoles, grant, vm, traits: consoles.traitsOf(vm) }
  }
  return undefined
}

const sameHost = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** An address of the world's own kind must be that of the session's proxy; any other is a listener's of ours. */
function isThere({ world, grant }: Found, url: string): boolean {
  const [, hostname] = /^wss?:\/\/([^/:?]+)/.exec(url) ?? []
  const other = world.tables.systemVms.find((row) => row.publicip === hostname)
  return other === undefined || (other.id === grant.proxy && other.state === 'Running')
}

/**
 * No token, or one that no management server made: accepted, then closed with the Java exception's text. The text for an
 * encoded token was measured; `Tag mismatch` is what Java 17 says of a ciphertext that is not its own.
 */
function refused(token: string | undefined, peer: ConsolePeer): ConsoleConnection {
  let gone = false
  const wrong = token?.search(/[^A-Za-z0-9+/=]/) ?? -1
  const character = wrong >= 0 ? token?.charCodeAt(wrong).toString(16) : undefined
  queueMicrotask(() => {
    const reason = character === undefined ? 'Tag mismatch' : `Illegal base64 character ${character}`
    if (!gone) peer.close(1011, token ? reason : '')
  })
  return {
    frame: () => undefined,
    close: () => {
      gone = true
    },
  }
}

/** One connection with a token that means something. */
class Call implements ConsoleConnection {
  readonly #found: Found
  readonly #request: ConsoleRequest
  readonly #dial: Dial | undefined
  readonly #now: () => number
  readonly #viewer: Viewer
  #upstream: Upstream | undefined

  constructor(found: Found, request: ConsoleRequest, peer: ConsolePeer, dial: Dial | undefined) {
    const { world, consoles, traits } = found
    this.#found = found
    this.#request = request
    this.#dial = dial
    this.#now = request.now ?? (() => world.clock.now)
    this.#viewer = new Viewer({
      peer,
      traits,
      clock: () => world.clock.now,
      ended: (unfinished) => {
        this.#upstream?.close()
        consoles.leave(this.#viewer, unfinished)
      },
      forgotten: () => consoles.leave(this.#viewer, false),
    })
    queueMicrotask(() => this.#begin())
  }

  frame(payload: Uint8Array, opcode: number, at = this.#now()): void {
    this.#viewer.frame(payload, opcode, at)
  }

  close(): void {
    this.#viewer.gone()
  }

  #begin(): void {
    if (!this.#viewer.open) return
    const { consoles, grant, vm, traits, world } = this.#found
    const query = queryOf(this.#request.url)
    const minute = (at: number) => Math.floor(at / 60_000)
    const timely = minute(world.clock.now) - minute(grant.created) <= traits.ticketMinutes
    const rightExtra = grant.extra === undefined || query.get('extra') === grant.extra
    if (!grant.allowed || !timely || !rightExtra) return this.#viewer.drop()
    if (traits.singleUse) grant.allowed = false
    consoles.enter(grant, this.#viewer, traits.takeover, this.#request.address ?? '127.0.0.1')
    if (traits.portClosed || !hasScreen(vm)) return this.#viewer.close(1000, '')
    this.#connect()
  }

  #connect(): void {
    const { consoles, grant, vm, traits } = this.#found
    let path: NioPath | TunnelPath | PassThroughPath | undefined
    const early: Uint8Array[] = []
    let silent = true
    const end: UpstreamEnd = {
      data: (data) => {
        silent = false
        this.#viewer.heard()
        if (path) path.data(data)
        else early.push(data)
      },
      open: () => path?.start(),
      // A VNC server that hangs up later is not noticed: the viewer stays as it is.
      end: () => {
        if (silent) this.#viewer.close(1000, '')
      },
    }
    const real = traits.vnc && this.#dial ? traits.vnc : undefined
    const password = real ? real.password : grant.password
    const upstream =
      real && this.#dial ? this.#dial(real, end) : consoles.screens.connect(vm, consoles.passwordOf(vm), traits, end)
    this.#upstream = upstream
    const errand: Errand = {
      traits,
      displayName: displayNameOf(vm),
      password,
      upstream,
      send: (message) => this.#viewer.send(message),
      now: this.#now,
    }
    path = pathFor(errand)
    this.#viewer.take(path)
    if (early.length > 0) path.data(bytes(...early))
    if (!real) path.start()
  }
}

function pathFor(errand: Errand): NioPath | TunnelPath | PassThroughPath {
  if (errand.traits.hypervisor === 'XenServer') return new TunnelPath(errand)
  return errand.traits.hypervisor === 'VMware' ? new PassThroughPath(errand) : new NioPath(errand)
}

export type { ConsoleState } from './consoles.ts'
export type { Listening } from './endpoint.ts'
export type { ConsoleTraits } from './traits.ts'
export type { Dial, Upstream, UpstreamEnd, VncAddress } from './upstream.ts'
export type { ConsolePeer } from './viewer.ts'
