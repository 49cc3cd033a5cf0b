import type { Configuration } from '@stratoview/api-client'
import { useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { servedQuery } from '../../vm/served.ts'

/** The settings that decide what is served where, and what CloudStack's URLs look like. */
export const tlsSettings = [
  'consoleproxy.url.domain',
  'consoleproxy.sslEnabled',
  'secstorage.ssl.cert.domain',
  'secstorage.encrypt.copy',
] as const
export type TlsSetting = (typeof tlsSettings)[number]

export type TlsSettings = Readonly<Record<TlsSetting, Configuration | undefined>>

/** Their values for the whole cloud; undefined while they are being asked and for roles that may not read settings. */
export function useTlsSettings(): TlsSettings | undefined {
  const enabled = useSession().apis.has('listConfigurations')
  const consoles = useQuery({ ...q(cs.listConfigurations, { name: 'consoleproxy.' }), enabled })
  const storage = useQuery({ ...q(cs.listConfigurations, { name: 'secstorage.' }), enabled })
  if (consoles.data === undefined || storage.data === undefined) return undefined
  const rows = [...consoles.data.configuration, ...storage.data.configuration]
  return Object.fromEntries(
    tlsSettings.map((name) => [name, rows.find((row) => row.name === name)]),
  ) as unknown as TlsSettings
}

/** What each should be for a certificate of this domain, with TLS all the way to the system VMs. */
export const wantedFor = (domain: string): Readonly<Record<TlsSetting, string>> => ({
  'consoleproxy.url.domain': domain,
  'consoleproxy.sslEnabled': 'true',
  'secstorage.ssl.cert.domain': domain,
  'secstorage.encrypt.copy': 'true',
})

/** A zone whose console proxies are named by a domain of its own, and their addresses. */
export interface ZoneDomain {
  id: string
  zone: string
  domain: string
  addresses: string[]
}

const DOMAIN = 'consoleproxy.url.domain'

/** `consoleproxy.url.domain` of each zone that has console proxies (reference §7.6: its scope is the zone). */
export function useZoneDomains(): ZoneDomain[] {
  const enabled = useSession().apis.has('listConfigurations')
  const proxies = (useQuery(servedQuery).data ?? []).filter(({ systemvmtype }) => systemvmtype === 'consoleproxy')
  const zones = [...Map.groupBy(proxies, ({ zoneid }) => zoneid)]
  const own = useQueries({
    queries: zones.map(([zoneid]) => ({
      ...q(cs.listConfigurations, { name: DOMAIN, zoneid }),
      enabled,
      staleTime: SELDOM,
    })),
  })
  return zones.map(([zoneid, rows], index) => ({
    id: zoneid,
    zone: rows[0]?.zonename ?? zoneid,
    domain: own[index]?.data?.configuration.find(({ name }) => name === DOMAIN)?.value ?? '',
    addresses: rows.flatMap(({ publicip }) => publicip ?? []),
  }))
}
