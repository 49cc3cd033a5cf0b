import type { TlsSetting } from './use-tls-settings.ts'

/** The three ways of the guide to encrypt consoles and transfers. */
export type Way = 'wildcard' | 'balanced' | 'offloaded'

export const ways: Readonly<Record<Way, { label: string; text: string }>> = {
  wildcard: {
    label: 'A wildcard certificate and DNS',
    text: 'Every system VM has a name made of its address. DNS resolves 203-0-113-5.console.example.org to 203.0.113.5 for each public address, and one wildcard certificate is on all of them.',
  },
  balanced: {
    label: 'One name and a load balancer that passes TLS on',
    text: 'One name for the console proxies and one for secondary storage lead to a load balancer, which passes connections on as they are. The certificate is on the system VMs.',
  },
  offloaded: {
    label: 'One name and a load balancer that ends TLS',
    text: 'The load balancer holds the certificates and speaks without encryption to the system VMs: none is uploaded to CloudStack. Their public addresses must not be reachable directly.',
  },
}

export interface Names {
  consoles: string
  storage: string
}

/** What each setting has to be. Guide, “SSL-Offloading with Load-balancing”; reference §8.1 for the wildcard. */
export function wantedBy(way: Way, { consoles, storage }: Names): Readonly<Record<TlsSetting, string>> {
  return {
    'consoleproxy.url.domain': consoles,
    'consoleproxy.sslEnabled': 'true',
    'secstorage.ssl.cert.domain': way === 'wildcard' ? consoles : storage,
    'secstorage.encrypt.copy': 'true',
  }
}

/** Why a setting is among them. */
export const why: Readonly<Record<TlsSetting, string>> = {
  'consoleproxy.url.domain': 'The name in console URLs. Empty: the proxy’s address, without TLS.',
  'consoleproxy.sslEnabled': 'Console URLs begin with https; without it they stay http, whatever else is set.',
  'secstorage.ssl.cert.domain': 'The name in the URLs of uploads and downloads.',
  'secstorage.encrypt.copy': 'Uploads, downloads and copies between zones go by https.',
}

export interface Rule {
  from: string
  to: string
  what: string
}

/** What a balancer must send where. Guide: “These ports needed to be configured”; reference “Console path”, §1.1 for 8443. */
export function portsOf(way: Way, consolePort: 8080 | 8443): Rule[] {
  if (way === 'wildcard') return []
  const offloaded = way === 'offloaded'
  return [
    { from: 'consoles:443', to: `console proxy:${offloaded ? 80 : 443}`, what: 'CloudStack’s own console page' },
    {
      from: `consoles:${consolePort}`,
      to: `console proxy:${consolePort}`,
      what: offloaded ? 'the console’s WebSocket, TLS ended at the balancer' : 'the console’s WebSocket',
    },
    { from: 'storage:443', to: `secondary storage VM:${offloaded ? 80 : 443}`, what: 'uploads, downloads, copies' },
  ]
}
