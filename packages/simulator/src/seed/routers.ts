import type { HealthCheckResult, Host, Nic, Router, Volume } from '@stratoview/api-client'
import { nicsOff } from '../lifecycle/placement.ts'
import type { World } from '../world.ts'
import { healthResults, noContactResults } from './health.ts'
import { ageOf, domainNameOf, type Ground, type Guest, type Laid } from './networks.ts'
import type { Hypervisor, Release } from './offerings.ts'
import type { RouterPlan } from './site.ts'
import { rootVolume } from './volumes.ts'

const minute = 60_000

/** What a router that lost its agent says of why: the words of the server, with the host's name. */
const unreachable = 'Unable to send command to the agent of the host: the operation timed out'

/** Checksums of the scripts of each release. */
const scripts: Record<Release, string> = {
  '4.22.0.0': '9f3c1ab7d0e64f5b8c2a71e6f0d43b95',
  '4.20.2.0': '51d2c8e07a9b4f36a0e51fc2b87d6e14',
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

/** A row on its way between Stopped and Running has no link-local address yet; a stopped one has no host either. */
function routerRow(world: World, ground: Ground, laid: Laid, plan: RouterPlan, publicmac: string): Router {
  const { place, owner, vpc, site } = laid
  const host = ground.places.host(plan.host)
  const hypervisor = host.hypervisor as Hypervisor
  const release: Release = plan.old ? '4.20.2.0' : '4.22.0.0'
  const template = ground.offerings.systemTemplate(hypervisor, release)
  const offering = ground.offerings.system('domainrouter')
  const nics = nicsOf(world, laid, plan, publicmac, hypervisor)
  const guest = nics.findLast((nic) => nic.traffictype === 'Guest')
  const lent = nics.find((nic) => nic.traffictype === 'Public')
  const state = plan.state ?? 'Running'
  const neverUp = state === 'Starting'
  return {
    id: world.uuid(),
    zoneid: place.zone.id,
    zonename: place.zone.name,
    dns1: place.zone.dns1,
    networkdomain: domainNameOf(world, owner),
    ...(lent ? { gateway: `${place.public}.1` } : {}),
    name: `r-${plan.n}-VM`,
    podid: host.podid,
    podname: host.podname,
    ...(state === 'Stopped' ? {} : placed(host)),
    ...(state === 'Running'
      ? addresses(
          'linklocal',
          nics.find((nic) => nic.traffictype === 'Control'),
          true,
        )
      : {}),
    ...(lent ? addresses('public', lent, true) : {}),
    ...addresses('guest', guest, false),
    guestnetworkid: guest?.networkid,
    guestnetworkname: guest?.networkname,
    linklocalnetworkid: place.controlNetworkId,
    ...(lent ? { publicnetworkid: place.publicNetworkId } : {}),
    templateid: template.id,
    templatename: template.name,
    created: world.date(neverUp ? 1.5 * minute : ageOf(site)),
    state,
    ...owner,
    serviceofferingid: offering.id,
    serviceofferingname: offering.name,
    isredundantrouter: plan.pair !== undefined,
    redundantstate: plan.pair ?? 'UNKNOWN',
    ...(neverUp ? { version: 'UNKNOWN' } : { version: release, scriptsversion: scripts[release] }),
    ...(vpc ? { vpcid: vpc.id, vpcname: vpc.name } : {}),
    role: 'VIRTUAL_ROUTER',
    nic: state === 'Running' ? nics : nicsOff(nics),
    requiresupgrade: neverUp || plan.old === true,
    healthchecksfailed: false,
    ...(neverUp ? {} : { softwareversion: release, healthcheckresults: resultsOf(world, laid, plan) }),
    arch: 'x86_64',
    hasannotations: false,
  }
}

const placed = (host: Host) => ({
  hostid: host.id,
  hostname: host.name,
  hostcontrolstate: host.resourcestate === 'Enabled' ? 'Enabled' : 'Maintenance',
  hypervisor: host.hypervisor,
})

/** The flat copies of a NIC's fields that a row carries. */
function addresses(prefix: string, nic: Nic | undefined, short: boolean): Record<string, string | undefined> {
  return {
    [short ? `${prefix}ip` : `${prefix}ipaddress`]: nic?.ipaddress,
    [`${prefix}macaddress`]: nic?.macaddress,
    [`${prefix}netmask`]: nic?.netmask,
  }
}

/** Recorded order: an isolated network's router has its guest NIC first, a VPC's last, a shared one no public NIC. */
function nicsOf(world: World, laid: Laid, plan: RouterPlan, publicmac: string, hypervisor: Hypervisor): Nic[] {
  const { place, site } = laid
  const guests = laid.guests.map((guest) => guestNic(world, guest, plan, site.kind === 'shared'))
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

function guestNic(world: World, guest: Guest, plan: RouterPlan, shared: boolean): Nic {
  const { network, gateway, vlan } = guest
  const own = plan.guest?.startsWith(gateway.slice(0, -1)) ? plan.guest : undefined
  const inPair = plan.pair ? `${gateway.slice(0, -1)}${plan.pair === 'PRIMARY' ? 10 : 11}` : gateway
  return {
    id: world.uuid(),
    networkid: network.id,
    networkname: network.name,
    netmask: '255.255.255.0',
    ...(shared ? { gateway } : {}),
    ipaddress: shared ? `${gateway.slice(0, -1)}11` : (own ?? inPair),
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

function resultsOf(world: World, laid: Laid, plan: RouterPlan): HealthCheckResult[] {
  const { random } = world
  const fetched = plan.checkedAgo ?? random.int(20, 110) * 1000
  if (plan.trouble === 'no-contact') return noContactResults(unreachable, world.date(2 * minute))
  const findings = {
    now: world.clock.now,
    vms: laid.guests.reduce((sum, guest) => sum + guest.vms, 0),
    skipGateways: plan.pair === 'BACKUP',
    freeMb: random.int(9_000, 18_700) / 10,
    cpu: random.int(12, 94) / 10,
    memory: random.int(310, 620) / 10,
    say: plan.say,
  }
  return healthResults(findings, {
    fetched: world.date(fetched),
    basic: world.date(fetched + random.int(20, 170) * 1000),
    advanced: world.date(fetched + random.int(60, 500) * 1000),
  })
}
