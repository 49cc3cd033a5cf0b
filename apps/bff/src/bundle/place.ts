import { isIP } from 'node:net'
import { Forbidden } from '../console/targets.ts'

/** A bundle's address, every part of it checked. It never leaves this process. */
export interface Place {
  secure: boolean
  /** As CloudStack named it: for `Host` and for the certificate. */
  host: string
  port: number
  /** Where to connect; a name only where all storage VMs are behind one. */
  address: string
  path: string
  /** The zone's id and name: whose certificate pins count. */
  zones: readonly string[]
}

/** What of the zone decides whether an address is one of its secondary storage VMs. */
export interface Storage {
  publicips: readonly string[]
  /** `secstorage.ssl.cert.domain`: `*.example.com`, one name for all, or empty. */
  domain: string
  zones: readonly string[]
  /** Whether CloudStack itself is on this machine, as a developer's is: its storage VMs may be there too. */
  local: boolean
}

/**
 * What CloudStack says a bundle's URL is, if it leads to one of the zone's secondary storage VMs: by its public address,
 * by the name made of that, or by the one name of all (reference §6.2). Throws Forbidden.
 */
export function placeOf(text: string, { publicips, domain, zones, local }: Storage): Place {
  if (!URL.canParse(text)) throw new Forbidden('what is no URL')
  const url = new URL(text)
  const { protocol, hostname, pathname, search, username, password } = url
  if (protocol !== 'http:' && protocol !== 'https:') throw new Forbidden(`the protocol ${protocol}`)
  if (username !== '' || password !== '') throw new Forbidden('a URL with a user name in it')
  if (!pathname.startsWith('/userdata/')) throw new Forbidden('a path outside /userdata/')
  const secure = protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const place = { secure, host: hostname, port, path: `${pathname}${search}`, zones }
  if (local && port >= 1024 && /^(localhost|127(\.\d+){3})$/.test(hostname)) return { ...place, address: hostname }
  if (url.port !== '') throw new Forbidden(`port ${url.port}`)
  const address = addressOf(hostname, publicips, domain)
  if (address === undefined) throw new Forbidden(`${hostname}, which is no secondary storage VM of the zone`)
  return { ...place, address }
}

function addressOf(host: string, publicips: readonly string[], domain: string): string | undefined {
  if (isIP(host) > 0) return publicips.find((ip) => ip === host)
  const name = domain.toLowerCase()
  if (name.startsWith('*.')) return publicips.find((ip) => `${ip.replaceAll('.', '-')}${name.slice(1)}` === host)
  return name !== '' && name === host ? host : undefined
}
