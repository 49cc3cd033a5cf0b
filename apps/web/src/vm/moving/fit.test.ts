import type { Host } from '@stratoview/api-client'
import { describe, expect, test } from 'vitest'
import { candidates, freeMemory, memoryLoad, percent } from './fit.ts'

const GIB = 2 ** 30
const host = (name: string, more: Partial<Host> = {}): Host => ({
  id: name,
  name,
  state: 'Up',
  resourcestate: 'Enabled',
  hypervisor: 'KVM',
  zoneid: 'z',
  podid: 'p',
  clusterid: 'c',
  memorytotal: 4 * GIB,
  memoryallocated: GIB,
  ...more,
})
const vm = { hostid: 'here', hypervisor: 'KVM', zoneid: 'z', podid: 'p', clusterid: 'c', memory: 512 }
const offer = (one: Host, suitableformigration: boolean, requiresStorageMotion = false) => ({
  ...one,
  suitableformigration,
  requiresStorageMotion,
})
const told = (all: ReturnType<typeof candidates>) => all.map(({ host: { name }, why }) => [name, why])

describe('hosts as destinations', () => {
  test('where CloudStack takes no host by name, none can be chosen', () => {
    const hyperv = { ...vm, hypervisor: 'Hyperv' }
    expect(told(candidates(hyperv, [offer(host('a', { hypervisor: 'Hyperv' }), true)], []))).toEqual([
      ['a', 'On Hyperv CloudStack alone chooses the host'],
    ])
  })

  test('what fits comes first, the emptiest on top, where it is last of the near ones', () => {
    const busy = offer(host('busy', { memoryallocated: 3 * GIB }), true)
    const calm = offer(host('calm'), true)
    const all = [host('here'), busy, calm]
    expect(told(candidates(vm, [busy, calm], all))).toEqual([
      ['calm', undefined],
      ['busy', undefined],
      ['here', 'It runs here now'],
    ])
  })

  test.each<[Partial<Host>, string]>([
    [{ state: 'Down' }, 'Its agent is Down'],
    [{ resourcestate: 'Maintenance' }, 'In maintenance'],
    [{ resourcestate: 'PrepareForMaintenance' }, 'Its resource state is PrepareForMaintenance'],
    [{ hypervisor: 'VMware' }, 'It is a VMware host'],
    [{ podid: 'q', clusterid: 'd' }, 'Another pod: system VMs never leave theirs'],
    [{ clusterid: 'd' }, 'Another cluster: only VMware moves system VMs between the clusters of a pod'],
  ])('one that CloudStack leaves out says why: %o', (more, why) => {
    expect(told(candidates(vm, [], [host('other', more)]))).toEqual([['other', why]])
  })

  test('one that does not suit says what is short, or that only CloudStack knows', () => {
    const full = offer(host('full', { memoryallocated: 4 * GIB - 2 ** 27 }), false)
    const tagged = offer(host('tagged'), false)
    expect(told(candidates(vm, [full, tagged], []))).toEqual([
      ['tagged', 'CloudStack says it does not suit: too little CPU or memory left, or other host tags'],
      ['full', '128 MiB of memory left, it needs 512 MiB'],
    ])
  })

  test('another cluster on VMware is offered, with its disk, after those where the disk stays', () => {
    const far = offer(host('far', { hypervisor: 'VMware', clusterid: 'd', memoryallocated: 0 }), true, true)
    const near = offer(host('near', { hypervisor: 'VMware' }), true)
    const all = candidates({ ...vm, hypervisor: 'VMware' }, [far, near], [])
    expect(all.map(({ host: { name }, disk }) => [name, disk])).toEqual([
      ['near', false],
      ['far', true],
    ])
  })

  test('hosts of other zones are left out', () => {
    expect(candidates(vm, [], [host('far', { zoneid: 'y' })])).toEqual([])
  })
})

test('load is told against what may be promised', () => {
  expect(memoryLoad(host('a'))).toBe('25 %')
  expect(memoryLoad(host('a', { memorywithoverprovisioning: String(8 * GIB) }))).toBe('13 %')
  expect(memoryLoad(host('a', { memoryallocated: undefined }))).toBeUndefined()
  expect(freeMemory(host('a'))).toBe(3072)
  expect(percent('43.61%')).toBe('44 %')
  expect(percent(undefined)).toBeUndefined()
})
