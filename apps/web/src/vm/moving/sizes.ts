import type { ServiceOffering } from '@stratoview/api-client'
import type { Vm } from './use-vm.ts'

/**
 * How an offering is changed to.
 * - `now`: it has this one
 * - `live`: while it runs
 * - `off`: it is stopped; from its next start on
 * - `stop`: it must be stopped first, `why` says why
 * - `no`: CloudStack refuses it in any state
 */
export interface Way {
  way: 'now' | 'live' | 'off' | 'stop' | 'no'
  why?: string
}

const sizes = ['cpunumber', 'cpuspeed', 'memory'] as const

/**
 * Reference §3.2 scaleSystemVm, §4.5; recorded: `scaleSystemVm.running` (no tools), `.stopped`.
 *
 * @param zoneAllows `enable.dynamic.scale.vm` of its zone; undefined when that isn't known
 */
export function wayTo(vm: Vm, now: ServiceOffering | undefined, next: ServiceOffering, zoneAllows?: boolean): Way {
  if (next.id === vm.serviceofferingid) return { way: 'now' }
  if (now !== undefined && now.storagetype !== next.storagetype)
    return { way: 'no', why: `Its disk is on ${now.storagetype} storage, this offering wants ${next.storagetype}` }
  if (vm.state !== 'Running') return { way: 'off' }
  const why = whyStop(vm, now, next, zoneAllows)
  return why === undefined ? { way: 'live' } : { way: 'stop', why }
}

function whyStop(vm: Vm, now: ServiceOffering | undefined, next: ServiceOffering, zoneAllows?: boolean) {
  if (vm.hypervisor === 'KVM' || vm.hypervisor === 'XenServer') return `On ${vm.hypervisor} only while it is stopped`
  if (vm.isdynamicallyscalable !== true) return 'It has no tools for dynamic scaling'
  if (zoneAllows === false) return 'Its zone forbids it while it runs (enable.dynamic.scale.vm)'
  if (now === undefined || now.dynamicscalingenabled !== next.dynamicscalingenabled)
    return 'One of the two offerings does not allow dynamic scaling'
  return sizes.some((size) => (next[size] ?? 0) < (now[size] ?? 0)) ? 'Smaller: while it runs only upwards' : undefined
}

const units = { cpunumber: 'CPU', cpuspeed: 'MHz', memory: 'MiB' } as const

/** "+1 CPU, +512 MiB", "same size", or nothing when the present one isn't known. */
export function difference(now: ServiceOffering | undefined, next: ServiceOffering): string | undefined {
  if (now === undefined) return undefined
  const told = sizes.flatMap((size) => {
    const more = (next[size] ?? 0) - (now[size] ?? 0)
    return more === 0 ? [] : [`${more > 0 ? '+' : '−'}${Math.abs(more)} ${units[size]}`]
  })
  return told.length === 0 ? 'same size' : told.join(', ')
}
