import { expect, test } from 'vitest'
import { arrangeRows, bringTogether, naturalKey, nextSort, sortRows } from './sort.ts'
import type { Column } from './types.ts'

interface Row {
  name: string
  size?: number
  pair?: string
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', width: 80, value: (row) => row.name },
  { id: 'size', header: 'Size', width: 80, value: (row) => row.size },
  {
    id: 'last',
    header: 'Last letter',
    width: 80,
    value: (row) => row.name,
    compare: (a, b) => a.name.slice(-1).localeCompare(b.name.slice(-1)),
    firstSort: 'desc',
  },
]
const names = (rows: readonly Row[]) => rows.map((row) => row.name)

test('numbers inside names and addresses count as numbers', () => {
  const rows = [{ name: 'r-10-VM' }, { name: 'r-9-VM' }, { name: 'R-1-VM' }]
  expect(names(sortRows(rows, columns, { column: 'name', direction: 'asc' }))).toEqual(['R-1-VM', 'r-9-VM', 'r-10-VM'])
  expect(naturalKey('10.1.1.9') < naturalKey('10.1.1.10')).toBe(true)
})

test('a row without a value comes last in both directions', () => {
  const rows = [{ name: 'none' }, { name: 'two', size: 2 }, { name: 'one', size: 1 }]
  expect(names(sortRows(rows, columns, { column: 'size', direction: 'asc' }))).toEqual(['one', 'two', 'none'])
  expect(names(sortRows(rows, columns, { column: 'size', direction: 'desc' }))).toEqual(['two', 'one', 'none'])
})

test('equal rows keep their order by the first column whatever order they came in', () => {
  const rows = ['c', 'a', 'b'].map((name) => ({ name, size: 1 }))
  const sort = { column: 'size', direction: 'desc' } as const
  expect(names(sortRows(rows, columns, sort))).toEqual(['a', 'b', 'c'])
  expect(names(sortRows(rows.toReversed(), columns, sort))).toEqual(['a', 'b', 'c'])
})

test('a column may bring its own order', () => {
  const rows = [{ name: 'ab' }, { name: 'ba' }]
  expect(names(sortRows(rows, columns, { column: 'last', direction: 'asc' }))).toEqual(['ba', 'ab'])
  expect(names(sortRows(rows, columns, { column: 'last', direction: 'desc' }))).toEqual(['ab', 'ba'])
})

test('an unknown column leaves the rows as they came', () => {
  const rows = [{ name: 'b' }, { name: 'a' }]
  expect(sortRows(rows, columns, { column: 'gone', direction: 'asc' })).toBe(rows)
})

test('a pair takes the place of the half that comes first', () => {
  const rows = [
    { name: 'a', pair: 'x' },
    { name: 'b' },
    { name: 'c', pair: 'y' },
    { name: 'd', pair: 'x' },
    { name: 'e', pair: 'y' },
  ]
  const pairing = { key: (row: Row) => row.pair }
  expect(names(bringTogether(rows, pairing))).toEqual(['a', 'd', 'b', 'c', 'e'])
  expect(names(arrangeRows(rows, columns, { column: 'name', direction: 'desc' }, pairing))).toEqual([
    'e',
    'c',
    'd',
    'a',
    'b',
  ])
})

test('a header asks first for its own direction, then for the other', () => {
  expect(nextSort(columns[2]!)).toEqual({ column: 'last', direction: 'desc' })
  expect(nextSort(columns[2]!, { column: 'last', direction: 'desc' })).toEqual({ column: 'last', direction: 'asc' })
  expect(nextSort(columns[0]!, { column: 'last', direction: 'asc' })).toEqual({ column: 'name', direction: 'asc' })
})
