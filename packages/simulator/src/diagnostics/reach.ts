import { hash } from '../random.ts'
import { cardsOf, isIpv4, together, type Card, type Guest } from './guest.ts'

/** How it is with the way to an address. */
export interface Way {
  ip: string
  /** What the tools print before the address: the name that was asked for, or the address again. */
  name: string
  /**
   * `answers`; `silent`: nothing ever comes back; `no-neighbour`: nobody has the address on the VM's own network;
   * `unknown-name`, `no-resolver`: the name did not become an address.
   */
  state: 'answers' | 'silent' | 'no-neighbour' | 'unknown-name' | 'no-resolver'
  /** The card it leaves by. */
  card: Card | undefined
  /** Addresses on the way, the last the target's own; without it when the target is silent. */
  hops: string[]
  /** Milliseconds there and back, about. */
  rtt: number
  /** Every so-manieth packet is lost; 0: none. */
  loses: number
  /** Of a neighbour. */
  mac: string | undefined
}

const internet = ['192.0.2.1', '192.0.2.33', '192.0.2.129', '192.0.2.210']

/** What a VM reaches of its cloud: its neighbours when they run, its gateways, and the world behind the public one. */
export function wayTo(guest: Guest, target: string): Way {
  const name = target.toLowerCase()
  const cards = cardsOf(guest)
  const trouble = guest.world.troubles.get(guest.row.id)
  const failed = (state: Way['state'], ip = ''): Way => ({
    ip,
    name,
    state,
    card: cards.find((card) => ip !== '' && together(card.ip, ip, card.netmask)),
    hops: [],
    rtt: 0,
    loses: 0,
    mac: undefined,
  })
  const ip = isIpv4(name) ? name : resolved(guest, name)
  if (ip === undefined) return failed(trouble === 'failing-gateway' ? 'no-resolver' : 'unknown-name')
  const answers = (hops: string[], rtt: number, card: Card | undefined, loses = 0): Way => {
    return { ip, name, state: 'answers', card, hops: [...hops, ip], rtt, loses, mac: macOf(guest, ip) }
  }
  if (ip.startsWith('127.') || cards.some((card) => card.ip === ip)) return answers([], 0.04, undefined)
  const near = cards.find((card) => together(card.ip, ip, card.netmask))
  const publicCard = cards.find(({ traffic }) => traffic === 'Public')
  const dead = trouble === 'failing-gateway' ? publicCard?.gateway : undefined
  // An agent that is lost because the way to the management server is.
  if (trouble === 'agent-down' && isManagement(guest, ip)) {
    const gateway = cards.find(({ traffic }) => traffic === 'Management')?.gateway
    return { ...failed('silent', ip), hops: gateway && near === undefined ? [gateway] : [] }
  }
  if (near) return ip !== dead && isUp(guest, near, ip) ? answers([], 0.35, near) : failed('no-neighbour', ip)
  const inside = cards.find(({ traffic }) => traffic === 'Management')
  if (inside?.gateway && ip.startsWith('10.')) {
    return known(guest, ip)
      ? answers([inside.gateway], 0.7, inside)
      : { ...failed('silent', ip), hops: [inside.gateway] }
  }
  if (publicCard?.gateway === undefined || dead !== undefined) return failed('no-neighbour', ip)
  if (/^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(ip) && !known(guest, ip))
    return { ...failed('silent', ip), hops: [publicCard.gateway] }
  const far = internet.slice(0, 2 + (hash(ip) % 3))
  return answers(
    [publicCard.gateway, ...far],
    8 + (hash(ip) % 140) / 10,
    publicCard,
    trouble === 'lossy-uplink' ? 3 : 0,
  )
}

/** Names of the VMs behind a router are in its hosts file; others are of the world's own making. */
function resolved({ world, row }: Guest, name: string): string | undefined {
  if (name === 'localhost') return '127.0.0.1'
  const behind = world.tables.instances.find((vm) => vm.name.toLowerCase() === name && nicsOf(vm).some(isBehind(row)))
  if (behind) return nicsOf(behind)[0]?.ipaddress
  if (world.troubles.get(row.id) === 'failing-gateway') return undefined
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name) || name.endsWith('.invalid')) return undefined
  return `192.0.2.${1 + (hash(name) % 254)}`
}

interface HasNic {
  ipaddress?: string
  networkid?: string
  macaddress?: string
}

export const nicsOf = (vm: object): HasNic[] => ('nic' in vm && Array.isArray(vm.nic) ? (vm.nic as HasNic[]) : [])

/** Cards in a network that the router has one in, too. */
export const isBehind =
  (row: object) =>
  ({ networkid }: HasNic): boolean =>
    nicsOf(row).some((nic) => nic.networkid === networkid)

/** An instance that is stopped has nobody to answer; the addresses of others answer when the world has them. */
function isUp(guest: Guest, card: Card, ip: string): boolean {
  if (card.traffic !== 'Guest') return card.gateway === ip || card.traffic === 'Control' || known(guest, ip)
  const { world, row } = guest
  const owner = world.tables.instances.find((vm) =>
    nicsOf(vm).some((nic) => nic.ipaddress === ip && isBehind(row)(nic)),
  )
  if (owner) return owner.state === 'Running'
  const router = world.tables.routers.find(
    (other) => other.id !== row.id && nicsOf(other).some((nic) => nic.ipaddress === ip && isBehind(row)(nic)),
  )
  // A redundant pair has its gateway on the one that leads.
  return router ? router.state === 'Running' : ip.endsWith('.1')
}

/** Whether the world has the address at all: a host, a store, a name server, a management server, a system VM. */
function known({ world }: Guest, ip: string): boolean {
  const { hosts, storagePools, imageStores, zones, managementServers, systemVms, routers, pods } = world.tables
  return (
    hosts.some(({ ipaddress }) => ipaddress === ip) ||
    storagePools.some(({ ipaddress }) => ipaddress === ip) ||
    imageStores.some(({ url }) => url?.includes(`//${ip}/`)) ||
    zones.some((zone) => [zone.dns1, zone.dns2, zone.internaldns1, zone.internaldns2].includes(ip)) ||
    pods.some(({ gateway }) => gateway === ip) ||
    managementServers.some((server) => [server.ipaddress, server.serviceip].includes(ip)) ||
    systemVms.some((vm) => vm.state === 'Running' && [vm.publicip, vm.privateip].includes(ip)) ||
    routers.some((router) => router.state === 'Running' && router.publicip === ip)
  )
}

function isManagement({ world }: Guest, ip: string): boolean {
  return world.tables.managementServers.some((server) => [server.ipaddress, server.serviceip].includes(ip))
}

function macOf({ world }: Guest, ip: string): string | undefined {
  for (const vm of [...world.tables.instances, ...world.tables.routers]) {
    const nic = nicsOf(vm).find(({ ipaddress }) => ipaddress === ip)
    if (nic) return nic.macaddress
  }
  const tail = hash(ip).toString(16).padStart(8, '0')
  return `1e:00:${tail.slice(0, 2)}:${tail.slice(2, 4)}:${tail.slice(4, 6)}:${tail.slice(6)}`
}
