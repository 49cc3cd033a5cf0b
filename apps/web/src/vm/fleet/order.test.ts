import type { RouterRow } from '@stratoview/bff/rows'
import { describe, expect, it } from 'vitest'
import { entriesOf } from './entries.ts'
import { byAdvanced, byHealth } from './order.ts'
import { checks, failing, redundantPair, routerRow } from './sample-rows.ts'

const order = (rows: RouterRow[], compare = byHealth) =>
  entriesOf(rows, new Map())
    .sort(compare)
    .map(({ row }) => row.name)

const verdict = (name: string, basic: RouterRow['health']['basic']) =>
  routerRow(name, { health: { basic, advanced: checks('passing') } })

describe('byHealth', () => {
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
    expect(order(rows).join(' ')).toBe('r-9-VM r-7-VM r-8-VM r-6-VM r-5-VM r-4-VM r-3-VM r-2-VM r-1-VM')
  })

  it('judges by the worse of the two kinds', () => {
    const rows = [
      verdict('r-1-VM', checks('warning')),
      routerRow('r-2-VM', { health: { basic: checks('passing'), advanced: checks('failing', ['dns_check.py']) } }),
    ]
    expect(order(rows)).toEqual(['r-2-VM', 'r-1-VM'])
    expect(order(rows, byAdvanced)).toEqual(['r-2-VM', 'r-1-VM'])
  })

  it('puts more failing checks higher', () => {
    const rows = [routerRow('r-9-VM', { health: failing('a') }), routerRow('r-30-VM', { health: failing('a', 'b') })]
    expect(order(rows)).toEqual(['r-30-VM', 'r-9-VM'])
  })
})
