import type { Column } from './types.ts'

/** The plain words of a cell, for the text filter and CSV. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  if (column.text) return column.text(row)
  const value = column.value(row)
  return value === undefined ? '' : String(value)
}

// A row's words are put together once: rows that a refresh did not change are the same objects.
const haystacks = new WeakMap<object, WeakMap<object, string>>()

function haystack<Row extends object>(row: Row, columns: readonly Column<Row>[]): string {
  let known = haystacks.get(columns)
  if (!known) haystacks.set(columns, (known = new WeakMap()))
  let words = known.get(row)
  if (words === undefined) {
    words = columns
      .map((column) => cellText(column, row))
      .join('\n')
      .toLowerCase()
    known.set(row, words)
  }
  return words
}

/** Rows in which every word of `text` is found somewhere, in any column, whatever its case. */
export function filterRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  text: string,
): readonly Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => words.every((word) => haystack(row, columns).includes(word)))
}
