import { expect, test } from 'vitest'
import { cellText, filterRows } from './filter.ts'
import type { Column } from './types.ts'

interface Row {
  name: string
  ip?: string
  state: string
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', width: 80, value: (row) => row.name },
  { id: 'ip', header: 'IP', width: 80, value: (row) => row.ip },
  { id: 'state', header: 'State', width: 80, value: (row) => row.state.length, text: (row) => row.state },
]
const rows: readonly Row[] = [
  { name: 'r-1-VM', ip: '10.1.1.1', state: 'Running' },
  { name: 'r-2-VM', state: 'Stopped' },
]

test('every word must be found, in whichever column', () => {
  expect(filterRows(rows, columns, 'RUNNING 10.1')).toEqual([rows[0]])
  expect(filterRows(rows, columns, 'r-2 running')).toEqual([])
})

test('no words, no filter', () => {
  expect(filterRows(rows, columns, '   ')).toBe(rows)
})

test('a changed row is read anew', () => {
  expect(filterRows([{ ...rows[1]!, state: 'Running' }], columns, 'running')).toHaveLength(1)
})

test('a cell without a value has no words', () => {
  expect(cellText(columns[1]!, rows[1]!)).toBe('')
})
