import type { Host, HostForMigration } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { describe, expect, test } from 'vitest'
import { lossesOf } from './on-host.ts'
import { dealt, leavingOrder, planMoves, type Known } from './plan.ts'

const router = (n: number, network: string, more: Partial<RouterRow> = {}): RouterRow =>
  ({
    id: `r${n}`,
    name: `r-${n}-VM`,
    state: 'Running',
    zoneid: 'z',
    hostid: 'h',
    guestnetworkid: network,
    guestnetworkname: network,
    serviceofferingname: 'small',
    ...more,
  }) as RouterRow
const half = (n: number, network: string, redundantstate: string, more: Partial<RouterRow> = {}) =>
  router(n, network, { isredundantrouter: true, redundantstate, ...more })
const proxy = (n: number, activeviewersessions: number, more: Partial<SystemVmRow> = {}): SystemVmRow => ({
  id: `v${n}`,
  name: `v-${n}-VM`,
  state: 'Running',
  zoneid: 'z',
  zonename: 'fra-1',
  hostid: 'h',
  systemvmtype: 'consoleproxy',
  activeviewersessions,
  ...more,
})
const GIB = 2 ** 30
const host = (id: string, used: number, more: Partial<HostForMigration> = {}): HostForMigration => ({
  id,
  name: id,
  memorytotal: 2 * GIB,
  memoryallocated: used * GIB,
  suitableformigration: true,
  ...more,
})

describe('what would be lost with a host', () => {
  test('worst first: both of a pair, the only router, the last proxy of a zone and its sessions, what a partner carries on', () => {
    const here = {
      routers: [
        half(1, 'net-a', 'PRIMARY'),
        half(2, 'net-a', 'BACKUP'),
        router(3, 'net-b'),
        half(4, 'net-c', 'PRIMARY'),
      ],
      systemVms: [proxy(9, 12)],
      internalLbs: [],
    }
    const partner = half(5, 'net-c', 'BACKUP', { hostid: 'other', hostname: 'kvm-2' })
    const losses = lossesOf(here, { routers: [...here.routers, partner], systemVms: here.systemVms })
    expect(losses.map(({ kind, whom, text }) => [kind, whom, text])).toEqual([
      ['both', 'net-a', 'both routers of the pair are here'],
      ['alone', 'net-b', 'its only running router is here'],
      ['zone', 'fra-1', 'no console opens there until another proxy runs'],
      ['sessions', 'fra-1', '12 open console sessions break off'],
      ['covered', 'net-c', 'r-5-VM on kvm-2 takes over'],
    ])
  })

  test('what does not run is not lost, and a partner that does not run saves nobody', () => {
    const stopped = router(1, 'net-a', { state: 'Stopped' })
    const alone = half(2, 'net-b', 'PRIMARY')
    const dead = half(3, 'net-b', 'UNKNOWN', { state: 'Stopped', hostid: undefined })
    const here = { routers: [stopped, alone], systemVms: [], internalLbs: [] }
    expect(lossesOf(here, { routers: [stopped, alone, dead], systemVms: [] }).map(({ kind }) => kind)).toEqual([
      'alone',
    ])
  })
})

describe('the plan', () => {
  const known = (hosts: HostForMigration[], partner?: string): Known => ({
    offered: () => hosts,
    memory: () => 512,
    partnerHost: () => partner,
  })

  test('BACKUPs leave first, then single ones, PRIMARYs, and proxies by their sessions', () => {
    const order = leavingOrder({
      routers: [half(1, 'a', 'PRIMARY'), router(2, 'b'), half(3, 'c', 'BACKUP')],
      systemVms: [proxy(7, 4), proxy(8, 0), { ...proxy(6, 0), name: 's-6-VM', systemvmtype: 'secondarystoragevm' }],
      internalLbs: [],
    })
    expect(order.map(({ name }) => name)).toEqual(['r-3-VM', 'r-2-VM', 'r-1-VM', 's-6-VM', 'v-8-VM', 'v-7-VM'])
  })

  test('they are spread, the emptiest host first and a crowded one last', () => {
    const leaving = leavingOrder({
      routers: [router(1, 'a'), router(2, 'b'), router(3, 'c')],
      systemVms: [],
      internalLbs: [],
    })
    const moves = planMoves(leaving, known([host('x', 1), host('y', 0.25), host('full', 1.75)]))
    expect(moves.map(({ to }) => to?.id)).toEqual(['y', 'x', 'y'])
  })

  test('the halves of a pair part, and stay together only when nothing else fits, with a word', () => {
    const both = { routers: [half(1, 'a', 'PRIMARY'), half(2, 'a', 'BACKUP')], systemVms: [], internalLbs: [] }
    const apart = planMoves(leavingOrder(both), known([host('x', 0), host('y', 1)]))
    expect(apart.map(({ vm, to }) => [vm.name, to?.id])).toEqual([
      ['r-2-VM', 'x'],
      ['r-1-VM', 'y'],
    ])
    const [one] = planMoves(leavingOrder({ ...both, routers: [half(1, 'a', 'PRIMARY')] }), known([host('x', 0)], 'x'))
    expect([one?.to?.id, one?.warning]).toEqual(['x', 'its partner is there too: no other host fits'])
  })

  test('what cannot move says why', () => {
    const leaving = leavingOrder({
      routers: [router(1, 'a', { state: 'Starting' }), router(2, 'b', { hostcontrolstate: 'Offline' }), router(3, 'c')],
      systemVms: [],
      internalLbs: [],
    })
    const full: Host[] = [host('x', 1.9)]
    expect(planMoves(leaving, known(full as HostForMigration[])).map(({ why }) => why)).toEqual([
      'It is Starting: only a running VM moves',
      'The host is offline: nothing can leave it',
      'No host within its reach has room for it',
    ])
  })

  test('so many move at a time, but never both of a pair', () => {
    const leaving = leavingOrder({
      routers: [half(1, 'a', 'PRIMARY'), half(2, 'a', 'BACKUP'), router(3, 'b'), router(4, 'c')],
      systemVms: [],
      internalLbs: [],
    })
    const lanes = dealt(planMoves(leaving, known([host('x', 0)])), 2)
    expect(lanes.map((lane) => lane.map(({ vm }) => vm.name))).toEqual([['r-2-VM', 'r-4-VM', 'r-1-VM'], ['r-3-VM']])
  })
})
