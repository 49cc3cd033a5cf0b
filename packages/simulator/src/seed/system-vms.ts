import type { Host, SystemVm } from '@stratoview/api-client'
import type { World } from '../world.ts'
import type { Ground } from './networks.ts'
import { softwareOf, type Hypervisor, type Release } from './offerings.ts'
import { agentEvents, lastPinged } from './place-rows.ts'
import type { Place, ZoneName } from './places.ts'
import { rootVolume } from './volumes.ts'

const minute = 60_000
const day = 86_400_000

interface SystemVmPlan {
  n: number
  kind: 'consoleproxy' | 'secondarystoragevm'
  zone: ZoneName
  host: string
  /** Last byte of its public address. */
  ip: number
  /** Consoles open through a proxy. */
  sessions?: number
  /** `none`: no agent has ever registered, so the row has no agent state and no version. */
  agent?: 'Disconnected' | 'none'
  refuses?: true
  old?: true
  daysOld: number
}

/** The system VMs of the demo: v-214-VM lost its agent, v-1049-VM never had one and refuses consoles. */
const plans: readonly SystemVmPlan[] = [
  { n: 1, kind: 'secondarystoragevm', zone: 'fra-1', host: 'fra1-kvm-01', ip: 2, daysOld: 380 },
  { n: 2, kind: 'consoleproxy', zone: 'fra-1', host: 'fra1-kvm-02', ip: 3, sessions: 12, daysOld: 380 },
  { n: 88, kind: 'secondarystoragevm', zone: 'fra-2', host: 'fra2-kvm-02', ip: 4, daysOld: 210 },
  { n: 97, kind: 'secondarystoragevm', zone: 'ams-1', host: 'ams1-esx-01', ip: 2, old: true, daysOld: 205 },
  { n: 213, kind: 'consoleproxy', zone: 'ams-1', host: 'ams1-kvm-01', ip: 3, sessions: 4, daysOld: 120 },
  {
    n: 214,
    kind: 'consoleproxy',
    zone: 'fra-2',
    host: 'fra2-kvm-03',
    ip: 5,
    sessions: 3,
    agent: 'Disconnected',
    daysOld: 120,
  },
  {
    n: 1049,
    kind: 'consoleproxy',
    zone: 'ams-1',
    host: 'ams1-esx-02',
    ip: 4,
    agent: 'none',
    refuses: true,
    daysOld: 0,
  },
]

/** Recorded: listSystemVms, listHosts.SecondaryStorageVM, listVolumes.systemvm. With `calm`, every agent is up. */
export function seedSystemVms(world: World, ground: Ground, calm: boolean): void {
  for (const plan of plans) {
    if (calm && plan.agent === 'none') continue
    const place = ground.places.of(plan.zone)
    const host = ground.places.host(plan.host)
    const { agent, refuses } = calm ? {} : plan
    const vm = systemVmRow(world, ground, place, host, { ...plan, agent, old: calm ? undefined : plan.old })
    world.tables.systemVms.push(vm)
    if (agent !== 'none') world.tables.hosts.push(agentRow(world, ground, vm))
    world.tables.volumes.push(volumeOf(world, ground, place, vm, host))
    if (agent === 'Disconnected') world.troubles.set(vm.id, 'agent-down')
    if (refuses) world.troubles.set(vm.id, 'refuses-consoles')
  }
}

function volumeOf(world: World, ground: Ground, place: Place, vm: SystemVm, host: Host) {
  const proxy = vm.systemvmtype === 'consoleproxy'
  return rootVolume(world, {
    vm,
    vmtype: proxy ? 'ConsoleProxy' : 'SecondaryStorageVm',
    owner: ground.people.owner('system'),
    offering: proxy ? '2' : '3',
    pool: place.pools.find((pool) => pool.clusterid === host.clusterid),
    template: world.find('templates', vm.templateid),
  })
}

function systemVmRow(world: World, ground: Ground, place: Place, host: Host, plan: SystemVmPlan): SystemVm {
  const release: Release = plan.old ? '4.20.2' : '4.22.0'
  const template = ground.offerings.systemTemplate(host.hypervisor as Hypervisor, release)
  const offering = ground.offerings.system(plan.kind)
  const proxy = plan.kind === 'consoleproxy'
  const [high, low] = [world.random.int(1, 254), world.random.int(1, 254)]
  const hex = (byte: number) => byte.toString(16).padStart(2, '0')
  return {
    id: world.uuid(),
    systemvmtype: plan.kind,
    zoneid: place.zone.id,
    zonename: place.zone.name,
    dns1: place.zone.dns1,
    gateway: `${place.public}.1`,
    name: `${proxy ? 'v' : 's'}-${plan.n}-VM`,
    podid: host.podid,
    podname: host.podname,
    hostid: host.id,
    hostname: host.name,
    hostcontrolstate: 'Enabled',
    hypervisor: host.hypervisor,
    privateip: `${place.management}.${200 + (plan.n % 50)}`,
    privatemacaddress: world.random.mac(),
    privatenetmask: '255.255.255.0',
    linklocalip: `169.254.${high}.${low}`,
    linklocalmacaddress: `0e:00:a9:fe:${hex(high)}:${hex(low)}`,
    linklocalnetmask: '255.255.0.0',
    publicip: `${place.public}.${plan.ip}`,
    publicmacaddress: world.random.mac(),
    publicnetmask: '255.255.255.0',
    templateid: template.id,
    templatename: template.name,
    created: world.date(plan.daysOld * day + 4 * minute),
    state: 'Running',
    ...(plan.agent === 'none' ? {} : { agentstate: plan.agent ?? 'Up', version: softwareOf(release) }),
    ...(plan.agent === 'Disconnected' ? { disconnected: world.date(38 * minute) } : {}),
    ...(proxy ? { activeviewersessions: plan.sessions ?? 0 } : {}),
    // Live scaling needs the hypervisor's tools in the guest: here VMware's are.
    isdynamicallyscalable: host.hypervisor === 'VMware',
    serviceofferingid: offering.id,
    serviceofferingname: offering.name,
    arch: 'x86_64',
    hasannotations: false,
  }
}

/** The agent's own row among the hosts, named like its VM. */
function agentRow(world: World, { places }: Ground, vm: SystemVm): Host {
  const lost = vm.agentstate === 'Disconnected'
  return {
    id: world.uuid(),
    name: vm.name,
    state: vm.agentstate,
    type: vm.systemvmtype === 'consoleproxy' ? 'ConsoleProxy' : 'SecondaryStorageVM',
    ipaddress: vm.privateip,
    zoneid: vm.zoneid,
    zonename: vm.zonename,
    podid: vm.podid,
    podname: vm.podname,
    version: vm.version,
    memoryallocated: 0,
    lastpinged: lastPinged(world),
    virtualmachineid: vm.id,
    ...(lost ? { disconnected: vm.disconnected } : {}),
    managementserverid: places.server.id,
    managementservername: places.server.name,
    islocalstorageactive: false,
    created: vm.created,
    events: agentEvents,
    hostha: { haenable: false, hastate: 'Disabled' },
    outofbandmanagement: { powerstate: 'Disabled', enabled: false },
    resourcestate: 'Enabled',
    hasannotations: false,
  }
}
