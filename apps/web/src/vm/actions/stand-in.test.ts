import type { RouterRow } from '@stratoview/bff/rows'
import { expect, test } from 'vitest'
import { leadOf, losses } from './stand-in.ts'
import { routerActions } from './router.ts'
import { systemVmActions } from './system-vm.ts'

const checks = { verdict: 'passing' as const, total: 0, passed: 0, failing: [], warning: [], unknown: [] }
const router = (id: string, more: Partial<RouterRow> = {}): RouterRow => ({
  id,
  name: `${id}-VM`,
  state: 'Running',
  zoneid: 'z',
  guestnetworkid: 'net',
  guestnetworkname: 'net-web',
  health: { basic: checks, advanced: checks },
  ...more,
})
const facts = (routers: RouterRow[], instances?: number) => ({ routers, instances, measured: [] })
const half = (id: string, redundantstate: string, more: Partial<RouterRow> = {}) =>
  router(id, { isredundantrouter: true, redundantstate, ...more })

test('the only router of a network', () => {
  const only = router('r-1', { publicip: '203.0.113.24' })
  expect(leadOf([only], facts([only]))).toBe('This is the only router of net-web.')
  expect(losses([only], facts([only], 14))).toBe(
    'Its 14 running instances lose DHCP, DNS, their gateway and 203.0.113.24',
  )
  expect(losses([only], facts([only], 1))).toBe('Its 1 running instance loses DHCP, DNS, its gateway and 203.0.113.24')
  expect(losses([router('r-1')], facts([]))).toBe('Its instances lose DHCP and DNS')
})

test('a name that turns text round stays within itself', () => {
  const only = router('r-1', { guestnetworkname: 'net-\u202Efdp.exe' })
  expect(leadOf([only], facts([only]))).toBe('This is the only router of \u2068net-\u202Efdp.exe\u2069.')
})

test('a partner that runs takes over, one that does not run is no partner', () => {
  const [primary, backup] = [half('r-1', 'PRIMARY'), half('r-2', 'BACKUP')]
  expect(leadOf([primary], facts([primary, backup]))).toBe('Its partner r-2-VM takes over net-web.')
  expect(leadOf([backup], facts([primary, backup]))).toBe('Its partner r-1-VM is PRIMARY and carries on.')
  const stopped = half('r-2', 'UNKNOWN', { state: 'Stopped' })
  expect(leadOf([primary], facts([primary, stopped]))).toBe(
    'Its partner r-2-VM is Stopped, so this is the only router of net-web at work.',
  )
})

test('both halves together leave the network without', () => {
  const pair = [half('r-1', 'PRIMARY'), half('r-2', 'BACKUP')]
  expect(leadOf(pair, facts(pair))).toBe('net-web is left without a router.')
})

test('never more than is known', () => {
  expect(leadOf([router('r-1')], { measured: [] })).toBe('Whether another router stands in is not known yet.')
  const pair = [half('r-1', 'BACKUP'), half('r-2', 'BACKUP')]
  expect(leadOf(pair.slice(0, 1), facts(pair))).toBe('Its partner r-2-VM says BACKUP: it may not take over net-web.')
})

test('destroying offers the restart only where nobody stands in', () => {
  const destroy = routerActions.find(({ id }) => id === 'destroy')
  const [only, primary, backup] = [
    router('r-9', { guestnetworkid: 'x' }),
    half('r-1', 'PRIMARY'),
    half('r-2', 'BACKUP'),
  ]
  const all = facts([only, primary, backup])
  expect(destroy?.consequence?.([only], all, {}).safer?.verb).toBe('restart-network')
  expect(destroy?.consequence?.([primary], all, {}).safer).toBeUndefined()
})

test('a console proxy: its sessions, and whether others carry on', () => {
  const stop = systemVmActions.find(({ id }) => id === 'stop')
  const proxy = {
    id: 'v-2',
    name: 'v-2-VM',
    state: 'Running',
    systemvmtype: 'consoleproxy',
    zoneid: 'z',
    zonename: 'fra-1',
  }
  const told = (sessions: number, others: (typeof proxy)[]) =>
    stop?.consequence?.(
      [{ ...proxy, activeviewersessions: sessions }],
      { systemVms: [proxy, ...others], measured: [] },
      {},
    )
  expect(told(12, [])?.lead).toBe('12 console sessions end at once.')
  expect(told(1, [])?.lead).toBe('1 console session ends at once.')
  expect(told(0, [])?.rest).toContain('no console opens there until one runs again')
  expect(told(0, [{ ...proxy, id: 'v-3' }])?.rest).toContain('Others of its kind in the zone carry on.')
})
