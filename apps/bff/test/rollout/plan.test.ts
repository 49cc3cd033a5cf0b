import type { Router } from '@stratoview/api-client'
import { expect, test } from 'vitest'
import { makePlan, type Facts } from '../../src/rollout/plan.ts'
import { isOpen, opensAt } from '../../src/rollout/window.ts'
import { router } from '../harness.ts'

const options = { parallel: 2, stopAfter: 1, gate: 'no-worse', patience: 20 } as const
const old = { version: '4.20.2', softwareversion: '4.20.2.0', requiresupgrade: true, account: 'acme', domainid: 'd' }
const r = (n: number, more: Record<string, unknown> = {}) =>
  router(n, { hypervisor: 'KVM', guestnetworkid: `net-${n}`, ...old, ...more }) as Router
const pair = (n: number, states: [string, string], more: Record<string, unknown> = {}) =>
  states.map((redundantstate, i) =>
    r(n + i, { guestnetworkid: `net-${n}`, isredundantrouter: true, redundantstate, ...more }),
  )

const plan = (routers: Router[], more: Partial<Facts> = {}, request: Partial<Facts['request']> = {}) =>
  makePlan({
    request: { kind: 'upgrade', method: 'restart-router', scope: { by: 'everything' }, ...request },
    options,
    routers,
    neighbours: [],
    systemVms: [],
    internalLbs: [],
    minimums: { 'zone-1': '4.22.0' },
    samples: [],
    now: 0,
    ...more,
  })

test('who is due, and why: by the server’s flag, told apart from what its command would pick', () => {
  const made = plan([
    r(1),
    r(2, { version: '4.22.0', softwareversion: '4.22.0.0', requiresupgrade: false }),
    r(3, { softwareversion: '4.22.0.0', requiresupgrade: false }),
    r(4, { version: 'UNKNOWN' }),
  ])
  expect(made.items.map(({ id }) => id)).toEqual(['router-1', 'router-4'])
  expect(made.items[0]).toMatchObject({ flag: true, picked: true, minimum: '4.22.0' })
  expect(made.items[0]!.why).toHaveLength(2)
  expect(made.leftOut.map(({ leftOut }) => leftOut)).toEqual([
    'It is of version 4.22.0 already',
    expect.stringContaining('would restart it all the same'),
  ])
  // A zone whose id is what every object has is one without a minimum.
  expect(plan([r(1, { zoneid: 'constructor' })]).items[0]!.minimum).toBeUndefined()
  // The same asked of CloudStack's own command: it goes by the template alone (recorded).
  const zone = { by: 'zone', id: 'zone-1' } as const
  const own = plan(
    [r(1), r(3, { softwareversion: '4.22.0.0', requiresupgrade: false }), ...pair(5, ['PRIMARY', 'BACKUP'])],
    {},
    { method: 'all-at-once', scope: zone },
  )
  expect(own.items.map(({ id }) => id)).toEqual(['router-1', 'router-3', 'router-6', 'router-5'])
  expect(own.atOnce).toEqual({ command: 'upgrade routertemplate zoneid=zone-1', pairsDown: 1 })
})

test('what must be so first: running, its host up, no other job, and the other of a pair', () => {
  const made = plan([
    r(1, { state: 'Stopped' }),
    r(2, { hostcontrolstate: 'Offline', hostname: 'h' }),
    r(3, { jobid: 'j' }),
    ...pair(10, ['BACKUP', 'BACKUP']),
    ...pair(20, ['PRIMARY', 'PRIMARY']),
    ...pair(30, ['FAULT', 'PRIMARY']),
    r(40, { isredundantrouter: true, redundantstate: 'PRIMARY' }),
  ])
  const codes = made.items.map(({ id, unmet }) => [id, unmet.map(({ code }) => code).join()])
  expect(Object.fromEntries(codes)).toEqual({
    'router-1': 'not-running',
    'router-2': 'host-not-up',
    'router-3': 'busy',
    'router-10': 'both-backup',
    'router-11': 'both-backup',
    'router-20': 'both-primary',
    'router-21': 'both-primary',
    'router-30': 'pair-unsure',
    'router-31': 'pair-unsure',
    'router-40': 'no-partner',
  })
  expect(made.totals).toMatchObject({ vms: 10, unmet: 10, pairs: 4 })
})

test('of a pair the BACKUP comes first, also when the other is outside of the scope', () => {
  const [primary, backup] = pair(1, ['PRIMARY', 'BACKUP']) as [Router, Router]
  const made = plan([primary, backup])
  expect(made.items.map(({ id }) => id)).toEqual(['router-2', 'router-1'])
  expect(made.items[0]!.expected).toEqual({ ms: 1_000, from: 'pair', samples: 0 })
  const half = plan([primary], { neighbours: [primary, backup] })
  expect(half.items).toMatchObject([{ id: 'router-1', unmet: [], pair: { id: 'router-2', first: false } }])
})

test('a network is one unit, and what is not due goes along with it', () => {
  const routers = pair(1, ['PRIMARY', 'BACKUP'])
  Object.assign(routers[1]!, { version: '4.22.0', requiresupgrade: false })
  const made = plan(routers, {}, { method: 'restart-network' })
  expect(new Set(made.items.map(({ unit }) => unit))).toEqual(new Set(['network:net-1']))
  expect(made.totals).toMatchObject({ vms: 2, units: 1, networks: 1, accounts: 1 })
  expect(made.items.find(({ id }) => id === 'router-2')!.why[0]).toContain('Goes along with its network')
  const lonely = plan([r(1, { guestnetworkid: undefined })], {}, { method: 'restart-network', include: ['router-1'] })
  expect(lonely).toMatchObject({ items: [], leftOut: [{ leftOut: 'It serves no network that could be restarted' }] })
})

test('a live patch leaves out what is too old for it, or of no known version, with the reason', () => {
  const versions = ['4.11.3', '4.13.1', '4.14.0', '4.20.2', 'UNKNOWN']
  const made = plan(
    versions.map((version, n) => r(n, { version })),
    {},
    { method: 'live-patch' },
  )
  expect(made.items.map(({ version }) => version)).toEqual(['4.14.0', '4.20.2'])
  expect(made.leftOut.map(({ leftOut }) => leftOut)).toEqual([
    expect.stringContaining('4.11.3, is too old'),
    expect.stringContaining('4.13.1, is too old'),
    expect.stringContaining('not known'),
  ])
})

test('left out and let in by hand; a single router’s interruption as it was measured', () => {
  const fresh = r(2, { version: '4.22.0', requiresupgrade: false })
  const made = plan([r(1), fresh], {}, { without: ['router-1'], include: ['router-2'] })
  expect(made.items.map(({ id }) => id)).toEqual(['router-2'])
  expect(made.leftOut).toMatchObject([{ id: 'router-1', leftOut: 'Left out by you' }])
  const sample = (interrupted: number, hypervisor: string) =>
    ({ method: 'restart-router', pair: false, hypervisor, interrupted, took: 60_000 }) as const
  const samples = [sample(40_000, 'KVM'), sample(50_000, 'KVM'), sample(44_000, 'KVM'), sample(90_000, 'VMware')]
  const measured = plan([r(1), r(2), r(3)], { samples })
  expect(measured.items[0]!.expected).toEqual({ ms: 44_000, from: 'measured', samples: 3 })
  expect(measured.remainingMs).toBe(120_000)
  expect(plan([r(1)]).items[0]!.expected).toEqual({ ms: null, from: 'unknown', samples: 0 })
})

test('hours that reach into the next morning, by the clock of a place', () => {
  const night = { from: '22:00', until: '05:30', timezone: 'Europe/Berlin' }
  const at = (time: string) => isOpen(night, Date.parse(`2026-11-23T${time}:00Z`))
  expect(['20:59', '21:00', '23:30', '04:29', '04:30', '12:00'].map(at)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ])
  const opens = (time: string) => new Date(opensAt(night, Date.parse(time))!).toISOString()
  expect(opens('2026-11-23T09:00:20Z')).toBe('2026-11-23T21:00:00.000Z')
  expect(opens('2026-11-24T04:30:00Z')).toBe('2026-11-24T21:00:00.000Z')
  // Clocks go forward in that night: there is no 02:30.
  const gone = { from: '02:30', until: '02:50', timezone: 'Europe/Berlin' }
  expect(opensAt(gone, Date.parse('2027-03-28T00:00:00Z'))).toBe(Date.parse('2027-03-29T00:30:00Z'))
  const day = { from: '08:00', until: '17:00', timezone: 'UTC' }
  expect(isOpen(day, Date.parse('2026-11-23T16:59:00Z'))).toBe(true)
  expect(isOpen(day, Date.parse('2026-11-23T17:00:00Z'))).toBe(false)
})
