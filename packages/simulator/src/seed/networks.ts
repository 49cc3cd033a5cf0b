import type { Network, Vpc } from '@stratoview/api-client'
import type { World } from '../world.ts'
import type { Offerings } from './offerings.ts'
import type { Owner, People } from './people.ts'
import type { Place, Places } from './places.ts'
import { services } from './recorded.ts'
import type { Site } from './site.ts'

/** A guest network that routers and instances have NICs in. */
export interface Guest {
  network: Network
  gateway: string
  vlan: string
  /** How many instances run in it. */
  vms: number
  /** The next instance's address, last byte. */
  next: number
}

/** A site's rows, ready for its routers. */
export interface Laid {
  site: Site
  place: Place
  owner: Owner
  vpc: Vpc | undefined
  guests: Guest[]
}

/** What a seed in the making holds. */
export interface Ground {
  places: Places
  people: People
  offerings: Offerings
  /** Hands out VLANs. */
  vlan: () => number
}

/** Lays a site's networks, and its VPC. Recorded: listNetworks, listVPCs. */
export function layNetworks(world: World, ground: Ground, site: Site): Laid {
  const place = ground.places.of(site.zone)
  const owner = ground.people.owner(site.owner)
  const guests: Guest[] = []
  if (site.kind !== 'vpc') {
    const prefix = site.kind === 'shared' ? String(site.net) : '10.1.1'
    guests.push(layGuest(world, ground, { site, place, owner, name: site.name, prefix, vms: site.vms ?? 0 }))
    return { site, place, owner, vpc: undefined, guests }
  }
  const vpc = vpcRow(world, ground, site, place, owner)
  for (const [index, [name, vms]] of Object.entries(site.tiers ?? {}).entries()) {
    const prefix = `${site.net}.${index + 1}`
    guests.push(layGuest(world, ground, { site, place, owner, name, prefix, vms, vpc }))
  }
  vpc.network = guests.map((guest) => guest.network)
  world.tables.vpcs.push(vpc)
  return { site, place, owner, vpc, guests }
}

interface GuestPlan {
  site: Site
  place: Place
  owner: Owner
  name: string
  /** First three bytes. */
  prefix: string
  vms: number
  vpc?: Vpc
}

function layGuest(world: World, ground: Ground, plan: GuestPlan): Guest {
  const vlan = String(ground.vlan())
  const network = networkRow(world, ground, plan, vlan)
  world.tables.networks.push(network)
  return { network, gateway: `${plan.prefix}.1`, vlan, vms: plan.vms, next: 20 }
}

/** A day's worth of age for every number before the newest, so that low numbers are old. */
export const ageOf = (site: Site) => (1052 - (site.routers[0]?.n ?? 0)) * 9 * 3_600_000

type Sort = 'shared' | 'tier' | 'redundant' | 'isolated'

const offeringNames: Record<Sort, string> = {
  shared: 'DefaultSharedNetworkOffering',
  tier: 'DefaultIsolatedNetworkOfferingForVpcNetworks',
  redundant: 'RedundantIsolated',
  isolated: 'DefaultIsolatedNetworkOfferingWithSourceNatService',
}

function sortOf({ site, vpc }: GuestPlan): Sort {
  if (site.kind === 'shared') return 'shared'
  if (vpc) return 'tier'
  return site.routers.length > 1 ? 'redundant' : 'isolated'
}

function networkRow(world: World, ground: Ground, plan: GuestPlan, vlan: string): Network {
  const { site, place, name, prefix, vpc } = plan
  const sort = sortOf(plan)
  const offering = ground.offerings.network(offeringNames[sort])
  const id = world.uuid()
  return {
    id,
    name,
    displaytext: site.displaytext ?? name,
    broadcastdomaintype: 'Vlan',
    traffictype: 'Guest',
    gateway: `${prefix}.1`,
    netmask: '255.255.255.0',
    cidr: `${prefix}.0/24`,
    zoneid: place.zone.id,
    zonename: place.zone.name,
    networkofferingid: offering.id,
    networkofferingname: offering.name,
    networkofferingdisplaytext: offering.displaytext,
    networkofferingconservemode: true,
    networkofferingavailability: 'Optional',
    issystem: false,
    state: sort === 'shared' ? 'Setup' : 'Implemented',
    related: id,
    broadcasturi: `vlan://${vlan}`,
    dns1: place.zone.dns1,
    type: sort === 'shared' ? 'Shared' : 'Isolated',
    vlan,
    ...ownership(sort, plan.owner),
    ...(vpc ? { vpcid: vpc.id, vpcname: vpc.name } : {}),
    ...(sort === 'isolated' || sort === 'redundant' ? { egressdefaultpolicy: sort === 'redundant' } : {}),
    service: services[sort],
    networkdomain: domainNameOf(world, plan.owner),
    physicalnetworkid: place.physicalNetworkId,
    restartrequired: false,
    specifyvlan: sort === 'shared',
    specifyipranges: sort === 'shared',
    canusefordeploy: true,
    ispersistent: false,
    tags: [],
    details: {},
    displaynetwork: true,
    strechedl2subnet: false,
    redundantrouter: sort === 'redundant',
    supportsvmautoscaling: sort !== 'shared',
    created: world.date(ageOf(site)),
    receivedbytes: 0,
    sentbytes: 0,
    publicmtu: 1500,
    privatemtu: 1500,
    hasannotations: false,
  }
}

/** A shared network belongs to a domain and is open to those below it; others to an account. */
function ownership(sort: Sort, owner: Owner) {
  if (sort !== 'shared') return { acltype: 'Account', ...owner }
  const { domainid, domain, domainpath } = owner
  return { acltype: 'Domain', subdomainaccess: true, domainid, domain, domainpath }
}

/** `cs<account>cloud.internal`, from the account's own number. */
export function domainNameOf(world: World, owner: Owner): string {
  if (!('account' in owner)) return 'cs12cloud.internal'
  return `cs${world.tables.accounts.findIndex((account) => account.name === owner.account) + 2}cloud.internal`
}

function vpcRow(world: World, ground: Ground, site: Site, place: Place, owner: Owner): Vpc {
  const redundant = site.routers.length > 1
  const offering = redundant ? ground.offerings.redundantVpc : ground.offerings.vpc
  return {
    id: world.uuid(),
    name: site.name,
    displaytext: site.displaytext ?? site.name,
    state: 'Enabled',
    zoneid: place.zone.id,
    zonename: place.zone.name,
    service: services.vpc,
    cidr: `${site.net}.0.0/16`,
    vpcofferingid: offering.id,
    vpcofferingname: offering.name,
    created: world.date(ageOf(site)),
    ...owner,
    network: [],
    restartrequired: false,
    networkdomain: domainNameOf(world, owner),
    tags: [],
    fordisplay: true,
    distributedvpcrouter: false,
    regionlevelvpc: false,
    redundantvpcrouter: redundant,
    publicmtu: 1500,
    hasannotations: false,
  }
}
