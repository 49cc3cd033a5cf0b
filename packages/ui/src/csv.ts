import { cellText } from './table/filter.ts'
import type { Column } from './table/types.ts'

/**
 * A spreadsheet runs what begins so, and names and descriptions come from anyone who may make a VM: an apostrophe
 * makes it text. Plain numbers such as -5 stay numbers.
 */
function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text
}

function field(text: string): string {
  const safe = guarded(text)
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Columns by rows, comma separated, CRLF, with the byte order mark that makes Excel read UTF-8. */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => field(column.header))]
  for (const row of rows) lines.push(columns.map((column) => field(cellText(column, row))))
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

/** Hands the text, or the bytes, to the browser as a file. */
export function downloadText(
  fileName: string,
  text: string | Uint8Array<ArrayBuffer>,
  type = 'text/csv;charset=utf-8',
): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Not at once: some browsers begin to read only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
