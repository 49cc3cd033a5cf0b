import { expect, test } from 'vitest'
import { longAge, shortAge } from './ages.ts'

test.each([
  [-5000, '0 s', '0 seconds'],
  [12_000, '12 s', '12 seconds'],
  [60_000, '1 m', '1 minute'],
  [59 * 60_000, '59 m', '59 minutes'],
  [47 * 3_600_000, '47 h', '47 hours'],
  [72 * 3_600_000, '3 d', '3 days'],
])('%d ms is %s', (ms, short, long) => {
  expect(shortAge(ms)).toBe(short)
  expect(longAge(ms)).toBe(long)
})
