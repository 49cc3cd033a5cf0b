import { expect, test } from 'vitest'
import { commandOf, isPageKey, moved } from './keyboard.ts'

const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

test('letters and arrows move alike, and Shift extends', () => {
  expect(commandOf(press('j'))).toEqual(commandOf(press('ArrowDown')))
  expect(commandOf(press('K', { shiftKey: true }))).toEqual({ do: 'move', by: -1, extend: true })
  expect(commandOf(press('x'))).toEqual({ do: 'select', extend: false })
})

test('shortcuts of the browser are left alone', () => {
  expect(commandOf(press('x', { ctrlKey: true }))).toBeUndefined()
  expect(commandOf(press('ArrowLeft', { altKey: true }))).toBeUndefined()
  expect(commandOf(press('a', { metaKey: true }))).toEqual({ do: 'all' })
  expect(commandOf(press('q'))).toBeUndefined()
})

test('only j, k, x and the dot work from anywhere', () => {
  expect(['j', 'k', 'x', '.'].every((key) => isPageKey(press(key)))).toBe(true)
  expect(isPageKey(press('Enter'))).toBe(false)
  expect(isPageKey(press('x', { ctrlKey: true }))).toBe(false)
})

test('the active row stays within the table', () => {
  expect(moved(-1, 5, 1, 20)).toBe(0)
  expect(moved(-1, 5, -1, 20)).toBe(4)
  expect(moved(4, 5, 1, 20)).toBe(4)
  expect(moved(1, 50, 'page-down', 20)).toBe(21)
  expect(moved(3, 50, 'page-up', 20)).toBe(0)
  expect(moved(3, 50, 'last', 20)).toBe(49)
})
