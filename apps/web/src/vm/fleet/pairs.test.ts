import { describe, expect, it } from 'vitest'
import { findPairs } from './pairs.ts'
import { redundantPair, routerRow } from './sample-rows.ts'

const pairOf = (states: [string, string]) => redundantPair('net-ha', ['r-8-VM', 'r-9-VM'], states)

describe('findPairs', () => {
  it('joins redundant routers of one guest network, and of one VPC whatever tier each names', () => {
    const vpc = ['tier-a', 'tier-b'].map((tier, half) =>
      routerRow(`r-1${half}-VM`, {
        isredundantrouter: true,
        redundantstate: half === 0 ? 'PRIMARY' : 'BACKUP',
        vpcid: 'v1',
        guestnetworkid: tier,
      }),
    )
    const pairs = findPairs([...pairOf(['PRIMARY', 'BACKUP']), ...vpc])
    expect(pairs.get('id-r-8-VM')).toBe(pairs.get('id-r-9-VM'))
    expect(pairs.get('id-r-10-VM')?.members.map((row) => row.name)).toEqual(['r-10-VM', 'r-11-VM'])
    expect(pairs.get('id-r-10-VM')).not.toBe(pairs.get('id-r-8-VM'))
  })

  it('makes no pair of routers that are not redundant, of one alone, or of two without a network', () => {
    const plain = ['r-1-VM', 'r-2-VM'].map((name) => routerRow(name, { guestnetworkid: 'shared' }))
    const lost = ['r-3-VM', 'r-4-VM'].map((name) => routerRow(name, { isredundantrouter: true }))
    const [alone] = pairOf(['PRIMARY', 'BACKUP'])
    expect(findPairs([...plain, ...lost, alone!]).size).toBe(0)
  })
})

it('says what is wrong with a pair', () => {
  const trouble = (states: [string, string]) => findPairs(pairOf(states)).get('id-r-9-VM')?.trouble
  expect(trouble(['BACKUP', 'BACKUP'])).toBe('no-primary')
  expect(trouble(['PRIMARY', 'PRIMARY'])).toBe('two-primary')
  expect(trouble(['PRIMARY', 'BACKUP'])).toBeUndefined()
})
