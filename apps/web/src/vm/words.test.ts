import { expect, test } from 'vitest'
import { counted, listed, listedAll } from './words.ts'

test('a number and what it counts', () => {
  expect([counted(0, 'router'), counted(1, 'router'), counted(1284, 'router')]).toEqual([
    '0 routers',
    '1 router',
    '1,284 routers',
  ])
  expect([counted(1, 'proxy', 'proxies'), counted(2, 'proxy', 'proxies')]).toEqual(['1 proxy', '2 proxies'])
})

test('a list of names stays a sentence', () => {
  expect(['', 'a', 'a b', 'a b c d'].map((names) => listed(names.split(' ').filter(Boolean)))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and 2 more',
  ])
  expect(listedAll(['a', 'b', 'c'])).toBe('a, b and c')
})
