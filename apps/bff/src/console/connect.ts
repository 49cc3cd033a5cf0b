import { createHash, randomBytes } from 'node:crypto'
import { connect as connectTcp, type Socket as Tcp } from 'node:net'
import type { Cause } from './closings.ts'
import { Intake } from './intake.ts'
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

/** By TCP or TLS; `failed` is a Cause whose `detail` holds neither token nor secret. */
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
    open(target, options, cancel.signal).then(({ tcp, intake, address }) => {
      clearTimeout(timer)
      if (cancel.signal.aborted) tcp.destroy()
      else listener.opened(new ProxySocket(tcp, intake), address)
    }, fail)
  }
}

/** To the one address the name stood for when it was checked, by TLS with the name CloudStack said, and then upgraded. */
async function open(target: Target, { resolve, secure }: NetworkOptions, signal: AbortSignal) {
  const host = await resolve(target.host)
  const intake = new Intake()
  const way = { host, port: target.port, noDelay: true, onread: intake.onread }
  const tcp = target.secure ? await secure(way, target, signal) : await connected(connectTcp(way), 'connect', signal)
  await upgrade(target, tcp, intake, signal)
  return { tcp, intake, address: host }
}

/** RFC 6455 §1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** More than any answer to an upgrade. */
const longestAnswer = 16 * 1024

/**
 * Asks for a WebSocket over a connection, and leaves in its intake what comes after the answer. The path is put together
 * as it is, because the proxy decodes nothing in the token, and no extension is offered: compression costs the proxy four
 * times the processor (reference "Console path", §1.3, §2.4).
 */
function upgrade({ host, port, path, token, extra }: Target, tcp: Tcp, intake: Intake, signal: AbortSignal) {
  const key = randomBytes(16).toString('base64')
  const lines = [
    `GET /${path}?token=${token}&extra=${extra} HTTP/1.1`,
    `Host: ${host.includes(':') ? `[${host}]` : host}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Protocol: binary',
  ]
  return new Promise<void>((done, failed) => {
    const fail = (error: Error) => {
      tcp.destroy()
      failed(error)
    }
    let heard: Buffer = Buffer.alloc(0)
    signal.addEventListener('abort', () => fail(new Error('given up')), { once: true })
    tcp.on('error', fail).once('close', () => failed(new Error('the connection was closed')))
    intake.take((bytes) => {
      heard = Buffer.concat([heard, bytes])
      const end = heard.indexOf('\r\n\r\n')
      if (end < 0 && heard.length < longestAnswer) return true
      const wrong = objection(heard.toString('latin1', 0, Math.max(end, 0)), key)
      intake.giveBack(heard.subarray(end + 4))
      if (wrong) fail(new Error(wrong))
      else done()
      return true
    })
    tcp.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  })
}

function objection(answer: string, key: string): string | undefined {
  const [status = '', ...lines] = answer.split('\r\n')
  const [, code] = /^HTTP\/1\.1 (\d{3})( |$)/.exec(status) ?? []
  if (code === undefined) return 'it does not speak HTTP'
  if (code !== '101') return `it answered ${code} and opened no WebSocket`
  const header = (name: string) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`))
  const said = (name: string) =>
    header(name)
      ?.slice(name.length + 1)
      .trim()
  const accept = createHash('sha1')
    .update(key + guid)
    .digest('base64')
  if (said('sec-websocket-accept') !== accept) return 'it opened a WebSocket for somebody else'
  if (said('sec-websocket-protocol') !== 'binary') return 'it speaks another subprotocol than binary'
  if (said('sec-websocket-extensions')) return 'it uses an extension that was not asked for'
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
