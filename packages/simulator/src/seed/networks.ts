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
  /** Addresses that are in use. */
  taken: Set<string>
}

/** A site's rows, ready for its routers. */
export interface Laid {
  site: Site
  place: Place
  owner: Owner
  vpc: Vpc | undefined
  guests: Guest[]
  created: string
}

/** What a seed in the making holds. */
export interface Ground {
  places: Places
  people: People
  offerings: Offerings
  /** Hands out VLANs. */
  vlan: () => number
  /** So many ms before now, as CloudStack writes dates. */
  ago: (ms: number) => string
}

/** Lays a site's networks, and its VPC. Recorded: listNetworks, listVPCs. */
export function layNetworks(world: World, ground: Ground, site: Site): Laid {
  const place = ground.places.of(site.zone)
  const owner = ground.people.owner(site.owner)
  const created = world.date(ageOf(site))
  const guests: Guest[] = []
  if (site.kind !== 'vpc') {
    const prefix = site.kind === 'shared' ? String(site.net) : '10.1.1'
    guests.push(layGuest(world, ground, { site, place, owner, created, name: site.name, prefix, vms: site.vms ?? 0 }))
    return { site, place, owner, created, vpc: undefined, guests }
  }
  const vpc = vpcRow(world, ground, { site, place, owner, created })
  for (const [index, [name, vms]] of Object.entries(site.tiers ?? {}).entries()) {
    const prefix = `${site.net}.${index + 1}`
    guests.push(layGuest(world, ground, { site, place, owner, created, name, prefix, vms, vpc }))
  }
  vpc.network = guests.map((guest) => guest.network)
  world.tables.vpcs.push(vpc)
  return { site, place, owner, created, vpc, guests }
}

interface SitePlan {
  site: Site
  place: Place
  owner: Owner
  created: string
}

interface GuestPlan extends SitePlan {
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
  return { network, gateway: `${plan.prefix}.1`, vlan, vms: plan.vms, taken: new Set() }
}

const hour = 3_600_000
/** The number after the newest of the demo's story. */
const next = 1052

/** How old a site is, ms. Low numbers are old: nine hours for each of the story; a fleet's, above them, are of the last month. */
export function ageOf({ routers: [first] }: Site): number {
  const n = first?.n ?? 0
  return n < next ? (next - n) * 9 * hour : (30 * 24 * hour * next) / n
}

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
  const { site, place, owner, name, prefix, vpc } = plan
  const sort = sortOf(plan)
  const shared = sort === 'shared'
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
    state: shared ? 'Setup' : 'Implemented',
    related: id,
    broadcasturi: `vlan://${vlan}`,
    dns1: place.zone.dns1,
    type: shared ? 'Shared' : 'Isolated',
    vlan,
    acltype: shared ? 'Domain' : 'Account',
    subdomainaccess: shared ? true : undefined,
    // A shared network belongs to a domain and is open to those below it; others to an account.
    account: shared ? undefined : owner.account,
    projectid: owner.projectid,
    project: owner.project,
    domainid: owner.domainid,
    domain: owner.domain,
    domainpath: owner.domainpath,
    vpcid: vpc?.id,
    vpcname: vpc?.name,
    egressdefaultpolicy: shared || vpc ? undefined : sort === 'redundant',
    service: services[sort],
    networkdomain: domainNameOf(world, owner),
    physicalnetworkid: place.physicalNetworkId,
    restartrequired: false,
    specifyvlan: shared,
    specifyipranges: shared,
    canusefordeploy: true,
    ispersistent: false,
    tags: [],
    details: {},
    displaynetwork: true,
    strechedl2subnet: false,
    redundantrouter: sort === 'redundant',
    supportsvmautoscaling: !shared,
    created: plan.created,
    receivedbytes: 0,
    sentbytes: 0,
    publicmtu: 1500,
    privatemtu: 1500,
    hasannotations: false,
  }
}

/** `cs<account>cloud.internal`, from the account's own number. */
export function domainNameOf(world: World, owner: Owner): string {
  if (owner.account === undefined) return 'cs12cloud.internal'
  return `cs${world.tables.accounts.findIndex((account) => account.name === owner.account) + 2}cloud.internal`
}

function vpcRow(world: World, ground: Ground, { site, place, owner, created }: SitePlan): Vpc {
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
    created,
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
