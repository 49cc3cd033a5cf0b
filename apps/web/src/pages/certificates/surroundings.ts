import type { ServedRow } from '@stratoview/bff/app'
import type { Arranged } from './pem/arrange.ts'
import type { Check } from './pem/checks.ts'
import { namingOf } from './pem/names.ts'
import { wantedFor, type TlsSettings } from './use-tls-settings.ts'

interface Around {
  arranged: Arranged
  domain: string
  settings: TlsSettings | undefined
  served: readonly ServedRow[] | undefined
  /** The page came over https, or from this machine. */
  secure: boolean
}

/** What is not about the files themselves: the way they go, the settings they meet, what is served today. */
export function surroundings({ arranged: { server }, domain, settings, served, secure }: Around): Check[] {
  const found: Check[] = []
  if (!secure) {
    found.push({
      id: 'way',
      level: 'fail',
      title: 'This page did not come over HTTPS.',
      text: 'A private key would cross the network readable to anyone on it. Open Stratoview by https.',
    })
  }
  if (server === undefined) return found
  if (settings !== undefined && domain !== '') found.push(...agreement(domain, settings))
  const latest = (served ?? [])
    .flatMap(({ certificate }) => certificate?.to ?? [])
    .toSorted()
    .at(-1)
  if (latest !== undefined) {
    const day = latest.slice(0, 10)
    found.push(
      Date.parse(latest) > server.to
        ? {
            id: 'older',
            level: 'warn',
            title: 'It ends before what is served today.',
            text: `The one in use ends on ${day}.`,
          }
        : {
            id: 'older',
            level: 'pass',
            title: 'Not older than what is served today.',
            text: `The one in use ends on ${day}.`,
          },
    )
  }
  return found
}

/** What the settings make of it; they are read when the management server starts (recorded: `isdynamic` false). */
function agreement(domain: string, settings: TlsSettings): Check[] {
  const wanted = wantedFor(domain)
  const value = (name: keyof TlsSettings) => settings[name]?.value ?? ''
  const off = (['consoleproxy.sslEnabled', 'secstorage.encrypt.copy'] as const).filter(
    (name) => value(name) !== wanted[name],
  )
  const elsewhere = (['consoleproxy.url.domain', 'secstorage.ssl.cert.domain'] as const).filter(
    (name) => value(name) !== domain,
  )
  return [
    ...off.map((id): Check => ({
      id,
      level: 'warn',
      title: `${id} is ${value(id) || 'empty'}.`,
      text: id.startsWith('console')
        ? 'Consoles stay unencrypted until it is true and the management server has restarted.'
        : 'Uploads and downloads stay unencrypted until it is true and the management server has restarted.',
    })),
    ...elsewhere.map((id): Check => ({
      id,
      level: 'warn',
      title: `${id} is ${value(id) || 'empty'}, not ${domain}.`,
      text:
        namingOf(value(id)) === 'address'
          ? 'CloudStack’s URLs name an address, for which no certificate is made.'
          : 'CloudStack’s URLs name another domain than the certificate.',
    })),
  ]
}
