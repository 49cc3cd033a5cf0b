import type { CSSProperties } from 'react'
import type { Column } from './types.ts'

export const selectWidth = 34
export const menuWidth = 32

/** The columns to draw: not hidden by the user, and not dropped because the table has become narrower. */
export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  hidden: ReadonlySet<string> | undefined,
  width: number,
): readonly Column<Row>[] {
  return columns.filter((column) => {
    if (column.optional && hidden?.has(column.id)) return false
    return width === 0 || column.hideBelow === undefined || width >= column.hideBelow
  })
}

export interface Layout {
  /** `grid-template-columns` of every row */
  template: string
  /** px below which the table scrolls sideways */
  minWidth: number
  /** px from the left edge for each sticky column, by id */
  left: ReadonlyMap<string, number>
}

/** Sticky columns keep their width, since the next one's place is counted from it; the others share what is left. */
export function layoutOf<Row>(columns: readonly Column<Row>[], select: boolean, menu: boolean): Layout {
  const left = new Map<string, number>()
  let minWidth = select ? selectWidth : 0
  const tracks = select ? [`${selectWidth}px`] : []
  for (const column of columns) {
    if (column.sticky) left.set(column.id, minWidth)
    minWidth += column.sticky ? column.width : (column.minWidth ?? column.width)
    tracks.push(column.sticky ? `${column.width}px` : `minmax(${column.minWidth ?? column.width}px, ${column.width}fr)`)
  }
  if (menu) tracks.push(`${menuWidth}px`)
  return { template: tracks.join(' '), minWidth: minWidth + (menu ? menuWidth : 0), left }
}

/** Where a column sticks, for the style sheet: it counts only while the table scrolls sideways. */
export const stuckAt = (left: number) => ({ '--table-left': `${left}px` }) as CSSProperties
