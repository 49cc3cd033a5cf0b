import { fleetSites } from '../fleet.ts'
import { allocate } from '../lifecycle/migrate.ts'
import type { World } from '../world.ts'
import { seedCertificates } from './certificates.ts'
import { seedHistory } from './history.ts'
import { freeNumbers, seedInstances } from './instances.ts'
import { seedInternalLbs } from './internal-lbs.ts'
import { layNetworks, type Ground, type Laid } from './networks.ts'
import { seedComments, seedConsoleSessions } from './notes.ts'
import { seedAncient, seedOfferings } from './offerings.ts'
import { seedPeople } from './people.ts'
import { seedPlaces } from './places.ts'
import { quietSites } from './quiet-sites.ts'
import { alertTypes } from './recorded.ts'
import { seedRouters } from './routers.ts'
import { seedSettings } from './settings.ts'
import { calmed, type Site } from './site.ts'
import { seedSystemVms } from './system-vms.ts'
import { troubledSites } from './troubled-sites.ts'

/**
 * Fills a new world. What is in it follows from its name: the demo, with everything that can be wrong in one place;
 * `calm…`, the same without anything wrong; `empty…`, hosts without a router or system VM; `fleet10000` that many routers;
 * `slow…` the demo with a zone, ams-1, whose lists take 8 s.
 */
export function seed(world: World): void {
  const calm = world.name.startsWith('calm')
  const people = seedPeople(world)
  const places = seedPlaces(world)
  const offerings = seedOfferings(world, places)
  let vlan = 1100
  const ground: Ground = { places, people, offerings, vlan: () => vlan++, ago: remembered((ms) => world.date(ms)) }
  world.tables.alertTypes.push(...alertTypes.map((type) => ({ ...type })))
  seedSettings(world)
  if (world.name.startsWith('empty')) return
  const many = world.routers ?? Number(/^fleet(\d+)/.exec(world.name)?.[1] ?? 0)
  if (!calm) troubleHosts(world, ground)
  if (world.name.startsWith('slow')) world.troubles.set(places.of('ams-1').zone.id, 'slow-list')
  const sites = many > 0 ? sitesFor(world, many) : [...troubledSites, ...quietSites]
  const laid = layAll(world, ground, calm ? sites.map(calmed) : sites)
  seedSystemVms(world, ground, calm)
  seedCertificates(world, calm)
  seedInternalLbs(world, ground, laid, calm)
  const number = freeNumbers(takenNumbers(world))
  for (const site of laid) seedInstances(world, ground, site, number)
  reserveNumbers(world)
  seedComments(world, people, calm)
  seedConsoleSessions(world)
  seedHistory(world)
  if (!calm) seedAncient(world, places)
  count(world)
}

/** Says the same of the same age without working it out again. */
function remembered(date: (msAgo: number) => string): (msAgo: number) => string {
  const said = new Map<number, string>()
  return (msAgo) => {
    const known = said.get(msAgo)
    if (known !== undefined) return known
    const made = date(msAgo)
    said.set(msAgo, made)
    return made
  }
}

/** The demo's sites as far as they go, then as many more as it takes for this number of routers. */
function sitesFor(world: World, routers: number): Site[] {
  const sites: Site[] = []
  let have = 0
  for (const site of [...troubledSites, ...quietSites]) {
    if (have + site.routers.length > routers) continue
    have += site.routers.length
    sites.push(site)
  }
  return [...sites, ...fleetSites(world.random, routers - have, firstOfFleet)]
}

/** Above every number the demo's story uses. */
const firstOfFleet = 1101

/** One whose VMs should have left and are still there, one without room, one that goes down while it is emptied. */
function troubleHosts(world: World, { places }: Ground): void {
  const host = places.host('fra1-kvm-09')
  host.resourcestate = 'Maintenance'
  world.troubles.set(host.id, 'host-in-maintenance')
  const full = places.host('fra1-kvm-02')
  allocate(full, (full.memorytotal ?? 0) - 128 * 1024 ** 2)
  world.troubles.set(places.host('fra2-kvm-06').id, 'goes-down')
}

/** Networks and routers, in the order of their numbers, as CloudStack's own ids would have them. */
function layAll(world: World, ground: Ground, sites: readonly Site[]): Laid[] {
  const numberOf = (site: Site) => site.routers[0]?.n ?? 0
  const laid = sites.toSorted((a, b) => numberOf(a) - numberOf(b)).map((site) => layNetworks(world, ground, site))
  for (const site of laid) seedRouters(world, ground, site)
  return laid
}

const numberIn = (name: string) => Number(name.split('-')[1])

function takenNumbers({ tables }: World): Set<number> {
  return new Set([...tables.routers, ...tables.internalLbs, ...tables.systemVms].map((vm) => numberIn(vm.name)))
}

/** The next VM that is made gets the number after the highest. */
function reserveNumbers(world: World): void {
  const highest = [...takenNumbers(world)].reduce((a, b) => Math.max(a, b), 0)
  while (world.nextNumber() < highest);
}

/** What rows say of other rows: who has how many, and which agents the server talks to. */
function count({ tables }: World): void {
  const [server] = tables.managementServers
  const agents = tables.hosts.filter((host) => host.state === 'Up').map((host) => host.id)
  if (server) Object.assign(server, { agents, agentscount: agents.length })
  for (const account of tables.accounts) {
    const mine = (row: { account?: string | undefined }) => row.account === account.name
    const vms = tables.instances.filter(mine)
    const vmrunning = vms.filter((vm) => vm.state === 'Running').length
    Object.assign(account, {
      vmtotal: vms.length,
      vmrunning,
      vmstopped: vms.length - vmrunning,
      networktotal: tables.networks.filter(mine).length,
      vpctotal: tables.vpcs.filter(mine).length,
    })
  }
}
