import type { HostForMigration } from '@stratoview/api-client'
import type { PlanItem } from '@stratoview/bff/app'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { describe, expect, test } from 'vitest'
import { lossesOf } from './on-host.ts'
import { evacuation, planMoves, whatIs, withChoice, type Known } from './plan.ts'

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
  const vm = (n: number, more: Partial<PlanItem> = {}): PlanItem => ({
    type: 'router',
    id: `r${n}`,
    name: `r-${n}-VM`,
    state: 'Running',
    zoneid: 'z',
    network: { type: 'network', id: `net-${n}`, name: `net-${n}` },
    unit: `router:r${n}`,
    flag: false,
    picked: false,
    why: [],
    unmet: [],
    expected: { ms: 0, from: 'method', samples: 0 },
    offering: 'small',
    ...more,
  })
  const network = { type: 'network', id: 'a', name: 'net-a' } as const
  const backup = vm(2, { network, pair: { id: 'r1', redundantstate: 'BACKUP', first: true } })
  const primary = vm(1, { network, pair: { id: 'r2', redundantstate: 'PRIMARY', first: false } })

  test('they are spread in the server’s order, the emptiest host first and a crowded one last', () => {
    const moves = planMoves([vm(1), vm(2), vm(3)], known([host('x', 1), host('y', 0.25), host('full', 1.75)]))
    expect(moves.map(({ to }) => to?.id)).toEqual(['y', 'x', 'y'])
  })

  test('the halves of a pair part, and stay together only when nothing else fits, with a word', () => {
    const apart = planMoves([backup, primary], known([host('x', 0), host('y', 1)]))
    expect(apart.map(({ vm, to }) => [vm.name, to?.id])).toEqual([
      ['r-2-VM', 'x'],
      ['r-1-VM', 'y'],
    ])
    const [one] = planMoves([primary], known([host('x', 0)], 'x'))
    expect([one?.to?.id, one?.warning]).toEqual(['x', 'its partner is there too: no other host fits'])
  })

  test('what cannot move now says why, in the server’s words or for want of a host', () => {
    const starting = vm(1, { unmet: [{ code: 'not-running', text: 'r-1-VM is Starting' }] })
    expect(planMoves([starting, vm(3)], known([host('x', 1.9)])).map(({ why }) => why)).toEqual([
      'r-1-VM is Starting',
      'No host within its reach has room for it',
    ])
  })

  test('a run is told what was chosen, what stays, and nothing where CloudStack chooses', () => {
    const hosts = [host('x', 0), host('y', 1)]
    const byId = new Map(hosts.map((one) => [one.id, one]))
    const choices = { r1: 'stay', r2: 'y', r3: 'any' }
    const moves = planMoves([backup, vm(3), vm(4), primary], known(hosts)).map((move) =>
      withChoice(move, (choices as Record<string, string>)[move.vm.id], byId),
    )
    expect(evacuation({ id: 'h' }, moves, choices, { parallel: 3, maintenance: true })).toEqual({
      kind: 'evacuate',
      method: 'migrate',
      scope: { by: 'host', id: 'h' },
      options: { parallel: 3, stopAfter: 0 },
      targets: { r2: 'y', r4: 'x' },
      without: ['r1'],
      maintenance: true,
    })
  })

  test('each is called by what it is', () => {
    const proxy = { type: 'system-vm', systemvmtype: 'consoleproxy', zonename: 'fra-1', sessions: 1 } as const
    expect([primary, vm(3), vm(4, { type: 'internal-lb' }), vm(5, proxy)].map(whatIs)).toEqual([
      'PRIMARY of net-a',
      'only router of net-3',
      'internal load balancer of net-4',
      'console proxy of fra-1, 1 console session',
    ])
  })
})
