import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import type { ConsoleEndpoint } from '@stratoview/api-client'

/** CloudStack named something we do not connect to. */
export class Forbidden extends Error {}

/** Turns a host into the one address to connect to. Throws Forbidden, or the resolver's error. */
export type Resolve = (host: string) => Promise<string>

export interface TargetRules {
  /** Ports beside 8080 and 8443. */
  ports: readonly number[]
  /** The CloudStack's own address. One on loopback is a developer's: its consoles may be there too, at any port from 1024. */
  cloudstackUrl: string | undefined
  lookup?: typeof lookup
}

const proxyPorts = [8080, 8443]

/**
 * Where nobody's console proxy is, but what would be worth reaching through us: this machine, the link and with it the
 * metadata services of clouds, groups. Private networks are not among them: console proxies often live there.
 */
const forbidden = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24], // holds 192.0.0.192, a metadata service
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  forbidden.addSubnet(net, bits, 'ipv4')
for (const address of ['100.100.100.200', '168.63.129.16']) forbidden.addAddress(address, 'ipv4') // metadata services
for (const [net, bits] of [
  ['::', 96], // unspecified, loopback, and IPv4 as it was once written in IPv6
  ['fe80::', 10],
  ['ff00::', 8],
  ['64:ff9b::', 96], // IPv4 behind a translator
  ['64:ff9b:1::', 48], // … of one's own
  ['2002::', 16],
] as const)
  forbidden.addSubnet(net, bits, 'ipv6')
forbidden.addAddress('fd00:ec2::254', 'ipv6') // a metadata service

/** BlockList itself looks through addresses mapped into IPv6. */
const isForbidden = (address: string) => forbidden.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')
const isLoopback = (address: string) =>
  isIP(address) > 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const hostname = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/

/** What a URL would read as an address (`127.1`, `0x7f.1`) or not at all (`1.2.3.4.5`) is no name. */
const isName = (host: string) =>
  hostname.test(host) && URL.canParse(`ws://${host}/`) && new URL(`ws://${host}/`).hostname === host.toLowerCase()

/** The WebSocket CloudStack named. Its text goes into a URL as it is, so every part must be what it claims to be. */
export interface Named {
  host: string
  port: number
  secure: boolean
  path: string
  token: string
}

/** A way into one VM's screen. It never leaves this process. */
export interface Target extends Named {
  /** Our own secret, without which the token is useless. */
  extra: string
  /** The zone's id and name: whose certificate pins count. */
  zones: readonly string[]
}

export interface Targets {
  /** Throws Forbidden. */
  check(endpoint: ConsoleEndpoint): Named
  resolve: Resolve
}

/** The rules of `forbidden` and the ports, with loopback allowed where CloudStack itself is on it. */
export function createTargets({ ports, cloudstackUrl, lookup: ask = lookup }: TargetRules): Targets {
  const local = isLocal(cloudstackUrl)
  const refuse = (address: string) => isForbidden(address) && !(local && isLoopback(address))
  return {
    check({ websocket, url }) {
      const { host = '', path = 'websockify', token = '' } = websocket ?? {}
      const port = Number(websocket?.port)
      const simulated = local && isLoopbackName(host) && port >= 1024 && port < 65_536
      if (isIP(host) === 0 && !isName(host)) throw new Forbidden('the host is no name and no address')
      if (isIP(host) > 0 && refuse(host)) throw new Forbidden(`the address ${host}`)
      if (!simulated && ![...proxyPorts, ...ports].includes(port)) throw new Forbidden(`port ${String(port)}`)
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(path)) throw new Forbidden('the path')
      if (!/^[A-Za-z0-9+/=_-]{1,8192}$/.test(token)) throw new Forbidden('the token is not base64')
      return { host, port, secure: port === 8443 || url?.startsWith('https:') === true, path, token }
    },
    async resolve(host) {
      const found = isIP(host) > 0 ? [host] : (await ask(host, { all: true })).map(({ address }) => address)
      const bad = found.find(refuse)
      // A name that stands for one good and one bad address is not one to try.
      if (bad !== undefined) throw new Forbidden(`the address ${bad}`)
      return found[0]!
    },
  }
}

/** Whether CloudStack is on this machine, as a developer's is: what belongs to it may be here, too. */
export const isLocal = (cloudstackUrl: string | undefined): boolean =>
  cloudstackUrl !== undefined && isLoopbackName(new URL(cloudstackUrl).hostname)

const isLoopbackName = (host: string) => host === 'localhost' || isLoopback(host.replace(/^\[|\]$/g, ''))
