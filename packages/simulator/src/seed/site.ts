import type { TroubleName } from '../trouble.ts'
import type { Printed } from './health.ts'
import type { AccountName, projectName } from './people.ts'
import type { ZoneName } from './places.ts'

/** One router of a site. Its name is `r-<n>-VM`. */
export interface RouterPlan {
  n: number
  /** Where it runs, or ran last; a host's name. */
  host: string
  /** Running unless told otherwise. */
  state?: 'Stopped' | 'Starting'
  /** Its state in a pair. */
  pair?: 'PRIMARY' | 'BACKUP'
  /** Its own guest address, when it isn't the network's gateway. */
  guest?: string
  /** Still on the template before this release. */
  old?: true
  /** On that template too, but patched in place since: its software is the server's. */
  patched?: true
  trouble?: TroubleName
  /** Check results that differ from a healthy router's. */
  say?: Readonly<Record<string, Printed>>
  /** Ended results: how long ago they were fetched, in ms. */
  checkedAgo?: number
}

/** A network or VPC with its routers, as the demo's story tells it. */
export interface Site {
  name: string
  kind: 'isolated' | 'vpc' | 'shared'
  zone: ZoneName
  owner: AccountName | typeof projectName | 'system'
  /** Source NAT address; shared networks have none. */
  ip?: string
  /** First two bytes of a VPC's addresses, first three of a shared network's. Isolated ones are 10.1.1.0/24. */
  net?: string
  /** What each tier of a VPC is called, with its number of instances. */
  tiers?: Readonly<Record<string, number>>
  /** Instances in an isolated or shared network. */
  vms?: number
  displaytext?: string
  routers: readonly RouterPlan[]
}

/** The same site with nothing wrong: what the calm worlds are made of. */
export function calmed(site: Site): Site {
  const paired = site.routers.length > 1
  const routers = site.routers.map(({ n, host, guest }, index): RouterPlan => {
    const pair = index === 0 ? 'PRIMARY' : 'BACKUP'
    return { n, host, guest, ...(paired ? { pair } : {}) }
  })
  const plain = /^[\w-]+$/.test(site.name)
  return { ...site, name: plain ? site.name : `net-${routers[0]?.n}`, displaytext: undefined, routers }
}
