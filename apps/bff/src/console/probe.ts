import type { X509Certificate } from 'node:crypto'
import { connect as connectTcp, isIP, type Socket as Tcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { causeOf } from './connect.ts'
import type { ConsoleClosing } from './closings.ts'
import type { Resolve, Target } from './targets.ts'
import { certificateOf, connected, pinOf, type Secure } from './trust.ts'

/** What a console proxy's certificate says, and whether we believe it. */
export interface ProxyCertificate {
  subject: string
  issuer: string
  /** The names it is for. */
  names: string[]
  /** ISO 8601. */
  from: string
  to: string
  /** What CONSOLE_PINS would hold. */
  pin: string
  trusted: boolean
}

/** Whether we get to a console proxy: to its port and, over TLS, to its certificate. Nothing of ours is said there. */
export type Reach =
  | { ok: true; address: string; ms: number; certificate?: ProxyCertificate }
  | { ok: false; why: ConsoleClosing; detail?: string; address?: string; certificate?: ProxyCertificate }

export type Probe = (target: Pick<Target, 'host' | 'port' | 'secure' | 'zones'>) => Promise<Reach>

export interface ProbeOptions {
  resolve: Resolve
  secure: Secure
  /** Milliseconds for a connection with TLS. */
  timeout: number
}

/** Over the network, by the same way and the same trust as the relay. */
export function overNetworkProbe({ resolve, secure, timeout }: ProbeOptions): Probe {
  return async (target) => {
    const signal = AbortSignal.timeout(timeout)
    let address: string | undefined
    let socket: Tcp | undefined
    try {
      address = await resolve(target.host)
      const began = performance.now()
      socket = await connected(connectTcp({ host: address, port: target.port }), 'connect', signal)
      const ms = Math.round((performance.now() - began) * 10) / 10
      if (!target.secure) return { ok: true, address, ms }
      const proven = await secure({ socket }, target, signal)
      socket = proven
      const certificate = certificateOf(proven)
      return { ok: true, address, ms, ...(certificate && { certificate: described(certificate, true) }) }
    } catch (error) {
      const { why, detail } = causeOf(error as Error, [])
      const certificate = why === 'untrusted' ? await shown(target, address, timeout) : undefined
      return { ok: false, why, detail, address, ...(certificate && { certificate }) }
    } finally {
      socket?.destroy()
    }
  }
}

/** The certificate that was not believed, only to show it: the connection is closed before anything is said. */
async function shown({ host, port }: Pick<Target, 'host' | 'port'>, address: string | undefined, timeout: number) {
  if (address === undefined) return undefined
  const servername = isIP(host) > 0 ? '' : host
  const signal = AbortSignal.timeout(timeout)
  const tcp = connectTcp({ host: address, port })
  const socket = connectTls({ socket: tcp, servername, rejectUnauthorized: false })
  try {
    await connected(socket, 'secureConnect', signal)
    const certificate = certificateOf(socket)
    return certificate && described(certificate, false)
  } catch {
    return undefined
  } finally {
    socket.destroy()
    tcp.destroy()
  }
}

/** Throws where OpenSSL can't read a key or a date. */
export function described(certificate: X509Certificate, trusted: boolean): ProxyCertificate {
  const { subject, issuer, subjectAltName = '', validFrom, validTo } = certificate
  const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''))
  const iso = (date: string) => new Date(date).toISOString()
  return {
    subject: subject.replaceAll('\n', ', '),
    issuer: issuer.replaceAll('\n', ', '),
    names: names.filter((name) => name !== ''),
    from: iso(validFrom),
    to: iso(validTo),
    pin: pinOf(certificate),
    trusted,
  }
}
