import { expect, test } from 'vitest'
import { hiddenCount, range, stateOf, toggled, withKeys } from './selection.ts'

const shown = ['a', 'b', 'c', 'd']

test('a range runs both ways and includes its ends', () => {
  expect(range(shown, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(range(shown, 'd', 'b')).toEqual(['b', 'c', 'd'])
})

test('without a start that is shown, a range is its one row', () => {
  expect(range(shown, undefined, 'c')).toEqual(['c'])
  expect(range(shown, 'gone', 'c')).toEqual(['c'])
})

test('toggling and adding leave the given selection alone', () => {
  const selection = new Set(['a'])
  expect(toggled(selection, 'a')).toEqual(new Set())
  expect(toggled(selection, 'b')).toEqual(new Set(['a', 'b']))
  expect(withKeys(selection, ['b', 'c'], true)).toEqual(new Set(['a', 'b', 'c']))
  expect(selection).toEqual(new Set(['a']))
})

test('clearing what is shown keeps what the filter hides', () => {
  expect(withKeys(new Set(['a', 'hidden']), shown, false)).toEqual(new Set(['hidden']))
})

test('the head check box has three states and hidden rows do not count in it', () => {
  expect(stateOf(new Set(['hidden']), shown)).toBe('none')
  expect(stateOf(new Set(['a', 'hidden']), shown)).toBe('some')
  expect(stateOf(new Set(shown), shown)).toBe('all')
  expect(stateOf(new Set(['a']), [])).toBe('none')
})

test('selected rows out of sight are counted', () => {
  expect(hiddenCount(new Set(['a', 'x', 'y']), shown)).toBe(2)
})
