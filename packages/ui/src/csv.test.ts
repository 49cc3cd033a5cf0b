import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import type { Column } from './table/types.ts'

const columns: readonly Column<{ name: string; size?: number }>[] = [
  { id: 'name', header: 'Name', width: 80, value: (row) => row.name },
  { id: 'size', header: 'Size, GB', width: 80, value: (row) => row.size },
]
const lineOf = (name: string) => toCsv(columns.slice(0, 1), [{ name }]).split('\r\n')[1]

test('begins with the byte order mark, ends lines with CRLF, leaves missing values empty', () => {
  expect(toCsv(columns, [{ name: 'a', size: 3 }, { name: 'b' }])).toBe('\uFEFFName,"Size, GB"\r\na,3\r\nb,\r\n')
})

test('quotes, commas and line breaks are quoted', () => {
  expect(lineOf('say "hi", you')).toBe('"say ""hi"", you"')
  expect(toCsv(columns.slice(0, 1), [{ name: 'two\nlines' }])).toContain('"two\nlines"')
})

test.each(['=HYPERLINK("http://x")', '+cmd|x', '@SUM(A1)', '-2+3', '\tx'])('%j cannot run as a formula', (name) => {
  expect(lineOf(name)!.replace(/^"/, '')).toMatch(/^'/)
})

test('plain numbers stay numbers', () => {
  expect(lineOf('-5')).toBe('-5')
  expect(lineOf('+1.5')).toBe('+1.5')
})
