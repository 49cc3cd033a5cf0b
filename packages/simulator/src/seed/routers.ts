import type { HealthCheckResult, Host, Nic, Router, Volume } from '@stratoview/api-client'
import { controlState, nicsOff } from '../lifecycle/placement.ts'
import type { World } from '../world.ts'
import { healthResults, noContactResults, vitals } from './health.ts'
import { domainNameOf, type Ground, type Guest, type Laid } from './networks.ts'
import { softwareOf, type Hypervisor, type Release } from './offerings.ts'
import type { RouterPlan, Site } from './site.ts'
import { rootVolume } from './volumes.ts'

const minute = 60_000

/** What a router that lost its agent says of why: the words of the server, with the host's name. */
const unreachable = 'Unable to send command to the agent of the host: the operation timed out'

/** Checksums of the scripts of each release. */
const scripts: Record<Release, string> = {
  '4.22.0': '9f3c1ab7d0e64f5b8c2a71e6f0d43b95',
  '4.20.2': '51d2c8e07a9b4f36a0e51fc2b87d6e14',
}

/** A site's routers with their volumes. Recorded: listRouters.with-health, startRouter, stopRouter, restartNetwork.cleanup. */
export function seedRouters(world: World, ground: Ground, laid: Laid): void {
  const publicmac = world.random.mac()
  for (const plan of laid.site.routers) {
    const router = routerRow(world, ground, laid, plan, publicmac)
    world.tables.routers.push(router)
    world.tables.volumes.push(volumeOf(world, laid, router, ground.places.host(plan.host)))
    if (plan.trouble) world.troubles.set(router.id, plan.trouble)
  }
}

function volumeOf(world: World, laid: Laid, router: Router, host: Host): Volume {
  const pool = laid.place.pools.find((candidate) => candidate.clusterid === host.clusterid)
  const template = world.find('templates', router.templateid)
  return rootVolume(world, { vm: router, vmtype: 'DomainRouter', owner: laid.owner, offering: '5', pool, template })
}

/**
 * A row on its way between Stopped and Running has no link-local address yet; a stopped one has no host either. What a
 * row lacks is undefined here and so absent on the wire: one shape for all keeps a fleet of thousands small and quick.
 */
function routerRow(world: World, ground: Ground, laid: Laid, plan: RouterPlan, publicmac: string): Router {
  const { place, owner, vpc } = laid
  const state = plan.state ?? 'Running'
  const running = state === 'Running'
  const neverUp = state === 'Starting'
  const last = ground.places.host(plan.host)
  const host = state === 'Stopped' ? undefined : last
  const hypervisor = last.hypervisor as Hypervisor
  const release: Release = plan.old || plan.patched ? '4.20.2' : '4.22.0'
  const template = ground.offerings.systemTemplate(hypervisor, release)
  const offering = ground.offerings.system('domainrouter')
  const nics = nicsOf(world, laid, plan, publicmac, hypervisor)
  const guest = nics.findLast((nic) => nic.traffictype === 'Guest')
  const lent = nics.find((nic) => nic.traffictype === 'Public')
  const control = running ? nics.find((nic) => nic.traffictype === 'Control') : undefined
  return {
    id: world.uuid(),
    zoneid: place.zone.id,
    zonename: place.zone.name,
    dns1: place.zone.dns1,
    networkdomain: domainNameOf(world, owner),
    gateway: lent?.gateway,
    name: `r-${plan.n}-VM`,
    podid: last.podid,
    podname: last.podname,
    hostid: host?.id,
    hostname: host?.name,
    hostcontrolstate: host && controlState(host),
    hypervisor: host?.hypervisor,
    linklocalip: control?.ipaddress,
    linklocalmacaddress: control?.macaddress,
    linklocalnetmask: control?.netmask,
    linklocalnetworkid: place.controlNetworkId,
    publicip: lent?.ipaddress,
    publicmacaddress: lent?.macaddress,
    publicnetmask: lent?.netmask,
    publicnetworkid: lent?.networkid,
    guestipaddress: guest?.ipaddress,
    guestmacaddress: guest?.macaddress,
    guestnetmask: guest?.netmask,
    guestnetworkid: guest?.networkid,
    guestnetworkname: guest?.networkname,
    templateid: template.id,
    templatename: template.name,
    created: neverUp ? world.date(1.5 * minute) : laid.created,
    state,
    account: owner.account,
    projectid: owner.projectid,
    project: owner.project,
    domainid: owner.domainid,
    domain: owner.domain,
    domainpath: owner.domainpath,
    serviceofferingid: offering.id,
    serviceofferingname: offering.name,
    isredundantrouter: plan.pair !== undefined,
    redundantstate: plan.pair ?? 'UNKNOWN',
    version: neverUp ? 'UNKNOWN' : release,
    scriptsversion: neverUp ? undefined : scripts[release],
    vpcid: vpc?.id,
    vpcname: vpc?.name,
    role: 'VIRTUAL_ROUTER',
    nic: running ? nics : nicsOff(nics),
    requiresupgrade: neverUp || plan.old === true,
    healthchecksfailed: false,
    softwareversion: neverUp ? undefined : softwareOf(plan.patched ? '4.22.0' : release),
    healthcheckresults: neverUp ? undefined : resultsOf(world, ground, laid, plan),
    arch: 'x86_64',
    hasannotations: false,
  }
}

/** Recorded order: an isolated network's router has its guest NIC first, a VPC's last, a shared one no public NIC. */
function nicsOf(world: World, laid: Laid, plan: RouterPlan, publicmac: string, hypervisor: Hypervisor): Nic[] {
  const { place, site } = laid
  const guests = laid.guests.map((guest) => guestNic(world, guest, plan, site))
  const control = controlNic(world, laid, hypervisor)
  if (site.kind === 'shared') return [...guests, control]
  const lent: Nic = {
    id: world.uuid(),
    networkid: place.publicNetworkId,
    netmask: '255.255.255.0',
    gateway: `${place.public}.1`,
    ipaddress: site.ip,
    isolationuri: 'vlan://50',
    broadcasturi: 'vlan://50',
    traffictype: 'Public',
    isdefault: true,
    macaddress: publicmac,
    mtu: 1500,
  }
  return site.kind === 'vpc' ? [control, lent, ...guests] : [...guests, control, lent]
}

function guestNic(world: World, guest: Guest, plan: RouterPlan, { kind, routers }: Site): Nic {
  const shared = kind === 'shared'
  const index = routers.indexOf(plan)
  const { network, gateway, vlan } = guest
  const own = plan.guest?.startsWith(gateway.slice(0, -1)) ? plan.guest : undefined
  const inPair = plan.pair ? `${gateway.slice(0, -1)}${10 + index}` : gateway
  const ipaddress = shared ? `${gateway.slice(0, -1)}11` : (own ?? inPair)
  guest.taken.add(ipaddress)
  return {
    id: world.uuid(),
    networkid: network.id,
    networkname: network.name,
    netmask: '255.255.255.0',
    gateway: shared ? gateway : undefined,
    ipaddress,
    isolationuri: `vlan://${vlan}`,
    broadcasturi: `vlan://${vlan}`,
    traffictype: 'Guest',
    type: network.type,
    isdefault: shared,
    macaddress: world.random.mac('02:01'),
    mtu: 1500,
  }
}

/** On VMware a router has no link-local network: its control address is in the management network. */
function controlNic(world: World, laid: Laid, hypervisor: Hypervisor): Nic {
  const [high, low] = [world.random.int(1, 254), world.random.int(1, 254)]
  const linklocal = hypervisor === 'KVM'
  const hex = (byte: number) => byte.toString(16).padStart(2, '0')
  return {
    id: world.uuid(),
    networkid: laid.place.controlNetworkId,
    netmask: linklocal ? '255.255.0.0' : '255.255.255.0',
    gateway: linklocal ? '169.254.0.1' : `${laid.place.management}.1`,
    ipaddress: linklocal ? `169.254.${high}.${low}` : `${laid.place.management}.${100 + (low % 120)}`,
    traffictype: 'Control',
    isdefault: false,
    macaddress: `0e:00:a9:fe:${hex(high)}:${hex(low)}`,
  }
}

function resultsOf(world: World, { ago }: Ground, laid: Laid, plan: RouterPlan): HealthCheckResult[] {
  const { random } = world
  // Whole tens of seconds, so that a fleet's many dates are few.
  const seconds = (from: number, to: number) => random.int(from / 10, to / 10) * 10_000
  const fetched = plan.checkedAgo ?? seconds(20, 110)
  if (plan.trouble === 'no-contact') return noContactResults(unreachable, ago(2 * minute))
  const findings = {
    now: world.clock.now,
    vms: laid.guests.reduce((sum, guest) => sum + guest.vms, 0),
    skipGateways: plan.pair === 'BACKUP',
    vitals: random.pick(vitals),
    say: plan.say,
  }
  return healthResults(findings, {
    fetched: ago(fetched),
    basic: ago(fetched + seconds(20, 170)),
    advanced: ago(fetched + seconds(60, 500)),
  })
}
