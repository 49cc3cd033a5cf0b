import { expect, test } from 'vitest'
import { layoutOf, menuWidth, selectWidth, shownColumns } from './layout.ts'
import type { Column } from './types.ts'

const column = (id: string, more: Partial<Column<string>> = {}): Column<string> => ({
  id,
  header: id,
  width: 100,
  value: (row) => row,
  ...more,
})

test('only optional columns can be hidden by the user', () => {
  const columns = [column('a'), column('b', { optional: true })]
  expect(shownColumns(columns, new Set(['a', 'b']), 800).map((one) => one.id)).toEqual(['a'])
})

test('a column leaves when the table is narrower than it asks for, not before the width is known', () => {
  const columns = [column('a', { hideBelow: 900 })]
  expect(shownColumns(columns, undefined, 800)).toHaveLength(0)
  expect(shownColumns(columns, undefined, 900)).toHaveLength(1)
  expect(shownColumns(columns, undefined, 0)).toHaveLength(1)
})

test('sticky columns stand one after the other and keep their width', () => {
  const { template, left, minWidth } = layoutOf(
    [column('a', { sticky: true }), column('b', { minWidth: 60 })],
    true,
    true,
  )
  expect(template).toBe(`${selectWidth}px 100px minmax(60px, 100fr) ${menuWidth}px`)
  expect(left.get('a')).toBe(selectWidth)
  expect(minWidth).toBe(selectWidth + 100 + 60 + menuWidth)
})
