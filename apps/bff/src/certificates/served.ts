import type { SystemVm } from '@stratoview/api-client'
import { described, type ProxyCertificate } from '../console/probe.ts'
import { pooled } from '../pool.ts'
import type { Hail, Shown } from './hail.ts'

/** The certificate a system VM shows to whoever connects. */
export interface ServedCertificate extends Omit<ProxyCertificate, 'trusted'> {
  /** SHA-256 of it in hex with colons, as `openssl x509 -fingerprint -sha256` says it. */
  fingerprint: string
  /** How many certificates were shown, its own included. */
  chain: number
  /** OpenSSL's name for why none of this server's authorities vouches for it (CONSOLE_CA_FILE adds to them). */
  distrust?: string
}

/** What one system VM serves, as this server sees it at its public address. */
export interface ServedRow {
  id: string
  name: string
  systemvmtype: string
  state: string
  zoneid: string
  zonename?: string
  publicip?: string
  agentstate?: string
  /**
   * `tls`: `certificate` is shown on `port`. `plain`: it answers on `port` without TLS. `silent`: nothing answers where it
   * should. `off`: it does not run, or has no address yet.
   */
  what: 'tls' | 'plain' | 'silent' | 'off'
  port?: number
  certificate?: ServedCertificate
}

/** Where each kind listens: a console proxy on 8443 or else 8080, its page on 443 or 80; a secondary storage VM on 443. */
const listens = {
  consoleproxy: { tls: [8443, 443], plain: [8080, 80] },
  secondarystoragevm: { tls: [443], plain: [80] },
} as const

/** At most this many system VMs are looked at together. */
const atOnce = 8

/**
 * What every system VM serves now, in the order given. `more`: console ports beside the usual ones. Rejects with the
 * signal's reason: many that are silent take long, and nobody may be waiting by then.
 */
export async function servedBy(
  vms: readonly SystemVm[],
  hail: (address: string, port: number) => ReturnType<Hail>,
  more: readonly number[],
  signal: AbortSignal,
): Promise<ServedRow[]> {
  const rows: ServedRow[] = []
  await pooled(vms.entries(), atOnce, async ([index, vm]) => {
    signal.throwIfAborted()
    rows[index] = await look(vm, hail, more)
  })
  return rows
}

async function look(
  vm: SystemVm,
  hail: (address: string, port: number) => ReturnType<Hail>,
  more: readonly number[],
): Promise<ServedRow> {
  const { id, name, systemvmtype, state, zoneid, zonename, publicip, agentstate } = vm
  const row = { id, name, systemvmtype, state, zoneid, zonename, publicip, agentstate }
  if (state !== 'Running' || publicip === undefined) return { ...row, what: 'off' }
  const proxy = systemvmtype === 'consoleproxy'
  const { tls, plain } = listens[proxy ? 'consoleproxy' : 'secondarystoragevm']
  const ports = [...tls, ...(proxy ? more : []), ...plain]
  const answers = await Promise.all(ports.map(async (port) => ({ port, answer: await hail(publicip, port) })))
  const secure = answers.find(({ answer }) => answer?.shown !== undefined)
  if (secure?.answer?.shown !== undefined)
    return { ...row, what: 'tls', port: secure.port, certificate: certificateOf(secure.answer.shown) }
  const open = answers.toReversed().find(({ answer, port }) => answer !== undefined && (port === 8080 || !proxy))
  const other = open ?? answers.find(({ answer }) => answer !== undefined)
  return other === undefined ? { ...row, what: 'silent' } : { ...row, what: 'plain', port: other.port }
}

/** Undefined for one that can't be read, such as of a key or a date OpenSSL doesn't know: it must not hide the other VMs'. */
function certificateOf({ chain, distrust }: Shown): ServedCertificate | undefined {
  const [own] = chain
  if (own === undefined) return undefined
  try {
    const { trusted: _, ...said } = described(own, distrust === undefined)
    return {
      ...said,
      fingerprint: own.fingerprint256,
      chain: chain.length,
      ...(distrust !== undefined && { distrust }),
    }
  } catch {
    return undefined
  }
}
