import { createHash, randomBytes } from 'node:crypto'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { connect as connectTcp, type Socket as Tcp } from 'node:net'
import type { Cause } from './closings.ts'
import { ProxySocket } from './proxy-socket.ts'
import type { Socket } from './socket.ts'
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

export function overNetwork(options: NetworkOptions): Connect {
  return (target, listener) => {
    const cancel = new AbortController()
    const fail = (error: Error) => {
      if (cancel.signal.aborted) return
      cancel.abort()
      clearTimeout(timer)
      listener.failed(causeOf(error, [target.token, target.extra]))
    }
    const timer = setTimeout(() => fail(new Error('nothing answered in time')), options.timeout)
    open(target, options, cancel.signal).then(({ tcp, head, address }) => {
      clearTimeout(timer)
      if (cancel.signal.aborted) tcp.destroy()
      else listener.opened(new ProxySocket(tcp, head), address)
    }, fail)
  }
}

/** To the one address the name stood for when it was checked, by TLS with the name CloudStack said, and then upgraded. */
async function open(target: Target, { resolve, secure }: NetworkOptions, signal: AbortSignal) {
  const address = await resolve(target.host)
  const tcp = await connected(connectTcp({ host: address, port: target.port, noDelay: true }), 'connect', signal)
  const socket = target.secure ? await secure(tcp, target, signal) : tcp
  const { head } = await upgrade(target, socket, signal)
  return { tcp: socket, head, address }
}

/** RFC 6455 §1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/**
 * Asks for a WebSocket over a connection. The path is put together as it is, because the proxy decodes nothing in the
 * token, and no extension is offered: compression costs the proxy four times the processor (reference "Console path",
 * §1.3, §2.4).
 */
function upgrade({ host, port, path, token, extra }: Target, socket: Tcp, signal: AbortSignal) {
  const key = randomBytes(16).toString('base64')
  const asked = request({
    createConnection: () => socket,
    path: `/${path}?token=${token}&extra=${extra}`,
    setHost: false,
    headers: {
      Host: `${host.includes(':') ? `[${host}]` : host}:${port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': key,
      'Sec-WebSocket-Protocol': 'binary',
    },
  })
  return new Promise<{ head: Buffer }>((done, failed) => {
    const fail = (error: Error) => {
      abandon(asked, socket)
      failed(error)
    }
    signal.addEventListener('abort', () => fail(new Error('given up')), { once: true })
    asked.on('error', fail)
    asked.on('response', ({ statusCode }) => fail(new Error(`it answered ${statusCode} and opened no WebSocket`)))
    asked.on('upgrade', (answer, _, head) => {
      const wrong = objection(answer, key)
      if (wrong) fail(new Error(wrong))
      else done({ head })
    })
    asked.end()
  })
}

function abandon(asked: ClientRequest, socket: Tcp): void {
  // What still comes of it concerns nobody.
  asked.on('error', () => undefined)
  asked.destroy()
  socket.destroy()
}

function objection({ headers }: IncomingMessage, key: string): string | undefined {
  const accept = createHash('sha1')
    .update(key + guid)
    .digest('base64')
  if (headers['sec-websocket-accept'] !== accept) return 'it opened a WebSocket for somebody else'
  if (headers['sec-websocket-protocol'] !== 'binary') return 'it speaks another subprotocol than binary'
  if (headers['sec-websocket-extensions']) return 'it uses an extension that was not asked for'
  return undefined
}

const untrusted = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL|EPROTO)/

/** What a failure means. An error's text may hold the path, so what is secret in it is taken out. */
export function causeOf(error: Error, secrets: readonly string[]): Cause {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const detail = secrets.reduce((text, one) => text.replaceAll(one, '[redacted]'), `${code} ${error.message}`.trim())
  if (error instanceof Forbidden) return { why: 'forbidden-address', detail }
  if (error instanceof Untrusted || untrusted.test(code)) return { why: 'untrusted', detail }
  return { why: 'unreachable', detail }
}
