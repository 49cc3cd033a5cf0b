import { connect as connectTcp, type Socket as Tcp } from 'node:net'
import { WebSocket } from 'ws'
import type { Cause } from './closings.ts'
import { fromWs, type Socket } from './socket.ts'
import { Forbidden, type Resolve, type Target } from './targets.ts'
import { connected, Untrusted, type Secure } from './trust.ts'

export interface ConnectListener {
  /** The proxy took us in; it speaks after this returns. `address`: where it was reached. */
  opened(socket: Socket, address: string): void
  failed(cause: Cause): void
}

/** Opens the WebSocket to a console proxy and tells once how that went. */
export type Connect = (target: Target, listener: ConnectListener) => void

export interface NetworkOptions {
  resolve: Resolve
  secure: Secure
  /** Milliseconds for name, connection, TLS and upgrade together. */
  timeout: number
}

/** The largest frame a proxy sends is 64 KiB (`consoleproxy.defaultBufferSize`), but that can be set. */
const maxPayload = 1024 * 1024
const fixed = { perMessageDeflate: false, maxPayload, autoPong: false, closeTimeout: 1_000, skipUTF8Validation: true }

/**
 * The network. The URL is put together as it is, because the proxy decodes nothing in the token. No pong is ever sent:
 * whatever a frame's opcode, the proxy writes its payload into the VNC stream (reference "Console path", §1.3).
 */
export function overNetwork(options: NetworkOptions): Connect {
  return (target, listener) => {
    const { host, port, secure, path, token, extra } = target
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
    const url = `${secure ? 'wss' : 'ws'}://${authority}/${path}?token=${token}&extra=${extra}`
    let address = ''
    let over = false
    const cancel = new AbortController()
    const end = (tell: () => void) => {
      if (over) return
      over = true
      clearTimeout(timer)
      tell()
    }
    const ws = new WebSocket(url, ['binary'], {
      ...fixed,
      createConnection: ((_: unknown, created: (error: Error | null, socket?: Tcp) => void) => {
        const found = (at: string) => void (address = at)
        reach(target, options, found, cancel.signal).then((socket) => created(null, socket), created)
        return undefined
      }) as never,
    })
    const fail = (error: Error) =>
      end(() => {
        cancel.abort()
        listener.failed(causeOf(error, [token, extra]))
      })
    const timer = setTimeout(() => {
      fail(new Error('nothing answered in time'))
      ws.terminate()
    }, options.timeout)
    ws.on('error', fail)
    ws.on('close', () => fail(new Error('closed before it opened')))
    ws.on('open', () => end(() => listener.opened(fromWs(ws), address)))
  }
}

/** TCP to the one address the name stood for when it was checked, and TLS with the name CloudStack said. */
async function reach(
  target: Target,
  { resolve, secure }: NetworkOptions,
  found: (address: string) => void,
  signal: AbortSignal,
) {
  const address = await resolve(target.host)
  found(address)
  const socket = await connected(connectTcp({ host: address, port: target.port, noDelay: true, signal }), 'connect')
  return target.secure ? secure(socket, target) : socket
}

const untrusted = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL|EPROTO)/

/** What a failure means. An error's text may hold the URL, so what is secret in it is taken out. */
export function causeOf(error: Error, secrets: readonly string[]): Cause {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const detail = secrets.reduce((text, one) => text.replaceAll(one, '[redacted]'), `${code} ${error.message}`.trim())
  if (error instanceof Forbidden) return { why: 'forbidden-address', detail }
  if (error instanceof Untrusted || untrusted.test(code)) return { why: 'untrusted', detail }
  return { why: 'unreachable', detail }
}
