import type { ReactNode } from 'react'
import type { MenuEntry } from '../action.ts'

export type CellValue = string | number | boolean | undefined

/** How a cell's row stands to its neighbour: the second of a pair says in grey what both share. */
export interface CellPlace {
  pair?: 'first' | 'last'
}

/** Declare columns at module scope: an array made anew at each render redraws every row. */
export interface Column<Row> {
  id: string
  header: string
  /** px; columns that do not stick share what is left over in proportion to it */
  width: number
  /** px below which the column is not squeezed; `width` when absent, so that a narrow table scrolls */
  minWidth?: number
  align?: 'left' | 'right'
  /** the server's own words, in the monospace face */
  mono?: boolean
  /** for sorting, filtering by text and CSV; undefined sorts last in both directions */
  value(row: Row): CellValue
  /** ascending order, when the natural order of `value` is not it */
  compare?(a: Row, b: Row): number
  /** what is drawn; `text` when absent */
  cell?(row: Row, place: CellPlace): ReactNode
  /** the plain words for CSV and for the text filter; `String(value)` when absent */
  text?(row: Row): string
  /** stays at the left edge; such columns come first and keep their `width` */
  sticky?: boolean
  /** may be hidden in ColumnsMenu */
  optional?: boolean
  /** px of the table's own width below which the column leaves by itself */
  hideBelow?: number
  sortable?: false
  /** direction of the first click on the header, `asc` when absent */
  firstSort?: Direction
  /** the order in words, [ascending, descending]: `['failing first', 'passing first']` */
  sortedText?: readonly [ascending: string, descending: string]
}

export type Direction = 'asc' | 'desc'

export interface Sort {
  column: string
  direction: Direction
}

/** Rows that belong together are sorted as one (at the place of the better-placed half) and drawn with a bracket. */
export interface Pairing<Row> {
  /** the same for both halves; undefined for a row without a partner */
  key(row: Row): string | undefined
  /** draws the bracket red */
  wrong?(rows: readonly Row[]): boolean
  /** the head of the shared card on a phone */
  head?(rows: readonly Row[]): ReactNode
}

export interface Group<Row> {
  key: string
  /** plain name, for the accessible label and CSV */
  name: string
  /** drawn in the group's row: name and counts */
  header?: ReactNode
  /** buttons at the right of the group's row */
  actions?: ReactNode
  rows: readonly Row[]
}

export interface DataTableProps<Row> {
  /** accessible name: "Virtual routers" */
  label: string
  columns: readonly Column<Row>[]
  /** ids of optional columns the user has hidden */
  hidden?: ReadonlySet<string>
  /** what passed the filter; the table sorts it */
  rows: readonly Row[]
  /** module scope */
  rowKey(row: Row): string
  /** the row's name as spoken: "r-1042-VM"; module scope */
  rowName(row: Row): string
  sort?: Sort
  onSort?(sort: Sort): void
  pairing?: Pairing<Row>
  /** instead of a flat list, in this order */
  groups?: readonly Group<Row>[]
  /** keys of rows, also of rows that the filter hides now */
  selection?: ReadonlySet<string>
  onSelection?(selection: ReadonlySet<string>): void
  /** Enter, or a tap on a card */
  onOpen?(row: Row): void
  /** entries of the row's menu, asked for only when it opens */
  menu?(row: Row): readonly MenuEntry[]
  /** a marked row: something is under way with it, or has failed */
  tone?(row: Row): 'busy' | 'fail' | undefined
  /** what unfolds below an expanded row */
  detail?(row: Row): ReactNode
  expanded?: ReadonlySet<string>
  onExpanded?(expanded: ReadonlySet<string>): void
  /** the phone's rendering below 760 px; without it the table scrolls sideways */
  card?(row: Row): ReactNode
  /** nothing has come yet: skeleton rows stand in */
  loading?: boolean
  /** instead of rows when there are none */
  empty?: ReactNode
  /** instead of rows when there are none, before `empty`; above them when there are some */
  error?: ReactNode
  footer?: ReactNode
  /** px, 34 when absent */
  rowHeight?: number
  /** `fill` (default): takes its parent's height and scrolls; `content`: as tall as its rows, for side cards */
  fit?: 'fill' | 'content'
  /** remembers scroll and active row under this name while the tab lives, for coming back from a row's page */
  memoryKey?: string
  /** j, k, x and `.` work from anywhere on the page: for a page's one main table */
  pageKeys?: boolean
}
