import { describe, expect, it } from 'vitest'
import { ageText, ageWords, momentText, whenText } from './age.ts'

const time = '2026-11-23T09:40:46+0000'
const at = Date.UTC(2026, 10, 23, 9, 40, 46)
const minute = 60_000

describe('ages', () => {
  it.each([
    [5_900, '5 s', '5 seconds ago'],
    [minute, '1 m', '1 minute ago'],
    [59 * minute, '59 m', '59 minutes ago'],
    [3 * 60 * minute, '3 h', '3 hours ago'],
    [73 * 60 * minute, '3 d', '3 days ago'],
    // Two clocks that differ a little are no reason to speak of the future.
    [-2000, '0 s', '0 seconds ago'],
  ])('%i ms is %s', (ms, short, words) => {
    expect(ageText(time, at + ms)).toBe(short)
    expect(ageWords(time, at + ms)).toBe(words)
  })

  it('says nothing of a time that is none', () => {
    expect(ageText(undefined, at)).toBeUndefined()
    expect(ageText('yesterday', at)).toBeUndefined()
    expect(momentText('yesterday')).toBe('yesterday')
  })
})

it('tells a moment as short as it can be told apart', () => {
  expect(whenText(time, at + 5000)).toMatch(/^\d\d:\d\d$/)
  expect(whenText(time, at + 3 * 86_400_000)).toMatch(/^[A-Z][a-z]{2},? \d\d:\d\d$/)
  expect(whenText(time, at + 40 * 86_400_000)).toBe('23 Nov 2026')
})
