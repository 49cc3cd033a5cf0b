import { expect, test, vi } from 'vitest'
import { everyPage } from './every-page.ts'

const list = (pages: readonly string[][], count: number) =>
  vi.fn((page: number) => Promise.resolve({ count, host: pages[page - 1] ?? [] }))

test('asks page by page until all that were promised are there', async () => {
  const ask = list([['a', 'b'], ['c']], 3)
  expect(await everyPage('host', ask)).toEqual(['a', 'b', 'c'])
  expect(ask.mock.calls).toEqual([[1], [2]])
})

test('an empty page is the end, whatever was promised: rows went while they were read', async () => {
  expect(await everyPage('host', list([['a', 'b']], 3))).toEqual(['a', 'b'])
  expect(await everyPage('host', list([], 0))).toEqual([])
})
