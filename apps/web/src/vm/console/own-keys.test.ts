import { expect, test } from 'vitest'
import { parseOwn } from './own-keys.ts'

test('what is kept is read again, modifiers in their order', () => {
  expect(parseOwn('[{"held":["Shift","Ctrl"],"key":"T","sysRq":false}]')).toEqual([
    { held: ['Ctrl', 'Shift'], key: 'T', sysRq: false },
  ])
})

test.each(['', 'nonsense', '{}', 'null', '[1, null, {"key": 3}, {"key": "Nope"}, {}]'])('%j is nobody’s', (json) => {
  expect(parseOwn(json)).toEqual([])
})

test('what is missing or strange in one is left out of it', () => {
  expect(parseOwn('[{"key":"F5","held":["Hyper","Alt"],"sysRq":"yes"}]')).toEqual([
    { held: ['Alt'], key: 'F5', sysRq: false },
  ])
})
