import type { StoragePool } from '@stratoview/api-client'
import { expect, test } from 'vitest'
import { poolCandidates } from './pools.ts'

const disk = { id: 'd', name: 'ROOT-1', hypervisor: 'KVM', zoneid: 'z', podid: 'p', storageid: 'here' }
const pool = (name: string, more: Partial<StoragePool> = {}): StoragePool => ({
  id: name,
  name,
  state: 'Up',
  scope: 'CLUSTER',
  hypervisor: 'KVM',
  zoneid: 'z',
  podid: 'p',
  ...more,
})
const told = (...given: Parameters<typeof poolCandidates>) =>
  poolCandidates(...given).map(({ pool: { name }, why }) => [name, why])

test('what CloudStack offers, and why it does not suit', () => {
  const offer = (name: string, suitableformigration: boolean, more: Partial<StoragePool> = {}) => ({
    ...pool(name, more),
    suitableformigration,
  })
  const offered = [offer('full', false), offer('shut', false, { state: 'Maintenance' }), offer('ssd', true)]
  expect(told(disk, offered, offered)).toEqual([
    ['ssd', undefined],
    ['full', 'CloudStack says it does not suit: too little room left, or other storage tags'],
    ['shut', 'In maintenance'],
  ])
})

test('what it leaves out: the storage the disk is on, another pod’s, another hypervisor’s, one it does not like', () => {
  const all = [
    pool('here'),
    pool('esx', { hypervisor: 'VMware' }),
    pool('far', { podid: 'q' }),
    pool('wide', { podid: undefined, scope: 'ZONE', hypervisor: 'Any' }),
    pool('odd', { state: 'PrepareForMaintenance' }),
    pool('elsewhere', { zoneid: 'y' }),
  ]
  expect(told(disk, [], all)).toEqual([
    ['esx', 'It is for VMware'],
    ['odd', 'It is PrepareForMaintenance'],
    ['here', 'Its disk is here now'],
    ['far', 'Another pod: system VMs never leave theirs'],
    ['wide', 'CloudStack does not offer it'],
  ])
})
