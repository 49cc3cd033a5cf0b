import { describe, expect, it } from 'vitest'
import { entriesOf } from './entries.ts'
import { facetOf, optionsOf } from './facets.ts'
import { groupsOf } from './groups.ts'
import { checks, failing, redundantPair, routerRow } from './sample-rows.ts'
import { selectFrom } from './select.ts'
import { wholeFleet } from './view.ts'

const clusters = new Map([['h1', { id: 'c1', name: 'kvm-a' }]])
const rows = [
  routerRow('r-1-VM', {
    hostid: 'h1',
    hostname: 'fra1-kvm-07',
    publicip: '203.0.113.24',
    guestnetworkid: 'n1',
    guestnetworkname: 'net-web',
    health: failing('disk_space_check.py', 'gateways_check.py'),
  }),
  routerRow('r-2-VM', { state: 'Stopped', zoneid: 'z2', zonename: 'ams-1', requiresupgrade: true, version: '4.20.2' }),
  routerRow('r-3-VM', { account: 'kestrel', health: { basic: checks('never-ran'), advanced: checks('never-ran') } }),
  routerRow('r-4-VM', { account: undefined, projectid: 'p1', project: 'Apollo', vpcid: 'v1', vpcname: 'vpc-bank' }),
  ...redundantPair('net-ha', ['r-8-VM', 'r-9-VM'], ['BACKUP', 'BACKUP']),
]
const entries = entriesOf(rows, clusters)
const names = (view: Parameters<typeof selectFrom>[1]) => selectFrom(entries, view).shown.map(({ row }) => row.name)

describe('search', () => {
  it.each([
    ['r-1-', ['r-1-VM']],
    ['203.0.113', ['r-1-VM']],
    ['KVM-07 web', ['r-1-VM']],
    ['id-r-3', ['r-3-VM']],
    ['apollo', ['r-4-VM']],
    ['vpc-bank', ['r-4-VM']],
    ['disk_space', ['r-1-VM']],
    ['disk web ams', []],
  ])('%s', (q, found) => {
    expect(names({ ...wholeFleet, q })).toEqual(found)
  })
})

describe('tabs', () => {
  it('counts every tab over what text and facets leave, whichever tab is open', () => {
    const { counts, shown } = selectFrom(entries, { ...wholeFleet, tab: 'failing', filters: { zone: ['fra-1'] } })
    expect(shown.map(({ row }) => row.name)).toEqual(['r-1-VM'])
    expect(counts).toMatchObject({ all: 5, failing: 1, 'pair-wrong': 2, 'never-ran': 1, 'upgrade-due': 0, warning: 0 })
  })
})

describe('facets', () => {
  it('filters by key or by what is read; several values of one facet widen, several facets narrow', () => {
    expect(names({ ...wholeFleet, filters: { state: ['Stopped'] } })).toEqual(['r-2-VM'])
    expect(names({ ...wholeFleet, filters: { zone: ['z2', 'fra-1'], account: ['kestrel', 'Apollo'] } })).toEqual([
      'r-3-VM',
      'r-4-VM',
    ])
    expect(names({ ...wholeFleet, filters: { cluster: ['c1'] } })).toEqual(['r-1-VM'])
    expect(names({ ...wholeFleet, filters: { check: ['gateways_check'] } })).toEqual(['r-1-VM'])
    expect(names({ ...wholeFleet, filters: { redundant: ['BACKUP'] } })).toEqual(['r-8-VM', 'r-9-VM'])
  })

  it('offers what there is, the most frequent first', () => {
    expect(optionsOf(entries, facetOf('account'))).toEqual([
      { key: 'd1/acme', label: 'acme', count: 4 },
      { key: 'p1', label: 'Apollo', count: 1 },
      { key: 'd1/kestrel', label: 'kestrel', count: 1 },
    ])
  })
})

it('a router that does not run fails no more, whatever its old results say', () => {
  const old = { ...checks('stale'), failing: ['dhcp_check.py'] }
  const [entry] = entriesOf(
    [routerRow('r-5-VM', { state: 'Stopped', health: { basic: old, advanced: old } })],
    clusters,
  )
  expect(entry).toMatchObject({ failing: 0, standing: 'stale', tabs: ['all', 'stale'] })
})

describe('groups', () => {
  it('counts running, failing and upgrade due; the group with the worst router first', () => {
    const groups = groupsOf(entries, 'zone', true)
    expect(groups.map(({ label, running, failing, upgradeDue }) => [label, running, failing, upgradeDue])).toEqual([
      ['fra-1', 5, 1, 0],
      ['ams-1', 0, 0, 1],
    ])
    expect(groupsOf(entries, 'zone', false).map(({ label }) => label)).toEqual(['ams-1', 'fra-1'])
  })

  it('puts rows that belong to no group last', () => {
    expect(groupsOf(entries, 'cluster', false).map(({ label, entries }) => [label, entries.length])).toEqual([
      ['kvm-a', 1],
      ['No cluster', 5],
    ])
  })
})
