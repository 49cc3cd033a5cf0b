import type { ConsoleCheck, ConsoleClosing, ProxyCertificate, ProxyNaming } from '@stratoview/bff/app'
import { asJson, read } from '../../api.ts'
import { covers } from '../certificate-names.ts'

/** Goes the way a console would, up to the proxy's door. @throws CloudStackError in CloudStack's words, or 409 `no-websocket` */
export const checkConnection = (virtualmachineid: string, signal: AbortSignal): Promise<ConsoleCheck> =>
  read('/api/consoles/check', { ...asJson('POST', { virtualmachineid }), signal })

/** How CloudStack names console proxies, in words. */
export const namings: Readonly<Record<ProxyNaming, { label: string; text: string }>> = {
  address: { label: 'Plain, by IP address', text: 'CloudStack names each console proxy by its public address.' },
  wildcard: {
    label: 'Wildcard domain',
    text: 'CloudStack makes a name of each proxy’s address. All names must lead to those addresses, and one certificate is for all of them.',
  },
  fixed: {
    label: 'Fixed domain behind a balancer',
    text: 'CloudStack gives every proxy one name. A balancer behind it must send each session to the proxy that was told of it.',
  },
}

/** What went wrong on the way, and where to look. Our advice, worded as advice. */
const troubles: Partial<Record<ConsoleClosing, string>> = {
  unreachable:
    'Nothing answers there. Look whether Stratoview’s server has a route to the proxy’s public network, and whether a firewall lets this port through.',
  untrusted:
    'The certificate is not trusted. Give Stratoview its authority (CONSOLE_CA_FILE) or its pin (CONSOLE_PINS), or upload one that is.',
  'forbidden-address':
    'Stratoview does not connect to such an address, whatever CloudStack says: it is this machine’s, a link’s or a metadata service’s.',
}
export const adviceFor = (why: ConsoleClosing): string =>
  troubles[why] ?? 'The proxy answered with something unexpected.'

/**
 * Whether the settings ask for another way than the one that was found. They are not dynamic: the endpoint stays as it
 * was until the management server starts again (recorded: `createConsoleEndpoint.wildcard`).
 */
export function disagreement(
  { naming, secure }: Pick<ConsoleCheck, 'naming' | 'secure'>,
  settings: ReadonlyMap<string, string>,
): string | undefined {
  const domain = settings.get('consoleproxy.url.domain') ?? ''
  const tls = settings.get('consoleproxy.sslEnabled') === 'true' && domain !== ''
  const wanted: ProxyNaming = domain === '' ? 'address' : domain.startsWith('*') ? 'wildcard' : 'fixed'
  if (wanted === naming && tls === secure) return undefined
  const want = `${namings[wanted].label.toLowerCase()}${tls ? ' with TLS' : ' without TLS'}`
  return `The settings ask for: ${want}. They take effect when the management server starts again, and the console proxies after it.`
}

/** What of a certificate a browser or the relay would object to; empty when nothing. `now`: epoch ms. */
export function flawsOf(certificate: ProxyCertificate, host: string, now: number): string[] {
  const flaws: string[] = []
  if (now < Date.parse(certificate.from)) flaws.push('It is not valid yet.')
  if (now > Date.parse(certificate.to)) flaws.push('It has expired.')
  if (!covers(certificate.names, host)) flaws.push(`It is not for ${host}.`)
  return flaws
}
