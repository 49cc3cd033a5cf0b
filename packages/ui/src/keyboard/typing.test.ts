import { describe, expect, test } from 'vitest'
import { loadLayout } from './layouts.ts'
import { planStrokes, typable, type Stroke } from './strokes.ts'
import { createTyping, safePace, typingTime, type Clock, type Progress } from './typing.ts'

const layout = typable(await loadLayout('de'))

function strokesFor(text: string): readonly Stroke[] {
  const plan = planStrokes(text, layout)
  if (!plan.possible) throw new Error('untypable')
  return plan.strokes
}

/** A clock that moves when told to, and says how many timers it holds. */
function handClock() {
  let now = 0
  const timers = new Map<() => void, number>()
  const clock: Clock = {
    after(ms, run) {
      timers.set(run, now + ms)
      return () => timers.delete(run)
    },
  }
  const pass = (ms: number) => {
    const until = now + ms
    for (;;) {
      const [due] = [...timers].filter(([, at]) => at <= until).sort(([, a], [, b]) => a - b)
      if (!due) break
      timers.delete(due[0])
      now = due[1]
      due[0]()
    }
    now = until
  }
  return { clock, pass, now: () => now, waiting: () => timers.size }
}

function typingOf(text: string, pace = 20, failAt = Number.POSITIVE_INFINITY) {
  const hand = handClock()
  const sent: string[] = []
  const held = new Set<string>()
  const reports: Progress[] = []
  const typing = createTyping({
    strokes: strokesFor(text),
    pace,
    clock: hand.clock,
    sendKey(_keysym, code, down) {
      if (sent.length >= failAt) throw new Error('closed')
      if (down) held.add(code)
      else held.delete(code)
      sent.push(`${hand.now()} ${down ? '+' : '-'}${code}`)
    },
    onProgress: (progress) => reports.push(progress),
  })
  return { ...hand, typing, sent, held, reports }
}

describe('typing', () => {
  test('nothing happens before the start, and a second start changes nothing', () => {
    const { typing, sent, pass, waiting } = typingOf('ab')
    pass(1000)
    expect(sent).toEqual([])
    expect(typing.progress()).toEqual({ state: 'ready', typed: 0, total: 2 })
    typing.start()
    typing.start()
    pass(1000)
    typing.start()
    pass(1000)
    expect(sent).toHaveLength(4)
    expect(waiting()).toBe(0)
  })

  test('keys go at their pace, modifiers around them, dead keys before them', () => {
    const { typing, sent, pass } = typingOf('aB@é')
    typing.start()
    expect(sent).toEqual(['0 +KeyA', '0 -KeyA'])
    pass(19)
    expect(sent).toHaveLength(2)
    pass(1000)
    expect(sent.slice(2)).toEqual([
      '20 +ShiftLeft',
      '30 +KeyB',
      '30 -KeyB',
      '50 -ShiftLeft',
      '60 +AltRight',
      '70 +KeyQ',
      '70 -KeyQ',
      '90 -AltRight',
      '100 +Equal',
      '100 -Equal',
      '120 +KeyE',
      '120 -KeyE',
    ])
    expect(typingTime(strokesFor('aB@é'), 20)).toBe(140)
  })

  test('progress counts characters and ends when the last has had its time', () => {
    const { typing, pass, reports } = typingOf('aB')
    typing.start()
    pass(59)
    expect(typing.progress()).toEqual({ state: 'typing', typed: 2, total: 2 })
    pass(1)
    const steps = reports.map(({ state, typed }) => `${state} ${typed}`)
    expect(steps).toEqual(['typing 0', 'typing 1', 'typing 2', 'done 2'])
  })

  test('nothing to type is done at once', () => {
    const { typing, sent } = typingOf('')
    typing.start()
    expect([typing.progress().state, sent.length]).toEqual(['done', 0])
  })

  test.each([0, 1, 20, 30, 45, 50, 65, 75, 95, 105, 139])(
    'stopped after %i ms, no key is held and none follows',
    (ms) => {
      const { typing, sent, held, pass, waiting } = typingOf('aB@é')
      typing.start()
      pass(ms)
      typing.stop()
      const before = sent.length
      expect([...held]).toEqual([])
      expect(waiting()).toBe(0)
      pass(1000)
      typing.start()
      expect(sent).toHaveLength(before)
      expect(typing.progress().state).toBe('stopped')
    },
  )

  test('a character counts from when the guest has it, even if its Shift is still held', () => {
    const { typing, pass, sent } = typingOf('ABC')
    typing.start()
    pass(10)
    typing.stop()
    expect(sent).toEqual(['0 +ShiftLeft', '10 +KeyA', '10 -KeyA', '10 -ShiftLeft'])
    expect(typing.progress()).toEqual({ state: 'stopped', typed: 1, total: 3 })
  })

  test('stopping while Shift is down lets go of it', () => {
    const { typing, sent, pass } = typingOf('AB')
    typing.start()
    typing.stop()
    pass(1000)
    expect(sent).toEqual(['0 +ShiftLeft', '0 -ShiftLeft'])
  })

  test('stopped from its own report, it types no further', () => {
    const hand = handClock()
    const sent: string[] = []
    const typing = createTyping({
      strokes: strokesFor('abc'),
      pace: 20,
      clock: hand.clock,
      sendKey: (_keysym, code) => sent.push(code),
      onProgress: ({ typed, state }) => typed === 1 && state === 'typing' && typing.stop(),
    })
    typing.start()
    hand.pass(1000)
    expect(sent).toEqual(['KeyA', 'KeyA'])
  })

  test('after it is done, stopping changes nothing', () => {
    const { typing, pass } = typingOf('a')
    typing.start()
    pass(20)
    typing.stop()
    expect(typing.progress().state).toBe('done')
  })

  test.each([0, 1, 2, 3, 4])('a connection that fails at event %i ends it', (failAt) => {
    const { typing, pass, waiting, sent } = typingOf('aB', 20, failAt)
    typing.start()
    pass(1000)
    expect([typing.progress().state, waiting(), sent.length]).toEqual(['failed', 0, failAt])
  })

  test('a long text is never quicker than the guest plays its keys', () => {
    expect(safePace(strokesFor('a'.repeat(200)), 12)).toBe(12)
    expect(safePace(strokesFor('a'.repeat(201)), 12)).toBe(20)
    expect(safePace(strokesFor('A'.repeat(101)), 12)).toBe(20)
    expect(safePace(strokesFor('a'.repeat(201)), 50)).toBe(50)
    const { typing, sent, pass } = typingOf('a'.repeat(201), 12)
    typing.start()
    pass(20)
    expect(sent.at(-1)).toBe('20 -KeyA')
  })
})
