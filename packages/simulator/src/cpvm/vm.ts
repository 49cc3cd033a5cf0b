import type { World } from '../world.ts'
import type { Machine } from './screen/guest.ts'

export type VmType = 'User' | 'DomainRouter' | 'InternalLoadBalancerVm' | 'ConsoleProxy' | 'SecondaryStorageVm'

/** Any VM of a world as its console sees it; rows differ by kind. */
export interface Vm {
  type: VmType
  row: {
    id: string
    name: string
    state: string
    zoneid?: string
    hostid?: string
    hostname?: string
    hypervisor?: string
    templatename?: string
    account?: string
    domainid?: string
    domainpath?: string
    projectid?: string
    [field: string]: unknown
  }
}

/** A system VM, router, internal load balancer or instance, by its id. */
export function findVm(world: World, id: string): Vm | undefined {
  const system = world.find('systemVms', id)
  if (system)
    return { type: system.systemvmtype === 'consoleproxy' ? 'ConsoleProxy' : 'SecondaryStorageVm', row: system }
  const router = world.find('routers', id)
  if (router) return { type: 'DomainRouter', row: router }
  const lb = world.find('internalLbs', id)
  if (lb) return { type: 'InternalLoadBalancerVm', row: lb }
  const instance = world.find('instances', id)
  return instance && { type: 'User', row: instance }
}

/** `r-16-VM`. */
export const instanceName = ({ row }: Vm) => String(row.instancename ?? row.name)
/** The database's own number of a VM: the 16 of `r-16-VM`, the 22 of `i-2-22-VM`. */
export const numberOf = (vm: Vm) => Number(/(\d+)-VM$/.exec(instanceName(vm))?.[1] ?? 0)

/** What the title of its screen says. */
export const displayNameOf = ({ type, row }: Vm) => String((type === 'User' && row.displayname) || row.name)

/** Whether its VNC server is there: that of a VM that starts is not yet. */
export const hasScreen = ({ row }: Vm) => ['Running', 'Migrating', 'Stopping'].includes(row.state)

function detail({ row }: Vm, name: string): string | undefined {
  const details = row.details
  if (typeof details !== 'object' || details === null) return undefined
  const value: unknown = Object.entries(details).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : undefined
}

/** The VM detail `keyboard`; `us` when nobody chose. */
export const keyboardOf = (vm: Vm) => detail(vm, 'keyboard') ?? 'us'
export const hasKeyboard = (vm: Vm) => detail(vm, 'keyboard') !== undefined

export function machineOf(vm: Vm): Machine {
  const { row } = vm
  const release = typeof row.version === 'string' ? `CloudStack ${row.version}` : undefined
  return {
    name: displayNameOf(vm),
    template: row.templatename ?? 'an unknown template',
    version: release ?? String(row.osdisplayname ?? 'Linux'),
    hypervisor: row.hypervisor ?? 'KVM',
    memory: typeof row.memory === 'number' ? row.memory : 512,
    keyboard: keyboardOf(vm),
  }
}
