import type { Host, ImageStore, ManagementServer, Router, SystemVm, VirtualMachine, Zone } from '@stratoview/api-client'

/** An address that makes sense for a VM. */
export interface Preset {
  id: string
  /** "Its gateway" */
  label: string
  address: string
}

export type Vm = Router | SystemVm

/** What is known round a VM; what the role may not ask is absent. */
export interface Around {
  zone?: Zone
  host?: Host
  managementServers: readonly ManagementServer[]
  imageStores: readonly ImageStore[]
  /** System VMs of its zone, or the routers of its network or VPC. */
  siblings: readonly Vm[]
  /** Instances behind a router. */
  instances: readonly VirtualMachine[]
}

export const isSystemVm = (vm: Vm): vm is SystemVm => 'systemvmtype' in vm

export const kindOf = (vm: Vm) => (isSystemVm(vm) ? 'system-vm' : 'router')
/** CloudStack's name for it, as in `jobinstancetype`. */
export const objectOf = (vm: Vm) => ({
  type: isSystemVm(vm) ? 'SystemVm' : 'DomainRouter',
  id: vm.id,
  name: vm.name,
})

/** What an operator would try first, nearest first. */
export function presetsFor(vm: Vm, around: Around): Preset[] {
  const all = isSystemVm(vm) ? ofSystemVm(vm, around) : ofRouter(vm, around)
  const found = new Map<string, Preset>()
  for (const [id, label, address] of all) if (address && !found.has(id)) found.set(id, { id, label, address })
  return [...found.values()]
}

type Candidate = readonly [id: string, label: string, address: string | undefined]

function ofSystemVm(vm: SystemVm, { zone, host, managementServers, imageStores, siblings }: Around): Candidate[] {
  const others = siblings.filter(({ id }) => id !== vm.id)
  return [
    ['gateway', 'Gateway', vm.gateway],
    ...servers(managementServers),
    ...resolvers(vm, zone),
    ...stores(imageStores),
    ['host', 'Its host', host?.ipaddress],
    ...others.map((one): Candidate => [`partner:${one.id}`, `System VM ${one.name}`, privateOf(one)]),
  ]
}

const privateOf = (vm: Vm) => (isSystemVm(vm) ? vm.privateip : vm.guestipaddress)

/** On KVM a router has no card in the management network; on VMware and Hyper-V its control card is in it. */
function ofRouter(vm: Router, { zone, host, managementServers, siblings, instances }: Around): Candidate[] {
  const managed = vm.linklocalip !== undefined && !vm.linklocalip.startsWith('169.254.')
  const partner = siblings.find(({ id }) => id !== vm.id)
  return [
    ['gateway', 'Gateway', vm.gateway],
    ...resolvers(vm, zone),
    ...(managed ? servers(managementServers) : []),
    ...(managed ? ([['host', 'Its host', host?.ipaddress]] as const) : []),
    ['partner', `Partner${partner ? ` ${partner.name}` : ''}`, partner && privateOf(partner)],
    ...instances.flatMap((one): Candidate[] => [
      [`instance:${one.id}`, `Instance ${one.name}`, one.nic?.find(({ ipaddress }) => ipaddress)?.ipaddress],
    ]),
  ]
}

const servers = (all: readonly ManagementServer[]) =>
  all.map((one, at): Candidate => [
    at === 0 ? 'management' : `management:${one.id}`,
    `Management server ${one.name}`,
    one.serviceip ?? one.ipaddress,
  ])

function resolvers(vm: Vm, zone: Zone | undefined): Candidate[] {
  const addresses = [vm.dns1, 'dns2' in vm ? vm.dns2 : undefined, zone?.internaldns1, zone?.internaldns2]
  const known = [...new Set(addresses.filter((one) => typeof one === 'string' && one !== ''))]
  return known.map((address, at): Candidate => [`dns${at + 1}`, `DNS ${at + 1}`, String(address)])
}

/** `nfs://10.20.1.6/export/secondary` and the like; what has no host is left out. */
const stores = (all: readonly ImageStore[]) =>
  all.map((one, at): Candidate => [
    at === 0 ? 'storage' : `storage:${one.id}`,
    `Storage server of ${one.name}`,
    /^[a-z]+:\/\/\[?([^/:\]]+)/.exec(one.url ?? '')?.[1],
  ])

/** The presets of several VMs as one list; each is resolved for each VM when it is sent. */
export function commonPresets(each: readonly (readonly Preset[])[]): Preset[] {
  const [only] = each
  if (each.length === 1 && only) return [...only]
  const found = new Map<string, { preset: Preset; count: number; addresses: Set<string> }>()
  for (const presets of each) {
    for (const preset of presets) {
      const entry = found.get(preset.id) ?? { preset, count: 0, addresses: new Set<string>() }
      entry.count += 1
      entry.addresses.add(preset.address)
      found.set(preset.id, entry)
    }
  }
  return [...found.values()]
    .filter(({ count }) => count === each.length)
    .map(({ preset, addresses }) => ({
      id: preset.id,
      label: preset.id === 'partner' ? 'Partner' : preset.label,
      address: addresses.size === 1 ? preset.address : 'each its own',
    }))
}
