import { expect, test } from 'vitest'
import { entriesOf } from '../../../vm/fleet/entries.ts'
import { routerRow } from '../../../vm/fleet/sample-rows.ts'
import { readWanted, scopeOf, scopeOptions, titleOf, writeWanted } from './scope.ts'

const rows = [
  routerRow('r-1', { guestnetworkid: 'n1', guestnetworkname: 'net-web' }),
  routerRow('r-2', { vpcid: 'v1', vpcname: 'vpc-erp', guestnetworkid: 'tier', zoneid: 'z2', zonename: 'ams-1' }),
  routerRow('r-3', { account: undefined, project: 'apollo', projectid: 'p1' }),
]
const entries = entriesOf(rows, new Map())
const read = (search: string, selection: string[] = []) => readWanted(new URLSearchParams(search), selection)

test('a link says what is wanted, and what makes no sense is left out of it', () => {
  expect(read('kind=upgrade&by=zone&of=z1')).toEqual({
    kind: 'upgrade',
    method: 'restart-router',
    by: 'zone',
    of: 'z1',
  })
  expect(read('kind=nonsense&by=moon')).toMatchObject({ kind: 'upgrade', by: 'everything' })
  expect(read('', ['a'])).toMatchObject({ by: 'selection' })
  expect(read('kind=restart&method=all-at-once')).toMatchObject({ method: 'restart-router' })
  const wanted = read('kind=upgrade&method=all-at-once&by=pod&of=p')
  expect(readWanted(writeWanted(wanted), [])).toEqual(wanted)
})

test('a scope is put as the server wants it', () => {
  expect(scopeOf({ by: 'zone', of: 'z1' }, entries, [])).toEqual({ by: 'zone', id: 'z1' })
  expect(scopeOf({ by: 'account', of: 'd1/acme' }, entries, [])).toEqual({
    by: 'account',
    account: 'acme',
    domainid: 'd1',
  })
  expect(scopeOf({ by: 'network', of: 'v1' }, entries, [])).toEqual({ by: 'vpc', id: 'v1' })
  expect(scopeOf({ by: 'network', of: 'n1' }, entries, [])).toEqual({ by: 'network', id: 'n1' })
  expect(scopeOf({ by: 'zone' }, entries, [])).toBeUndefined()
  expect(scopeOf({ by: 'selection' }, entries, [])).toBeUndefined()
})

test('a project has no account: its routers are named one by one', () => {
  expect(scopeOf({ by: 'account', of: 'p1' }, entries, [])).toEqual({ by: 'selection', ids: ['id-r-3'] })
})

test('the choices say how many routers they have', () => {
  expect(scopeOptions(entries, 'zone')).toEqual([
    { key: 'z1', label: 'fra-1', count: 2 },
    { key: 'z2', label: 'ams-1', count: 1 },
  ])
})

test('a run is called by what it does to what', () => {
  const called = (search: string, selection: string[] = []) => titleOf(read(search, selection), entries, selection)
  expect(called('kind=upgrade&by=zone&of=z2')).toBe('Upgrade routers of zone ams-1')
  expect(called('kind=restart&by=network&of=n1')).toBe('Restart routers of net-web')
  expect(called('kind=health-checks&by=everything')).toBe('Check every router')
  expect(called('kind=upgrade', ['a'])).toBe('Upgrade 1 chosen router')
})
