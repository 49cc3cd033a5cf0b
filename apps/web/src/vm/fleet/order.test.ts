import { describe, expect, it } from 'vitest'
import type { RouterRow } from '@stratoview/bff/rows'
import { entriesOf } from './entries.ts'
import { arrange, failingFirst, type Sort } from './order.ts'
import { checks, failing, redundantPair, routerRow } from './sample-rows.ts'

const order = (rows: RouterRow[], sort: Sort = failingFirst, together = true) =>
  arrange(entriesOf(rows, new Map()), sort, together).map(({ row }) => row.name)

const verdict = (name: string, basic: RouterRow['health']['basic']) =>
  routerRow(name, { health: { basic, advanced: checks('passing') } })

describe('failing first', () => {
  it('goes from failing to passing, worst first', () => {
    const rows = [
      verdict('r-1-VM', checks('passing')),
      verdict('r-2-VM', checks('stale')),
      verdict('r-3-VM', checks('never-ran')),
      verdict('r-4-VM', checks('unknown')),
      verdict('r-5-VM', checks('warning', [], ['cpu_usage_check.py'])),
      verdict('r-6-VM', checks('no-contact')),
      ...redundantPair('net-ha', ['r-7-VM', 'r-8-VM'], ['BACKUP', 'BACKUP']),
      verdict('r-9-VM', checks('failing', ['dhcp_check.py'])),
    ]
    expect(order(rows)).toEqual([
      'r-9-VM',
      'r-7-VM',
      'r-8-VM',
      'r-6-VM',
      'r-5-VM',
      'r-4-VM',
      'r-3-VM',
      'r-2-VM',
      'r-1-VM',
    ])
  })

  it('puts more failing checks higher and counts names naturally', () => {
    const rows = [
      routerRow('r-10-VM', { health: failing('a') }),
      routerRow('r-9-VM', { health: failing('a') }),
      routerRow('r-30-VM', { health: failing('a', 'b') }),
    ]
    expect(order(rows)).toEqual(['r-30-VM', 'r-9-VM', 'r-10-VM'])
  })

  it('gives a pair the place of its worse half and keeps it together', () => {
    const [first, second] = redundantPair('net-ha', ['r-8-VM', 'r-9-VM'], ['PRIMARY', 'BACKUP'])
    const rows = [
      routerRow('r-1-VM'),
      first!,
      { ...second!, health: failing('a') },
      verdict('r-2-VM', checks('warning')),
    ]
    expect(order(rows)).toEqual(['r-8-VM', 'r-9-VM', 'r-2-VM', 'r-1-VM'])
    expect(order(rows, failingFirst, false)).toEqual(['r-9-VM', 'r-2-VM', 'r-1-VM', 'r-8-VM'])
  })
})

describe('other columns', () => {
  it('sorts addresses by value and leaves rows without one last in both directions', () => {
    const rows = [
      routerRow('r-1-VM', { guestipaddress: '10.1.1.144' }),
      routerRow('r-2-VM'),
      routerRow('r-3-VM', { guestipaddress: '10.1.1.9' }),
    ]
    expect(order(rows, { by: 'guestip', desc: false })).toEqual(['r-3-VM', 'r-1-VM', 'r-2-VM'])
    expect(order(rows, { by: 'guestip', desc: true })).toEqual(['r-1-VM', 'r-3-VM', 'r-2-VM'])
  })

  it('keeps equal rows in the order of their names', () => {
    const rows = ['r-10-VM', 'r-9-VM', 'r-2-VM'].map((name) => routerRow(name))
    expect(order(rows, { by: 'zone', desc: true })).toEqual(['r-2-VM', 'r-9-VM', 'r-10-VM'])
  })

  it('does not read the state UNKNOWN of a router without a partner', () => {
    const rows = [
      routerRow('r-1-VM', { redundantstate: 'UNKNOWN' }),
      ...redundantPair('net-ha', ['r-8-VM', 'r-9-VM'], ['PRIMARY', 'BACKUP']),
    ]
    expect(order(rows, { by: 'redundant', desc: true }, false)).toEqual(['r-8-VM', 'r-9-VM', 'r-1-VM'])
  })
})
