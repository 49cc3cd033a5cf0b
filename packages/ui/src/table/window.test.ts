import { expect, test } from 'vitest'
import { covers, meets, offsetsOf, revealed, rowAt, spanOf } from './window.ts'

const even = offsetsOf(100, () => 34)

test('a row is found by any height inside it', () => {
  expect([0, 33, 34, 67, 68].map((y) => rowAt(even, y))).toEqual([0, 0, 1, 1, 2])
  expect(rowAt(even, -50)).toBe(0)
  expect(rowAt(even, 1e9)).toBe(99)
})

test('rows of different heights are found alike', () => {
  const uneven = offsetsOf(4, (index) => [10, 100, 10, 10][index]!)
  expect([...uneven]).toEqual([0, 10, 110, 120, 130])
  expect([9, 10, 109, 110].map((y) => rowAt(uneven, y))).toEqual([0, 1, 1, 2])
})

test('the span holds what is seen and the spare rows around it, within the table', () => {
  expect(spanOf(even, 340, 680, 0)).toEqual({ first: 10, last: 19 })
  expect(spanOf(even, 340, 680, 5)).toEqual({ first: 5, last: 24 })
  expect(spanOf(even, 0, 340, 5).first).toBe(0)
  expect(spanOf(even, 3300, 3640, 5).last).toBe(99)
  expect(
    spanOf(
      offsetsOf(0, () => 34),
      0,
      340,
      5,
    ),
  ).toEqual({ first: 0, last: -1 })
})

test('what is drawn covers what is seen, or does not', () => {
  expect(covers({ first: 5, last: 24 }, { first: 5, last: 24 })).toBe(true)
  expect(covers({ first: 5, last: 24 }, { first: 4, last: 20 })).toBe(false)
  expect(covers({ first: 5, last: 24 }, { first: 10, last: 25 })).toBe(false)
})

test('after a jump nothing of what is drawn is seen', () => {
  expect(meets({ first: 5, last: 24 }, { first: 24, last: 40 })).toBe(true)
  expect(meets({ first: 5, last: 24 }, { first: 25, last: 40 })).toBe(false)
})

test('a row already seen whole moves nothing; others move just enough', () => {
  expect(revealed(even, 12, 340, 340)).toBe(340)
  expect(revealed(even, 5, 340, 340)).toBe(170)
  expect(revealed(even, 20, 340, 340)).toBe(21 * 34 - 340)
})
