import type { Host, Nic, Router } from '@stratoview/api-client'
import { ApiError } from '../api-error.ts'
import type { World } from '../world.ts'

interface Placeable {
  id: string
  name: string
  zoneid: string
  podid?: string | undefined
  podname?: string | undefined
  templateid?: string | undefined
  hostid?: string | undefined
  hostname?: string | undefined
  hostcontrolstate?: string | undefined
  hypervisor?: string | undefined
}

const usable = (host: Host) => host.type === 'Routing' && host.state === 'Up' && host.resourcestate === 'Enabled'

/** Where a VM that stopped was, so that it comes back there. */
const lastHost = new WeakMap<World, Map<string, string>>()

/** A host to start on: the last one, else one of the same pod, else of the zone, of the template's hypervisor. */
export function findHost(world: World, vm: Placeable, notOn?: string): Host {
  const template = world.find('templates', vm.templateid)
  const hypervisor = vm.hypervisor ?? template?.hypervisor
  const last = world.find('hosts', lastHost.get(world)?.get(vm.id))
  const inZone = world.tables.hosts.filter(
    (host) => usable(host) && host.zoneid === vm.zoneid && (hypervisor === undefined || host.hypervisor === hypervisor),
  )
  const elsewhere = inZone.filter((host) => host.id !== notOn)
  const inPod = elsewhere.filter((host) => vm.podid === undefined || host.podid === vm.podid)
  const found =
    (last && usable(last) ? last : undefined) ?? choose(world, inPod) ?? choose(world, elsewhere) ?? inZone[0]
  if (!found) throw new ApiError(533, `Unable to create a deployment for VM instance ${vm.name}`, { cserrorcode: 4325 })
  return found
}

const choose = (world: World, hosts: Host[]) => (hosts.length === 0 ? undefined : world.random.pick(hosts))

/** Puts a VM on a host, in that host's pod. */
export function settle(vm: Placeable, host: Host): void {
  vm.hostid = host.id
  vm.hostname = host.name
  vm.hostcontrolstate = controlState(host)
  vm.hypervisor = host.hypervisor
  vm.podid = host.podid
  vm.podname = host.podname
}

/** `Enabled`, `Disabled`, `Offline` or `Maintenance` (reference §3.1). */
export function controlState(host: Host): string {
  if (host.state !== 'Up') return 'Offline'
  if (host.resourcestate === 'Enabled' || host.resourcestate === 'Disabled') return host.resourcestate
  return 'Maintenance'
}

/** Takes a VM off its host and remembers it as the last one. */
export function leaveHost(world: World, vm: Placeable): void {
  if (vm.hostid !== undefined) {
    const hosts = lastHost.get(world) ?? new Map<string, string>()
    hosts.set(vm.id, vm.hostid)
    lastHost.set(world, hosts)
  }
  delete vm.hostid
  delete vm.hostname
  delete vm.hostcontrolstate
}

/** The NICs of a router that is off: no control address, and its isolated networks give their VLAN back (recorded). */
export function nicsOff(nics: readonly Nic[]): Nic[] {
  return nics.map((nic) => {
    if (nic.traffictype === 'Control') {
      const { id, networkid, traffictype, isdefault } = nic
      return { id, networkid, traffictype, isdefault }
    }
    if (nic.traffictype !== 'Guest' || nic.type === 'Shared') return nic
    const { isolationuri: _, broadcasturi: __, ...rest } = nic
    return rest
  })
}

interface Address {
  ip: string
  mac: string
  netmask: string
  gateway: string
}

/** A link-local address and its MAC, which follows from it (recorded: 169.254.230.70 is 0e:00:a9:fe:e6:46). */
export function linkLocal(world: World): Address {
  const [a, b] = [world.random.int(1, 254), world.random.int(2, 254)]
  const hex = (byte: number) => byte.toString(16).padStart(2, '0')
  return {
    ip: `169.254.${a}.${b}`,
    mac: `0e:00:a9:fe:${hex(a)}:${hex(b)}`,
    netmask: '255.255.0.0',
    gateway: '169.254.0.1',
  }
}

/** An address of the pod's own network. */
export function podAddress(world: World, podid: string | undefined): Address {
  const pod = world.find('pods', podid)
  const gateway = pod?.gateway ?? '172.16.15.1'
  return {
    ip: `${gateway.replace(/\d+$/, '')}${world.random.int(20, 250)}`,
    mac: world.random.mac(),
    netmask: pod?.netmask ?? '255.255.255.0',
    gateway,
  }
}

/** Gives a starting router its VLANs back; the control address comes when it runs. */
export function guestOn(world: World, router: Router): void {
  router.nic = (router.nic ?? []).map((nic) => {
    if (nic.traffictype !== 'Guest' || nic.broadcasturi !== undefined) return nic
    const network = world.find('networks', nic.networkid)
    const uri = network?.broadcasturi ?? `vlan://${world.random.int(100, 999)}`
    return { ...nic, isolationuri: uri, broadcasturi: uri }
  })
}

/** The control address of a router that runs: link-local on KVM and XenServer, of the pod's network on VMware. */
export function controlOn(world: World, router: Router): void {
  const { ip, mac, netmask, gateway } =
    router.hypervisor === 'VMware' ? podAddress(world, router.podid) : linkLocal(world)
  router.linklocalip = ip
  router.linklocalmacaddress = mac
  router.linklocalnetmask = netmask
  router.nic = (router.nic ?? []).map((nic) =>
    nic.traffictype === 'Control' ? { ...nic, netmask, gateway, ipaddress: ip, macaddress: mac } : nic,
  )
}
