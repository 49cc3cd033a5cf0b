import { expect, test } from 'vitest'
import { partnersOf, wrongPair, wrongPairs } from './pairs.ts'
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
  expect(wrongPairs([router('a', 'BACKUP', lone), router('b', 'BACKUP', lone)]).size).toBe(0)
  expect(partnersOf(router('a', 'UNKNOWN', lone), [router('b', 'BACKUP')])).toEqual([])
})

test('a VPC’s routers are paired by the VPC and not by a tier', () => {
  const fleet = [
    router('a', 'BACKUP', { vpcid: 'vpc-1', guestnetworkid: 'tier-1' }),
    router('b', 'BACKUP', { vpcid: 'vpc-1', guestnetworkid: 'tier-2' }),
    router('c', 'PRIMARY'),
  ]
  expect([...wrongPairs(fleet).keys()]).toEqual(['a', 'b'])
})
