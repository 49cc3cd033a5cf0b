import type { Host, HostForMigration } from '@stratoview/api-client'

/** What a fit is judged by: where the VM is, and what it needs. */
export interface Moving {
  hostid?: string
  hypervisor?: string
  zoneid?: string
  podid?: string
  clusterid?: string
  /** Memory of its offering, MiB. */
  memory?: number
}

/** A host as a destination: `why` is the reason it is none. */
export interface Candidate {
  host: Host | HostForMigration
  why?: string
  /** The disk has to be copied too. */
  disk: boolean
}

/**
 * Every host of the zone as a destination, those that fit first and the emptiest of them on top. CloudStack says whether a
 * host suits and leaves out those beyond reach; the reasons are reckoned from what the hosts say of themselves and from the
 * rules of reference §4.5. A reason is "CloudStack says" when nothing of it can be seen.
 */
export function candidates(vm: Moving, offered: readonly HostForMigration[], all: readonly Host[]): Candidate[] {
  const known = new Map(offered.map((host) => [host.id, host]))
  const rest = all.filter((host) => !known.has(host.id) && host.zoneid === vm.zoneid)
  const told = [...offered, ...rest].map((host): Candidate => {
    const one = known.get(host.id)
    const why = one?.suitableformigration === true ? noneNamed(vm) : whyNot(vm, host, one !== undefined)
    return { host, why, disk: one?.requiresStorageMotion === true }
  })
  return told.sort((a, b) => rank(a, vm) - rank(b, vm) || load(a.host) - load(b.host) || byName(a, b))
}

/** `findHostsForMigration` lists hosts of every hypervisor, but a host may be named on these alone (reference §3.2, §4.5). */
const named = new Set(['KVM', 'VMware', 'XenServer', 'Simulator'])

const noneNamed = ({ hypervisor }: Moving) =>
  hypervisor === undefined || named.has(hypervisor) ? undefined : `On ${hypervisor} CloudStack alone chooses the host`

const byName = (a: Candidate, b: Candidate) => a.host.name.localeCompare(b.host.name)

/** What fits, the disk staying first; then the hosts nearby that don't; then where it is; then far ones. */
function rank({ host, why, disk }: Candidate, vm: Moving): number {
  if (why === undefined) return disk ? 1 : 0
  if (host.id === vm.hostid) return 3
  return host.podid === vm.podid ? 2 : 4
}

const load = (host: Host) => (host.memoryallocated ?? 0) / (capacity(host) || 1)
const capacity = (host: Host) => Number(host.memorywithoverprovisioning ?? host.memorytotal ?? 0)

/** Memory not promised to anybody, MiB; undefined when the host does not tell. */
export function freeMemory(host: Host): number | undefined {
  if (host.memoryallocated === undefined || capacity(host) === 0) return undefined
  return Math.max(0, Math.floor((capacity(host) - host.memoryallocated) / 2 ** 20))
}

function whyNot(vm: Moving, host: Host, listed: boolean): string {
  if (host.id === vm.hostid) return 'It runs here now'
  if (host.state !== 'Up') return `Its agent is ${host.state ?? 'not there'}`
  if (host.resourcestate !== undefined && host.resourcestate !== 'Enabled') return stateWords(host.resourcestate)
  if (vm.hypervisor !== undefined && host.hypervisor !== vm.hypervisor) return `It is a ${host.hypervisor} host`
  if (vm.podid !== undefined && host.podid !== vm.podid) return 'Another pod: system VMs never leave theirs'
  if (!listed && vm.clusterid !== undefined && host.clusterid !== vm.clusterid)
    return vm.hypervisor === 'VMware'
      ? 'CloudStack does not offer this cluster'
      : 'Another cluster: only VMware moves system VMs between the clusters of a pod'
  const free = freeMemory(host)
  if (free !== undefined && vm.memory !== undefined && free < vm.memory)
    return `${free} MiB of memory left, it needs ${vm.memory} MiB`
  return 'CloudStack says it does not suit: too little CPU or memory left, or other host tags'
}

const stateWords = (state: string) =>
  state === 'Maintenance' ? 'In maintenance' : state === 'Disabled' ? 'Disabled' : `Its resource state is ${state}`

/** "43 %", from CloudStack's "43.21%". */
export const percent = (text: string | undefined): string | undefined => {
  const value = Number.parseFloat(text ?? '')
  return Number.isFinite(value) ? `${Math.round(value)} %` : undefined
}

/** What of a host's memory is promised. */
export function memoryLoad(host: Host): string | undefined {
  if (host.memoryallocated === undefined || capacity(host) === 0) return undefined
  return `${Math.round(load(host) * 100)} %`
}
