import { expect, test } from 'vitest'
import { step, type ScreenEvent, type Way } from './machine.ts'
import { initial, type ScreenState } from './phase.ts'

const relay: Way = { mode: 'relay', id: 'c1', url: 'ws://x/1', viewOnly: false }
const open: ScreenEvent = { type: 'open' }
const lost = (why = 'lost', at = 1_000): ScreenEvent => ({
  type: 'closed',
  why,
  text: `because ${why}`,
  again: true,
  at,
  dice: 0.5,
})
const run = (events: ScreenEvent[], from: ScreenState = initial) => events.reduce(step, from)
const live = run([open, { type: 'answered', way: relay }, { type: 'connected', at: 0, secure: true }])

test('asks, connects, and is there', () => {
  const asked = run([open])
  expect(asked.phase).toEqual({ at: 'asking', takeover: false })
  expect(run([{ type: 'answered', way: relay }, { type: 'greeting' }], asked).phase).toMatchObject({ step: 'greeting' })
  expect(live).toMatchObject({ id: 'c1', phase: { at: 'connected', since: 0, secure: true } })
})

test('a loss is tried eight times, later each time, and then given up; the first cause stays', () => {
  const delays: (number | undefined)[] = []
  let state = run([lost()], live)
  while (state.phase.at === 'lost' && delays.length < 20) {
    delays.push(state.phase.delay)
    if (state.phase.delay === undefined) break
    state = run([{ type: 'due' }, { type: 'answered', way: relay }, lost('unreachable', 2_000)], state)
  }
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, undefined])
  expect(state.cause).toMatchObject({ why: 'lost', at: 1_000 })
})

test('the wait is spread by a quarter either way', () => {
  const delay = (dice: number) => run([{ ...lost(), dice } as ScreenEvent], live).phase
  expect(delay(0)).toEqual({ at: 'lost', delay: 375 })
  expect(delay(1)).toEqual({ at: 'lost', delay: 625 })
})

test('only a screen that stood for a while earns a fresh row of tries', () => {
  const flapping = run([lost(), { type: 'due' }, { type: 'answered', way: relay }], live)
  const back = run([{ type: 'connected', at: 2_000, secure: true }], flapping)
  expect(back.cause).toBeUndefined()
  expect(run([lost('lost', 3_000)], back).phase).toEqual({ at: 'lost', delay: 1_000 })
  expect(run([lost('lost', 32_000)], back).phase).toEqual({ at: 'lost', delay: 500 })
})

test.each([
  ['taken-over', 'taken-over'],
  ['vm-gone', 'not-running'],
  ['ended', 'ended'],
])('%s ends it in a state of its own, with no try to come', (why, at) => {
  const state = run([{ ...lost(why), by: 'eve' } as ScreenEvent], live)
  expect(state).toMatchObject({ phase: { at }, cause: { why, by: 'eve' } })
  expect(run([{ type: 'due' }], state)).toBe(state)
})

test('what is not to be tried again is a refusal', () => {
  expect(run([{ ...lost('untrusted'), again: false } as ScreenEvent], live).phase.at).toBe('refused')
})

test('a way in that somebody else took meanwhile is asked for anew, never with a takeover', () => {
  const entering = run([
    { type: 'open', takeover: true },
    { type: 'answered', way: relay },
  ])
  expect(run([lost('in-use')], entering).phase).toEqual({ at: 'asking', takeover: false })
})

test('a refusal is told; a question that broke is asked again', () => {
  const no = (how: 'no-proxy' | 'refused' | 'not-running' | 'broken'): ScreenEvent => ({
    type: 'refused',
    how,
    text: how,
    at: 1,
    dice: 0.5,
  })
  for (const how of ['no-proxy', 'refused', 'not-running'] as const)
    expect(run([open, no(how)])).toMatchObject({ phase: { at: how }, cause: { text: how } })
  expect(run([open, no('broken')]).phase.at).toBe('lost')
  // On the way back from a loss no proxy is one more reason to wait.
  expect(run([lost(), { type: 'due' }, no('no-proxy')], live).phase.at).toBe('lost')
  expect(run([lost(), { type: 'due' }, no('refused')], live).phase.at).toBe('refused')
})

test('in use: nothing is opened before the user chooses', () => {
  const by = [{ user: 'eve', mine: false }]
  const state = run([open, { type: 'answered', way: { mode: 'in-use', by } }])
  expect(state.phase).toEqual({ at: 'in-use', by })
  expect(run([{ type: 'open', takeover: true }], state).phase).toEqual({ at: 'asking', takeover: true })
})

test('follows the machine: stopped, and back as soon as it runs', () => {
  const stopped = run([{ type: 'stopped', text: 'r-1 is stopped.', at: 5 }], live)
  expect(stopped).toMatchObject({ phase: { at: 'not-running' }, cause: { text: 'r-1 is stopped.' } })
  expect(run([{ type: 'running' }], stopped).phase.at).toBe('asking')
  expect(run([{ type: 'running' }], run([lost('taken-over')], live)).phase.at).toBe('taken-over')
})

test('silence shows and passes', () => {
  const silent = run([{ type: 'silence', waiting: true }], live)
  expect(silent.phase.at).toBe('silent')
  expect(run([{ type: 'silence', waiting: false }], silent)).toEqual(live)
})

test('what comes too late changes nothing', () => {
  const left = run([{ type: 'left', text: 'done', at: 9 }], live)
  for (const late of [lost(), { type: 'answered', way: relay }, { type: 'connected', at: 1, secure: true }] as const)
    expect(run([late as ScreenEvent], left)).toBe(left)
})
