import { expect, test } from 'vitest'
import { daysUntil, nearness, untilWords } from './served.ts'

const now = Date.parse('2026-11-26T12:00:00Z')
const said = (to: string) => untilWords(daysUntil(to, now))

test('an end that is over is told by the days that have passed since', () => {
  expect(said('2026-11-26T11:00:00Z')).toBe('ended less than a day ago')
  expect(said('2026-11-25T11:00:00Z')).toBe('ended 1 day ago')
  expect(said('2026-11-23T11:00:00Z')).toBe('ended 3 days ago')
})

test('and one to come by the whole days that are left', () => {
  expect(said('2026-11-26T13:00:00Z')).toBe('today')
  expect(said('2026-11-27T13:00:00Z')).toBe('in 1 day')
  expect(said('2026-12-05T13:00:00Z')).toBe('in 9 days')
})

test('it grows louder a month, two weeks and a week before, and from the first moment after', () => {
  const near = (to: string) => nearness(daysUntil(to, now))
  expect(near('2026-11-26T11:59:59Z')).toBe('over')
  expect(near('2026-11-26T12:00:01Z')).toBe('week')
  expect(near('2026-12-10T12:00:00Z')).toBe('fortnight')
  expect(near('2026-12-26T12:00:00Z')).toBe('month')
  expect(near('2026-12-27T12:00:00Z')).toBe('far')
})
