import type { Router } from '@stratoview/api-client'
import { nicsOff } from '../lifecycle/placement.ts'
import type { World } from '../world.ts'
import type { Ground, Laid } from './networks.ts'
import { must } from './places.ts'
import { rootVolume } from './volumes.ts'

/** The internal load balancers of the demo: number, VPC, tier, host; b-868-VM was stopped. */
const plans = [
  { n: 735, vpc: 'vpc-core', tier: 'tier-db', host: 'fra1-kvm-06', stopped: false },
  { n: 866, vpc: 'vpc-store', tier: 'tier-stock', host: 'ams1-esx-01', stopped: false },
  { n: 868, vpc: 'vpc-store', tier: 'tier-front', host: 'ams1-esx-02', stopped: true },
] as const

/** Recorded: listInternalLoadBalancerVMs, stopInternalLoadBalancerVM. Rows like a router's, without a public side. */
export function seedInternalLbs(world: World, ground: Ground, sites: readonly Laid[], calm: boolean): void {
  for (const plan of plans) {
    const laid = sites.find((site) => site.site.name === plan.vpc)
    if (!laid) continue
    const row = internalLbRow(world, ground, laid, { ...plan, stopped: plan.stopped && !calm })
    world.tables.internalLbs.push(row)
    const pool = laid.place.pools.find((candidate) => candidate.clusterid === ground.places.host(plan.host).clusterid)
    const template = world.find('templates', row.templateid)
    const vmtype = 'InternalLoadBalancerVm'
    world.tables.volumes.push(rootVolume(world, { vm: row, vmtype, owner: laid.owner, offering: '6', pool, template }))
  }
}

interface InternalLbPlan {
  n: number
  tier: string
  host: string
  stopped: boolean
}

function internalLbRow(
  world: World,
  ground: Ground,
  laid: Laid,
  { n, tier, host: name, stopped }: InternalLbPlan,
): Router {
  const { place, owner, vpc } = laid
  const host = ground.places.host(name)
  const guest = must(
    laid.guests.find((one) => one.network.name === tier),
    tier,
  )
  const template = ground.offerings.systemTemplate(host.hypervisor === 'VMware' ? 'VMware' : 'KVM', '4.22.0')
  const offering = ground.offerings.system('internalloadbalancervm')
  const uri = `vlan://${guest.vlan}`
  const guestipaddress = `${guest.gateway.slice(0, -1)}${150 + (n % 100)}`
  guest.taken.add(guestipaddress)
  const guestmacaddress = world.random.mac('02:01')
  const control = { ip: `169.254.${n % 250}.61`, mac: world.random.mac('0e:00'), netmask: '255.255.0.0' }
  const nics = [
    {
      id: world.uuid(),
      networkid: guest.network.id,
      networkname: guest.network.name,
      netmask: '255.255.255.0',
      gateway: guest.gateway,
      ipaddress: guestipaddress,
      isolationuri: uri,
      broadcasturi: uri,
      traffictype: 'Guest',
      type: 'Isolated',
      isdefault: true,
      macaddress: guestmacaddress,
    },
    {
      id: world.uuid(),
      networkid: place.controlNetworkId,
      netmask: control.netmask,
      gateway: '169.254.0.1',
      ipaddress: control.ip,
      traffictype: 'Control',
      isdefault: false,
      macaddress: control.mac,
    },
  ]
  return {
    id: world.uuid(),
    zoneid: place.zone.id,
    zonename: place.zone.name,
    dns1: place.zone.dns1,
    networkdomain: guest.network.networkdomain,
    name: `b-${n}-VM`,
    podid: host.podid,
    podname: host.podname,
    ...(stopped
      ? {}
      : {
          hostid: host.id,
          hostname: host.name,
          hostcontrolstate: 'Enabled',
          hypervisor: host.hypervisor,
          linklocalip: control.ip,
          linklocalmacaddress: control.mac,
          linklocalnetmask: control.netmask,
        }),
    linklocalnetworkid: place.controlNetworkId,
    guestipaddress,
    guestmacaddress,
    guestnetmask: '255.255.255.0',
    guestnetworkid: guest.network.id,
    guestnetworkname: guest.network.name,
    templateid: template.id,
    templatename: template.name,
    created: world.date(80 * 86_400_000),
    state: stopped ? 'Stopped' : 'Running',
    ...owner,
    serviceofferingid: offering.id,
    serviceofferingname: offering.name,
    isredundantrouter: false,
    redundantstate: 'UNKNOWN',
    version: '4.22.0',
    scriptsversion: '9f3c1ab7d0e64f5b8c2a71e6f0d43b95',
    vpcid: vpc?.id,
    vpcname: vpc?.name,
    role: 'INTERNAL_LB_VM',
    nic: stopped ? nicsOff(nics) : nics,
    requiresupgrade: false,
    healthchecksfailed: false,
    arch: 'x86_64',
    hasannotations: false,
  }
}
