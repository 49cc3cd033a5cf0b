/** How a router stands in the run, as one cell of the progress. */
export type CellTone = 'waiting' | 'running' | 'done' | 'failed' | 'left'

/** Where the cells stand, px. */
export interface CellGrid {
  columns: number
  rows: number
  /** From one cell's edge to the next one's, with the gap. */
  pitch: number
  /** Height of a line of cells, with the gap. */
  line: number
}

/** px between cells */
export const gapOf = ({ pitch }: Pick<CellGrid, 'pitch'>): number => (pitch >= 14 ? 3 : 1)

/** px: narrower cells of one line would be hard to tell apart, so they take another line. */
const NARROWEST = 5
const WIDEST = 96

/**
 * Cells in running order: one line while they fit, then lines of narrow ones. 5,000 fit about twenty-two lines of a
 * desktop's width.
 */
export function cellGrid(count: number, width: number): CellGrid {
  if (count === 0 || width <= 0) return { columns: 0, rows: 0, pitch: 0, line: 0 }
  const even = width / count
  const pitch = Math.min(WIDEST, Math.max(NARROWEST, even))
  const columns = even >= NARROWEST ? count : Math.max(1, Math.floor(width / pitch))
  const rows = Math.ceil(count / columns)
  return { columns, rows, pitch, line: rows === 1 ? 12 : rows < 6 ? 9 : 6 }
}

/** The cell under a point, undefined beside all of them. */
export function cellAt(x: number, y: number, { columns, pitch, line }: CellGrid, count: number): number | undefined {
  if (pitch === 0 || x < 0 || y < 0) return undefined
  const column = Math.floor(x / pitch)
  const index = Math.floor(y / line) * columns + column
  return column < columns && index < count ? index : undefined
}
