import { expect, test } from 'vitest'
import { remaining } from '../../src/rollout/context.ts'
import type { Vm } from '../../src/rollout/look.ts'
import type { ItemRecord, RunRecord } from '../../src/rollout/record.ts'
import { candidates, choose } from '../../src/rollout/schedule.ts'

const run = (parallel: number, more: Partial<RunRecord> = {}) =>
  ({ method: 'restart-router', options: { parallel }, own: { ran: 0 }, ...more }) as RunRecord
const expected = { ms: null, from: 'unknown', samples: 0 } as const

function item(
  n: number,
  network: number,
  more: Partial<ItemRecord> = {},
  own: Partial<ItemRecord['own']> = {},
): ItemRecord {
  return {
    id: `router:${n}`,
    subject: { type: 'router', id: String(n), name: `r-${n}-VM` },
    vms: [],
    step: 'waiting',
    since: 0,
    attempt: 1,
    expected,
    rev: 1,
    own: { order: n, place: { by: 'network', id: String(network) }, pair: false, ...own },
    ...more,
  }
}
const vm = (n: number, redundantstate?: string, state = 'Running'): Vm => ({
  type: 'router',
  id: String(n),
  name: `r-${n}-VM`,
  state,
  redundant: redundantstate !== undefined,
  outdated: false,
  ...(redundantstate !== undefined && { redundantstate }),
})
const pairItems = (n: number, network: number, more: Partial<ItemRecord>[] = [{}, {}]) =>
  [0, 1].map((i) => item(n + i, network, more[i], { pair: true, partner: `router:${n + 1 - i}` }))

function decide(of: RunRecord, items: ItemRecord[], places: Record<string, Vm[]>) {
  const all = new Map(items.map((one) => [one.id, one]))
  const seen = new Map(Object.entries(places).map(([id, vms]) => [`network:${id}`, vms]))
  const { begin, hold } = choose(of, all, candidates(of, items), seen)
  return { begin: begin.map(({ subject }) => subject.id), hold: hold.map(({ item, why }) => [item.subject.id, why]) }
}

test('as many as there is room for, in the plan’s order, one a network', () => {
  const items = [item(1, 1), item(2, 1), item(3, 2), item(4, 3), item(5, 4, { step: 'acting' })]
  const places = { 1: [vm(1), vm(2)], 2: [vm(3)], 3: [vm(4)] }
  expect(decide(run(3), items, places).begin).toEqual(['1', '3'])
  expect(decide(run(1), items, places).begin).toEqual([])
  // The network of one that is under way is taken.
  expect(decide(run(9), [item(1, 4), ...items.slice(4)], { 4: [vm(1), vm(5)] }).begin).toEqual([])
})

test('of a pair the BACKUP, whatever the plan’s order; the PRIMARY when the other is done and stands by', () => {
  const both = { 1: [vm(1, 'PRIMARY'), vm(2, 'BACKUP')] }
  expect(decide(run(2), pairItems(1, 1), both).begin).toEqual(['2'])
  const after = [{}, { step: 'done' as const }]
  expect(decide(run(2), pairItems(1, 1, after), both).begin).toEqual(['1'])
  expect(decide(run(2), pairItems(1, 1, after), { 1: [vm(1, 'PRIMARY'), vm(2, 'UNKNOWN', 'Starting')] })).toEqual({
    begin: [],
    hold: [['1', 'The other router, r-2-VM, is Starting']],
  })
  expect(decide(run(2), pairItems(1, 1, [{}, { step: 'failed' }]), both).hold).toEqual([
    ['1', 'The other router, r-2-VM, failed'],
  ])
  // Failed and then skipped by somebody who has looked at it: what counts is how the two stand now.
  expect(decide(run(2), pairItems(1, 1, [{}, { step: 'skipped' }]), both).begin).toEqual(['1'])
})

test('never two of a pair, for every state the two can be in', () => {
  const states = ['Running', 'Starting', 'Stopping', 'Stopped']
  const roles = ['PRIMARY', 'BACKUP', 'UNKNOWN', 'FAULT']
  const steps = ['waiting', 'checking', 'intent', 'acting', 'settling', 'proving', 'done', 'failed', 'skipped'] as const
  let begun = 0
  for (const a of states)
    for (const b of states)
      for (const x of roles)
        for (const y of roles) {
          for (const first of steps)
            for (const second of steps) {
              const items = pairItems(1, 1, [{ step: first }, { step: second }])
              const { begin } = decide(run(10), items, { 1: [vm(1, x, a), vm(2, y, b)] })
              begun += begin.length
              expect(begin.length).toBeLessThan(2)
              if (begin.length === 0) continue
              // Both run and agree who leads, and nobody is at work on either.
              expect([a, b]).toEqual(['Running', 'Running'])
              expect([x, y].toSorted()).toEqual(['BACKUP', 'PRIMARY'])
              const other = begin[0] === '1' ? second : first
              expect(['waiting', 'done', 'skipped']).toContain(other)
            }
        }
  expect(begun).toBeGreaterThan(0)
})

test('what is held back is left alone for a while, and does not keep others from their turn', () => {
  const items = [item(1, 1, {}, { held: 20_000 }), item(2, 2)]
  const places = { 1: [vm(1)], 2: [vm(2)] }
  expect(decide(run(1), items, places).begin).toEqual(['2'])
  expect(decide(run(1, { own: { ran: 20_000 } as RunRecord['own'] }), items, places).begin).toEqual(['1'])
})

test('what is left takes what the done ones took, less what is behind it, and a pair one after the other', () => {
  const done = item(1, 1, { step: 'done', started: 0, ended: 60_000 })
  const left = (parallel: number, ...items: ItemRecord[]) =>
    remaining(run(parallel, { seen: 100_000, remainingMs: 7 }), items)
  expect(left(2, item(2, 2))).toBe(7)
  expect(left(2, done)).toBe(0)
  expect(left(2, done, item(2, 2), item(3, 3), item(4, 4), item(5, 5))).toBe(120_000)
  expect(left(1, done, item(2, 2, { step: 'acting', started: 60_000 }))).toBe(20_000)
  expect(left(50, done, ...pairItems(2, 2), item(4, 4))).toBe(120_000)
})
