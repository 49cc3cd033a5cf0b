import { describe, expect, test } from 'vitest'
import { difference, wayTo } from './sizes.ts'

const small = {
  id: 's',
  name: 'small',
  cpunumber: 1,
  cpuspeed: 500,
  memory: 512,
  storagetype: 'shared',
  dynamicscalingenabled: true,
}
const large = { ...small, id: 'l', name: 'large', cpunumber: 2, memory: 1024 }
const vm = {
  id: 'v',
  name: 'v-1-VM',
  state: 'Running',
  hypervisor: 'VMware',
  serviceofferingid: 's',
  isdynamicallyscalable: true,
}

describe('how an offering is changed to', () => {
  test('its own, in a stopped VM, and live', () => {
    expect(wayTo(vm, small, small).way).toBe('now')
    expect(wayTo({ ...vm, state: 'Stopped' }, small, large)).toEqual({ way: 'off' })
    expect(wayTo(vm, small, large, true)).toEqual({ way: 'live' })
  })

  test.each([
    [{ hypervisor: 'KVM' }, large, undefined, 'On KVM only while it is stopped'],
    [{ isdynamicallyscalable: undefined }, large, true, 'It has no tools for dynamic scaling'],
    [{}, large, false, 'Its zone forbids it while it runs (enable.dynamic.scale.vm)'],
    [{}, { ...large, dynamicscalingenabled: false }, true, 'One of the two offerings does not allow dynamic scaling'],
    [{}, { ...large, memory: 256 }, true, 'Smaller: while it runs only upwards'],
  ])('what must be stopped says why: %o', (more, next, zoneAllows, why) => {
    expect(wayTo({ ...vm, ...more }, small, next, zoneAllows)).toEqual({ way: 'stop', why })
  })

  test('another kind of storage is refused in any state', () => {
    expect(wayTo({ ...vm, state: 'Stopped' }, small, { ...large, storagetype: 'local' })).toEqual({
      way: 'no',
      why: 'Its disk is on shared storage, this offering wants local',
    })
  })
})

test('what changes is told in CloudStack’s units', () => {
  expect(difference(small, large)).toBe('+1 CPU, +512 MiB')
  expect(difference(large, small)).toBe('−1 CPU, −512 MiB')
  expect(difference(small, { ...small, id: 'x' })).toBe('same size')
  expect(difference(undefined, large)).toBeUndefined()
})
