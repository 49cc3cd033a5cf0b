import type { Plan, PlanItem } from '@stratoview/bff/app'
import { expect, test } from 'vitest'
import { customersCsv } from './customers.ts'
import { countText } from '../../../vm/rollouts/words.ts'
import { commandsOf, expectedText, failingText } from './plan-words.ts'

const item = (name: string, over: Partial<PlanItem> = {}): PlanItem => ({
  type: 'router',
  id: `id-${name}`,
  name,
  state: 'Running',
  zoneid: 'z1',
  zonename: 'fra-1',
  account: 'acme',
  domain: 'ROOT',
  network: { type: 'network', id: `n-${name}`, name: `net-${name}` },
  unit: name,
  flag: true,
  picked: true,
  why: [],
  unmet: [],
  expected: { ms: 51_000, from: 'measured', samples: 3 },
  ...over,
})
const vpc = { type: 'vpc', id: 'v1', name: '=vpc,pay' } as const
const pair = { redundantstate: 'BACKUP', first: true }
const items = [
  item('r-3', { account: 'nordbank', network: vpc, pair, expected: { ms: 0, from: 'pair', samples: 0 } }),
  item('r-4', { account: 'nordbank', network: vpc, pair, expected: { ms: 1000, from: 'pair', samples: 0 } }),
  item('r-1'),
]
const plan: Plan = {
  kind: 'upgrade',
  method: 'restart-network',
  scope: { by: 'everything' },
  options: { parallel: 1, stopAfter: 1, gate: 'no-worse', patience: 20 },
  made: 0,
  items,
  leftOut: [],
  totals: { vms: 3, units: 2, pairs: 1, networks: 2, accounts: 2, unmet: 0 },
  accounts: [],
  minimums: {},
  remainingMs: null,
}

test('counts pairs and single routers', () => {
  expect(countText(plan)).toBe('3 routers: 1 pair and 1 single')
  expect(countText({ ...plan, totals: { ...plan.totals, pairs: 0, vms: 1 } })).toBe('1 router')
  expect(countText({ ...plan, totals: { ...plan.totals, vms: 2 } })).toBe('2 routers: 1 pair')
})

test('what has not been measured is said so, and what takes nothing away is none', () => {
  expect(expectedText({ ms: null, from: 'unknown', samples: 0 })).toBe('not measured yet')
  expect(expectedText({ ms: 0, from: 'method', samples: 0 })).toBe('none')
  expect(expectedText({ ms: 51_000, from: 'measured', samples: 3 })).toBe('about 51 s')
})

test('what fails before the start is told, with what the run makes of it', () => {
  const health = { at: 0, verdict: 'failing', failing: ['disk_space_check.py'] } as const
  const silent = { at: 0, verdict: 'no-contact', failing: [] } as const
  const sick = { ...plan, items: [item('r-1', { health: { ...health, failing: [...health.failing] } }), item('r-2')] }
  expect(failingText(plan)).toBeUndefined()
  expect(failingText(sick)).toMatch(/^One of them fails checks already.* What fails now may go on failing/)
  const both = { ...sick, items: [...sick.items, item('r-3', { health: { ...silent, failing: [] } })] }
  expect(failingText({ ...both, options: { ...plan.options, gate: 'healthy' } })).toMatch(
    /^2 of them fail.* None of them is begun/,
  )
  expect(failingText({ ...sick, method: 'check' })).toBeUndefined()
})

test('the commands are those of the plan, a network once', () => {
  expect(commandsOf(plan)).toBe('cmk restart vpc id=v1 cleanup=true\ncmk restart network id=n-r-1 cleanup=true')
  expect(commandsOf({ ...plan, method: 'restart-router' }).split('\n')).toHaveLength(3)
})

test('the list for customers has a line a network, by account, and runs nothing in a spreadsheet', () => {
  const lines = customersCsv(plan).trim().split('\r\n')
  expect(lines[0]).toBe(
    'Account,Domain,Network or VPC,Kind,Zone,Routers,Redundant,What is done,Expected interruption,Within hours',
  )
  expect(lines[1]).toBe('acme,ROOT,net-r-1,network,fra-1,r-1,no,Upgrade: Restart each network with cleanup,about 51 s,')
  expect(lines[2]).toContain(`nordbank,ROOT,"'=vpc,pay",VPC,fra-1,r-3 r-4,yes,`)
  expect(lines[2]).toContain('about 1 s')
})
