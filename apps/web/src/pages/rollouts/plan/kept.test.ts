import { expect, test } from 'vitest'
import { keptOf } from './kept.ts'

const options = { parallel: 1, stopAfter: 1, gate: 'no-worse', patience: 20 }

test.each([null, undefined, 'text', { routers: 'r', options: null, include: 7 }])('of %j nothing is kept', (state) =>
  expect(keptOf(state)).toEqual({ routers: [], options, without: [], include: [] }),
)

test('what a step holds is read back, and what it lacks is as at first', () => {
  const window = { from: '22:00', until: '05:00', timezone: 'Europe/Berlin' }
  expect(keptOf({ routers: ['a', 1], options: { parallel: 4, window }, without: ['b'] })).toEqual({
    routers: ['a'],
    options: { ...options, parallel: 4, window },
    without: ['b'],
    include: [],
  })
})
