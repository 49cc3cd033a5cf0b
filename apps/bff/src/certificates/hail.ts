import { X509Certificate } from 'node:crypto'
import { connect as connectTcp, isIP, type Socket as Tcp } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Network } from '../console/network.ts'
import { connected } from '../console/trust.ts'

/** What a TLS server showed. */
export interface Shown {
  /** The server's own first. */
  chain: X509Certificate[]
  /** Why an authority of ours does not vouch for it; absent when one does. */
  distrust?: string
}

/**
 * Goes to a port as a TLS client would and looks at what is shown; nothing is said there. `undefined`: nothing answered
 * or the address is not one to connect to. `shown` is absent when what answers speaks no TLS.
 */
export type Hail = (to: { sessionkey: string; address: string; port: number }) => Promise<{ shown?: Shown } | undefined>

/** Milliseconds for a connection, and again for TLS. */
const patience = 3_000

/** Ports where a system VM is known to speak without TLS: a connection is all there is to see. */
const plain = new Set([80, 8080])

/** By the same rules for addresses and the same authorities as the relay's. */
export function overNetworkHail(
  { targets, authorities }: Pick<Network, 'targets' | 'authorities'>,
  timeout = patience,
): Hail {
  return async ({ address, port }) => {
    // CloudStack tells addresses here. A name would be looked up, and could stand for anything.
    if (isIP(address) === 0) return undefined
    let tcp: Tcp | undefined
    let tls: TLSSocket | undefined
    try {
      const to = { host: await targets.resolve(address), port }
      tcp = await connected(connectTcp(to), 'connect', AbortSignal.timeout(timeout))
      if (plain.has(port)) return {}
      // No name is asked for: one certificate is all a system VM has, and whose names it holds is for the reader to compare.
      tls = connectTls({ socket: tcp, secureContext: authorities(), rejectUnauthorized: false })
      await connected(tls, 'secureConnect', AbortSignal.timeout(timeout))
      return { shown: shownBy(tls) }
    } catch {
      return tcp && {}
    } finally {
      tls?.destroy()
      tcp?.destroy()
    }
  }
}

function shownBy(tls: TLSSocket): Shown {
  const chain: X509Certificate[] = []
  const seen = new Set<string>()
  let next = tls.getPeerCertificate(true)
  while (next?.raw !== undefined && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256)
    chain.push(new X509Certificate(next.raw))
    next = next.issuerCertificate
  }
  return { chain, ...(!tls.authorized && { distrust: String(tls.authorizationError ?? 'untrusted') }) }
}

/** System VMs that are rows of this process: the simulator's `shownAt`. */
export function overEmbeddedHail(
  shownAt: (sessionkey: string, address: string, port: number) => readonly string[] | undefined,
): Hail {
  return async ({ sessionkey, address, port }) => {
    const pems = shownAt(sessionkey, address, port)
    if (pems === undefined) return undefined
    if (pems.length === 0) return {}
    return { shown: { chain: pems.map((pem) => new X509Certificate(pem)), distrust: 'SELF_SIGNED_CERT_IN_CHAIN' } }
  }
}
