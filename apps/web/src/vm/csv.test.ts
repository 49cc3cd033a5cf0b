import type { Column } from '@stratoview/ui'
import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

interface Row {
  name: string
  note?: string
}
const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', width: 1, value: (row) => row.name },
  { id: 'note', header: 'Note', width: 1, value: (row) => row.note, text: (row) => row.note ?? '–' },
]

it('writes headers and the words of each cell, quoted when they must be', () => {
  const rows = [{ name: 'r-1-VM', note: 'two, "three"' }, { name: 'r-2-VM' }]
  expect(csvOf(columns, rows)).toBe('Name,Note\r\nr-1-VM,"two, ""three"""\r\nr-2-VM,–\r\n')
})

it('keeps a spreadsheet from running what somebody wrote', () => {
  expect(csvOf(columns, [{ name: '=HYPERLINK("x")', note: '-5' }])).toContain(`"'=HYPERLINK(""x"")",-5\r\n`)
})
