import type { ServedRow } from '@stratoview/bff/app'
import { covers } from '../../vm/certificate-names.ts'
import type { Arranged } from './pem/arrange.ts'
import type { Check } from './pem/checks.ts'
import type { Certificate } from './pem/material.ts'
import { nameFor, namingOf } from './pem/names.ts'
import { wantedFor, type TlsSettings, type ZoneDomain } from './use-tls-settings.ts'

interface Around {
  arranged: Arranged
  domain: string
  settings: TlsSettings | undefined
  served: readonly ServedRow[] | undefined
  zones: readonly ZoneDomain[]
  /** The page came over https, or from this machine. */
  secure: boolean
}

/** What is not about the files themselves: the way they go, the settings they meet, what is served today. */
export function surroundings({ arranged: { server }, domain, settings, served, zones, secure }: Around): Check[] {
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
  if (settings !== undefined && domain !== '') found.push(...agreement(domain, settings, server.names))
  found.push(...ofZones(server, domain, settings?.['consoleproxy.url.domain']?.value ?? '', zones))
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
function agreement(domain: string, settings: TlsSettings, names: readonly string[]): Check[] {
  const wanted = wantedFor(domain)
  const value = (name: keyof TlsSettings) => settings[name]?.value ?? ''
  const off = (['consoleproxy.sslEnabled', 'secstorage.encrypt.copy'] as const).filter(
    (name) => value(name) !== wanted[name],
  )
  // Behind a balancer secondary storage has a name of its own, which the certificate then holds as well.
  const fits = (value: string) => value === domain || (namingOf(value) === 'fixed' && covers(names, value))
  const elsewhere = (['consoleproxy.url.domain', 'secstorage.ssl.cert.domain'] as const).filter(
    (id) => !fits(value(id)),
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

/** Zones that name their proxies by a domain of their own: one certificate is for all of them. */
function ofZones(server: Certificate, domain: string, everywhere: string, zones: readonly ZoneDomain[]): Check[] {
  const own = zones.filter((zone) => zone.domain !== '' && zone.domain !== domain && zone.domain !== everywhere)
  return own.map((zone): Check => {
    const missing = zone.addresses.map((ip) => nameFor(zone.domain, ip)).find((name) => !covers(server.names, name))
    const title = `${zone.zone} has a domain of its own: ${zone.domain}.`
    return missing === undefined
      ? { id: `zone ${zone.zone}`, level: 'pass', title, text: 'The certificate covers its console proxies too.' }
      : {
          id: `zone ${zone.zone}`,
          level: 'warn',
          title,
          text: `The certificate does not cover ${missing}: consoles of this zone would be refused.`,
        }
  })
}
