import { expect, test } from 'vitest'
import { servedBy, wrongPair } from './pairs.ts'
import type { PairMember } from './pairs.ts'

const router = (id: string, redundantstate?: string, more: Partial<PairMember> = {}): PairMember => ({
  id,
  state: 'Running',
  guestnetworkid: 'net-1',
  isredundantrouter: true,
  redundantstate,
  ...more,
})

test.each([
  ['PRIMARY', 'BACKUP', undefined],
  ['BACKUP', 'BACKUP', 'no-primary'],
  ['PRIMARY', 'PRIMARY', 'two-primary'],
  ['FAULT', 'BACKUP', 'no-primary'],
  ['UNKNOWN', 'BACKUP', undefined],
])('a pair that says %s and %s is %s', (one, two, what) => {
  expect(wrongPair([router('a', one), router('b', two)])).toBe(what)
})

test('a router that is not running is no witness', () => {
  expect(wrongPair([router('a', 'PRIMARY'), router('b', 'PRIMARY', { state: 'Stopped' })])).toBeUndefined()
  expect(wrongPair([router('a', 'BACKUP'), router('b', 'UNKNOWN', { state: 'Stopped' })])).toBe('no-primary')
})

test('routers without redundancy are never a pair', () => {
  const lone = { isredundantrouter: false, redundantstate: 'UNKNOWN' }
  expect(wrongPair([router('a', 'BACKUP', lone), router('b', 'BACKUP', lone)])).toBeUndefined()
})

test('a VPC’s routers belong together by the VPC and not by a tier', () => {
  const [one, two] = ['tier-1', 'tier-2'].map((guestnetworkid) =>
    router('a', 'BACKUP', { vpcid: 'vpc-1', guestnetworkid }),
  )
  expect(one && servedBy(one)).toBe('vpc-1')
  expect(two && servedBy(two)).toBe('vpc-1')
  expect(servedBy(router('b'))).toBe('net-1')
})
