import type { Host } from '@stratoview/api-client'
import type { ServedRow } from '@stratoview/bff/app'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { describe, expect, test } from 'vitest'
import { checks, failing, redundantPair, routerRow } from '../../vm/fleet/sample-rows.ts'
import type { Cloud } from './problem.ts'
import { lookedAt, notShown, problemsOf, titleOf } from './problems.ts'

const nothing: Cloud = { routers: [], systemVms: [], hosts: [], seesHealth: true }
const of = (cloud: Partial<Cloud>) => problemsOf({ ...nothing, ...cloud })
const systemVm = (name: string, over: Partial<SystemVmRow> = {}): SystemVmRow => ({
  id: `id-${name}`,
  name,
  state: 'Running',
  systemvmtype: name.startsWith('v') ? 'consoleproxy' : 'secondarystoragevm',
  agentstate: 'Up',
  zoneid: 'z1',
  zonename: 'fra-1',
  ...over,
})
const host = (name: string, over: Partial<Host> = {}): Host => ({
  id: `id-${name}`,
  name,
  state: 'Up',
  resourcestate: 'Enabled',
  ...over,
})
const noContact = { basic: checks('no-contact'), advanced: checks('no-contact') }

describe('failing checks', () => {
  test('are grouped by check, failures first, then the most frequent', () => {
    const { failing: lines, wrong } = of({
      routers: [
        routerRow('r-1-VM', { health: failing('disk_space_check.py', 'gateways_check.py') }),
        routerRow('r-2-VM', { health: failing('gateways_check.py') }),
        routerRow('r-3-VM', {
          health: { basic: checks('warning', [], ['cpu_usage_check.py']), advanced: checks('passing') },
        }),
      ],
    })
    expect(lines.map(({ name, kind, count }) => [name, kind, count])).toEqual([
      ['gateways_check', 'failing', 2],
      ['disk_space_check', 'failing', 1],
      ['cpu_usage_check', 'warning', 1],
    ])
    expect(wrong).toBe(3)
    expect(lines[0]?.places.map(({ name }) => name)).toEqual(['r-1-VM', 'r-2-VM'])
    expect(lines[0]?.to).toBe('/infrastructure/routers?check=gateways_check&state=Running')
  })

  test('say what a warning means in its own words, and admit a check that is not CloudStack’s', () => {
    const health = { basic: checks('warning', [], ['disk_space_check.py', 'our_ntp.sh']), advanced: checks('passing') }
    const { failing: lines } = of({ routers: [routerRow('r-1-VM', { health })] })
    expect(lines.find(({ name }) => name === 'our_ntp')?.means).toMatch(/check of your own/)
    const failed = of({ routers: [routerRow('r-1-VM', { health: failing('disk_space_check.py') })] }).failing
    expect(lines.find(({ name }) => name === 'disk_space_check')?.means).not.toBe(failed[0]?.means)
  })

  test('of a stopped router, or of one out of contact, are not news of now', () => {
    const { failing: lines } = of({
      routers: [
        routerRow('r-1-VM', { state: 'Stopped', health: failing('disk_space_check.py') }),
        routerRow('r-2-VM', {
          health: { ...noContact, basic: { ...checks('no-contact'), unknown: ['filesystem.writable.test'] } },
        }),
      ],
    })
    expect(lines).toEqual([])
  })

  test('are left out when the role is not shown results: then "never ran" is no finding either', () => {
    const routers = [routerRow('r-1-VM', { health: { basic: checks('never-ran'), advanced: checks('never-ran') } })]
    expect(of({ routers, seesHealth: true }).comingUp).toHaveLength(1)
    expect(of({ routers, seesHealth: false })).toMatchObject({ wrong: 0, comingUp: [] })
  })
})

test('system VMs older than their management server are told, and only where both versions are known', () => {
  const systemVms = [systemVm('s-97-VM', { version: '4.20.2.0' }), systemVm('v-2-VM', { version: '4.22.0.0' })]
  expect(of({ systemVms, server: '4.22.0.0' }).comingUp).toMatchObject([
    { name: 'System VM upgrades due', count: 1, to: '/infrastructure/system-vms?version=4.20.2.0' },
  ])
  expect(of({ systemVms }).comingUp).toEqual([])
})

describe('agents', () => {
  test('a lost one says what cannot be done, since when, and how many sessions it last reported', () => {
    const lost = systemVm('v-214-VM', {
      agentstate: 'Disconnected',
      disconnected: '2026-11-23T08:00:00+0000',
      activeviewersessions: 3,
    })
    const [line] = of({ systemVms: [lost, systemVm('v-2-VM', { zoneid: 'z2' })] }).outOfOrder
    expect(line).toMatchObject({ kind: 'failing', name: 'Console proxy agent Disconnected', since: lost.disconnected })
    expect(line?.means).toBe('Consoles in fra-1 cannot open: no other proxy there; it last reported 3 sessions')
    expect(line?.to).toBe('/infrastructure/system-vms?type=consoleproxy&agent=Disconnected')
  })

  test('another proxy in the zone carries on', () => {
    const [line] = of({ systemVms: [systemVm('v-1-VM', { agentstate: 'Alert' }), systemVm('v-2-VM')] }).outOfOrder
    expect(line?.means).toBe('New consoles in fra-1 open through another proxy')
  })

  test('no agent record, one that connects, and one of a stopped VM are not down', () => {
    const systemVms = [
      systemVm('v-1-VM', { agentstate: undefined }),
      systemVm('s-2-VM', { agentstate: 'Connecting' }),
      systemVm('s-3-VM', { state: 'Stopped', agentstate: 'Disconnected' }),
    ]
    expect(of({ systemVms }).outOfOrder).toEqual([])
  })
})

describe('pairs', () => {
  test('without and with two PRIMARY are told apart, one line a cause', () => {
    const { outOfOrder } = of({
      routers: [
        ...redundantPair('net-a', ['r-1-VM', 'r-2-VM'], ['BACKUP', 'BACKUP']),
        ...redundantPair('net-b', ['r-3-VM', 'r-4-VM'], ['PRIMARY', 'PRIMARY']),
        ...redundantPair('net-c', ['r-5-VM', 'r-6-VM'], ['PRIMARY', 'BACKUP']),
      ],
    })
    expect(outOfOrder.map(({ name, count }) => [name, count])).toEqual([
      ['Pair has no PRIMARY', 1],
      ['Pair has two PRIMARY', 1],
    ])
    expect(outOfOrder[0]?.means).toMatch(/^net-a may be offline/)
    expect(outOfOrder[0]?.to).toMatch(/\?tab=pair-wrong&network=/)
  })
})

test('a network with more running routers than it should have is told, a shared one by pod', () => {
  const at = (network: string, over: Partial<RouterRow> = {}) => ({
    guestnetworkid: network,
    guestnetworkname: network,
    publicip: '203.0.113.9',
    ...over,
  })
  const shared = { publicip: undefined }
  const routers = [
    routerRow('r-1-VM', at('net-a')),
    routerRow('r-2-VM', at('net-a', { podid: 'elsewhere' })),
    routerRow('r-3-VM', at('net-b')),
    routerRow('r-4-VM', at('net-b', { state: 'Stopped' })),
    routerRow('r-5-VM', at('net-shared', { ...shared, podid: 'p1' })),
    routerRow('r-6-VM', at('net-shared', { ...shared, podid: 'p2' })),
    ...redundantPair('net-c', ['r-7-VM', 'r-8-VM'], ['PRIMARY', 'BACKUP']),
  ]
  expect(of({ routers }).outOfOrder).toMatchObject([
    {
      name: 'More routers than there should be',
      places: [{ name: 'r-1-VM' }, { name: 'r-2-VM' }],
      count: 1,
      to: '/infrastructure/routers?network=net-a',
    },
  ])
})

describe('hosts', () => {
  const lostOn = (name: string, hostid?: string) =>
    routerRow(name, { hostid, hostname: hostid && 'kvm-05', health: noContact })

  test('routers out of contact on one host point at the host', () => {
    const { outOfOrder } = of({
      routers: [lostOn('r-1-VM', 'h5'), lostOn('r-2-VM', 'h5'), lostOn('r-3-VM')],
      hosts: [{ ...host('kvm-05'), id: 'h5' }],
    })
    expect(outOfOrder.map(({ name, count, to }) => [name, count, to])).toEqual([
      ['Routers out of contact', 2, '/infrastructure/routers?tab=no-contact&host=h5'],
      ['Router out of contact', 1, '/infrastructure/routers?tab=no-contact'],
    ])
    expect(outOfOrder[0]?.places).toEqual([{ name: 'kvm-05', own: true, note: 'host Up' }])
  })

  test('one in maintenance is wrong only while something of ours is still on it', () => {
    const hosts = [host('kvm-09', { resourcestate: 'Maintenance' }), host('kvm-10', { resourcestate: 'Maintenance' })]
    const routers = [
      routerRow('r-1-VM', { hostid: 'id-kvm-09', redundantstate: 'PRIMARY' }),
      routerRow('r-2-VM', { hostid: 'id-kvm-09' }),
    ]
    const { outOfOrder } = of({ hosts, routers })
    expect(outOfOrder).toHaveLength(1)
    expect(outOfOrder[0]).toMatchObject({ kind: 'warning', means: '2 routers still on it, 1 is a PRIMARY', count: 2 })
  })

  test('one that does not answer is wrong even when empty', () => {
    const [line] = of({ hosts: [host('kvm-01', { state: 'Down' })] }).outOfOrder
    expect(line).toMatchObject({ kind: 'failing', name: 'Host Down', means: 'No router or system VM is on it' })
  })
})

test('a router without a version has no upgrade due: it has never run', () => {
  const { comingUp, wrong } = of({
    routers: [
      routerRow('r-1-VM', { requiresupgrade: true, version: '4.20.2.0' }),
      routerRow('r-2-VM', { requiresupgrade: true, version: '4.20.2.0', zoneid: 'z2', zonename: 'ams-1' }),
      routerRow('r-3-VM', { requiresupgrade: true, version: '4.20.2.0' }),
      routerRow('r-4-VM', { requiresupgrade: true }),
    ],
  })
  expect(wrong).toBe(0)
  expect(comingUp).toHaveLength(1)
  expect(comingUp[0]?.places.map(({ name }) => name)).toEqual(['fra-1 2', 'ams-1 1'])
})

test('the title is the answer', () => {
  expect([titleOf(0), titleOf(1), titleOf(11)]).toEqual([
    'Nothing is wrong',
    '1 thing is wrong now',
    '11 things are wrong now',
  ])
  expect(lookedAt({ ...nothing, hosts: undefined, routers: [routerRow('r-1-VM')] })).toBe(
    'in 1 router and 0 system VMs',
  )
})

test('what a role is not shown is named', () => {
  expect(notShown(new Set(['listRouters', 'listHosts', 'listAlerts']), false)).toEqual(['health checks', 'system VMs'])
})

describe('certificates that end soon', () => {
  const at = Date.UTC(2026, 10, 25)
  const vm = (name: string, days: number, fingerprint = 'AA'): ServedRow => ({
    id: name,
    name,
    systemvmtype: 'secondarystoragevm',
    state: 'Running',
    zoneid: 'z',
    what: 'tls',
    port: 443,
    certificate: {
      subject: 'CN=*.console.example.org',
      issuer: 'CN=x',
      names: ['*.console.example.org'],
      from: new Date(0).toISOString(),
      to: new Date(at + days * 86_400_000).toISOString(),
      pin: '',
      fingerprint,
      chain: 3,
    },
  })
  const lines = (...served: ServedRow[]) => problemsOf({ ...nothing, served, servedAt: at }).comingUp

  test('are one line for all that show the same, and do not count as wrong', () => {
    const problems = problemsOf({ ...nothing, served: [vm('s-1-VM', 9), vm('s-2-VM', 9)], servedAt: at })
    expect(problems.wrong).toBe(0)
    expect(problems.comingUp).toMatchObject([
      { name: 'Certificate ends', count: 2, to: '/certificates', places: [{ name: 's-1-VM' }, { name: 's-2-VM' }] },
    ])
    expect(problems.comingUp[0]?.means).toMatch(/^\*\.console\.example\.org ends in 9 days/)
  })

  test('begin to show a month before, and stay when they are over', () => {
    expect(lines(vm('a', 31))).toEqual([])
    expect(lines(vm('a', 30))).toHaveLength(1)
    expect(lines(vm('a', -2))).toMatchObject([{ name: 'Certificate has ended' }])
    expect(lines(vm('a', 3), vm('b', 20, 'BB'))).toHaveLength(2)
    expect(lines({ ...vm('a', 3), certificate: undefined, what: 'plain' })).toEqual([])
  })
})
