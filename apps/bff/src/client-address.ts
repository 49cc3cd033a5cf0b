import { BlockList, isIP } from 'node:net'
import type { Context } from 'hono'

/** Where a request's browser is: an address, or `unknown` when the app is called without a socket. */
export type ClientAddress = (c: Context) => string

/** `10.0.0.0/8`, `::1`: the network, or undefined for what is none. */
function networkOf(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address = '', told] = /^([^/]+?)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? []
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  const bits = told === undefined ? most : Number(told)
  return version === 0 || bits > most ? undefined : { address, bits, family: version === 6 ? 'ipv6' : 'ipv4' }
}

export const isNetwork = (text: string): boolean => networkOf(text) !== undefined

/**
 * The socket's other end, unless that is a trusted proxy: then whom it names in X-Forwarded-For, and so on through further
 * trusted ones. What stands left of the first stranger is the stranger's own word and counts for nothing.
 */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const proxies = new BlockList()
  for (const { address, bits, family } of trusted.map(networkOf).filter((one) => one !== undefined))
    proxies.addSubnet(address, bits, family)
  const isProxy = (address: string) =>
    isIP(address) > 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (c) => {
    const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
    let client = unmapped(env?.incoming?.socket?.remoteAddress ?? 'unknown')
    if (!isProxy(client)) return client
    const told = c.req.header('x-forwarded-for')?.split(',') ?? []
    for (let next = told.pop(); next !== undefined && isProxy(client); next = told.pop()) {
      const address = addressIn(next.trim())
      if (address === undefined) break
      client = address
    }
    return client
  }
}

/** An address as proxies write it, some with a port: `192.0.2.7`, `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
function addressIn(text: string): string | undefined {
  const [, bracketed, plain = text] = /^(?:\[(.+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? []
  const address = unmapped(bracketed ?? plain)
  return isIP(address) > 0 ? address : undefined
}

/** A socket that listens on both families tells IPv4 as `::ffff:192.0.2.7`. */
const unmapped = (address: string) => address.replace(/^::ffff:(?=[\d.]+$)/i, '')

/** What one customer of a provider commonly holds, and can pick any address of: an IPv4 address, the /64 of an IPv6 one. */
export function holdingOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
