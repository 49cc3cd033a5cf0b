import { createHash, X509Certificate } from 'node:crypto'
import { isIP, type OnReadOpts, type Socket as Tcp } from 'node:net'
import { connect, createSecureContext, getCACertificates, type SecureContext, type TLSSocket } from 'node:tls'
import type { Target } from './targets.ts'

/** The proxy's key is not one of its zone's. */
export class Untrusted extends Error {}

/** Speaks TLS over a connection, or over one it makes; resolves once the other end has proven who it is. */
export type Secure = (way: Way, target: Pick<Target, 'host' | 'zones'>, signal: AbortSignal) => Promise<TLSSocket>
/** `host`: an address. Only a connection made by TLS itself can be read into memory of ours. */
export type Way = { socket: Tcp } | { host: string; port: number; onread: OnReadOpts }

export interface TrustOptions {
  /** PEM, trusted beside the system's own. */
  ca?: string | undefined
  /** The same, when they have been read before. */
  known?: Authorities
  /** Zone id or name, or `*`, to SHA-256 of the public key (SPKI) in base64. */
  pins: Readonly<Record<string, readonly string[]>>
}

/**
 * Whom we believe to be a console proxy: one that a system CA or the configured one vouches for under the name
 * CloudStack said, or, in a zone with pins, one that has a pinned key. There is no way to believe anybody.
 */
export function createTrust({ ca, known = authorities(ca), pins }: TrustOptions): Secure {
  return async (way, { host, zones }, signal) => {
    const secureContext = known()
    const zone = [...zones, '*'].find((one) => Object.hasOwn(pins, one))
    const pinned = zone === undefined ? undefined : pins[zone]
    const servername = isIP(host) > 0 ? '' : host
    // Where there is no server name it is the address that the certificate must be for.
    const identity = { servername, ...('socket' in way && { host }) }
    const secure = connect({ ...way, ...identity, secureContext, rejectUnauthorized: pinned === undefined })
    secure.setNoDelay(true)
    await connected(secure, 'secureConnect', signal)
    if (pinned && !pinned.includes(keyOf(secure))) {
      secure.destroy()
      throw new Untrusted('the key is not the pinned one')
    }
    return secure
  }
}

export type Authorities = () => SecureContext

/** The system's authorities, and those in `ca` (PEM). One for all connections, made at the first: the list is by far the largest part. */
export function authorities(ca?: string): Authorities {
  let context: SecureContext | undefined
  return () => {
    if (context) return context
    const all = [...getCACertificates('default'), ...getCACertificates('system'), ...(ca ? [ca] : [])]
    context = createSecureContext({ ca: [...new Set(all)], minVersion: 'TLSv1.2' })
    return context
  }
}

/** Resolves when a socket is there; rejects with its error, and destroys it when the signal says so. */
export function connected<S extends Tcp | TLSSocket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  return new Promise((done, failed) => {
    const give = () => {
      socket.destroy()
      failed(new Error('nothing answered in time'))
    }
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
    // It stays: an error that comes while nobody else listens must not end the process.
    socket.on('error', failed)
    socket.once('close', () => failed(new Error('the connection was closed')))
    socket.once(event, () => {
      signal.removeEventListener('abort', give)
      done(socket)
    })
  })
}

/** What a pin is compared with: base64 of SHA-256 of the certificate's public key. */
export function pinOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

/** Not `getPeerX509Certificate`, which answers only once. */
export function certificateOf(socket: TLSSocket): X509Certificate | undefined {
  const { raw } = socket.getPeerCertificate()
  return raw && new X509Certificate(raw)
}

function keyOf(socket: TLSSocket): string {
  const certificate = certificateOf(socket)
  return certificate ? pinOf(certificate) : ''
}
