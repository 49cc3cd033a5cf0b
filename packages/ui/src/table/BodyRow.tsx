import { memo, useLayoutEffect, useRef, type ReactNode } from 'react'
import type { MenuEntry } from '../action.ts'
import { CheckBox } from './CheckBox.tsx'
import { cellText } from './filter.ts'
import { type Layout, stuckAt } from './layout.ts'
import { RowMenu } from './RowMenu.tsx'
import classes from './table.module.css'
import type { Column } from './types.ts'

/** What a row may do; one object for the life of the table, so that rows are drawn only when they change. */
export interface RowHandlers {
  pick(key: string, extend: boolean): void
  activate(key: string): void
  openMenu(key: string, opened: boolean): void
  menu?(key: string): readonly MenuEntry[]
}

export interface RowProps<Row> {
  id: string
  rowKey: string
  name: string
  row: Row
  index: number
  top: number
  height: number
  columns: readonly Column<Row>[]
  layout: Layout
  place?: 'first' | 'last' | 'middle'
  wrong?: boolean
  tone?: string
  active: boolean
  selected?: boolean
  expanded?: boolean
  menuOpen: boolean
  withMenu: boolean
  handlers: RowHandlers
}

const controls = 'a[href], button, input, select, [tabindex]'

function Cell<Row>({ column, row, place, left, first }: CellProps<Row>) {
  const pair = place === 'middle' ? 'last' : place
  const content: ReactNode = column.cell ? column.cell(row, { pair }) : cellText(column, row)
  return (
    <div
      role={first ? 'rowheader' : 'gridcell'}
      className={classes.cell}
      data-align={column.align}
      data-mono={column.mono}
      data-plain={column.cell ? undefined : true}
      data-sticky={left === undefined ? undefined : true}
      style={left === undefined ? undefined : stuckAt(left)}
    >
      {content}
    </div>
  )
}

interface CellProps<Row> {
  column: Column<Row>
  row: Row
  place?: 'first' | 'last' | 'middle'
  left: number | undefined
  first: boolean
}

/** Only the active row's controls are stops of the Tab key, whatever the page put in its cells. */
function useTabStops(active: boolean) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const stop = active ? 0 : -1
    for (const control of ref.current?.querySelectorAll<HTMLElement>(controls) ?? []) {
      if (control.tabIndex !== stop) control.tabIndex = stop
    }
  })
  return ref
}

function DrawnRow<Row>(props: RowProps<Row>) {
  const { rowKey, name, row, columns, layout, place, selected, active, handlers } = props
  const ref = useTabStops(active)

  return (
    <div
      ref={ref}
      id={props.id}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={selected}
      aria-expanded={props.expanded}
      className={classes.row}
      data-active={active || undefined}
      data-selected={selected || undefined}
      data-tone={props.tone}
      data-place={place}
      data-wrong={props.wrong || undefined}
      style={{ top: props.top, height: props.height }}
      onPointerDown={() => handlers.activate(rowKey)}
      onFocus={() => handlers.activate(rowKey)}
    >
      {selected !== undefined && (
        <div role="gridcell" className={classes.cell} data-sticky data-check style={stuckAt(0)}>
          <CheckBox label={`Select ${name}`} checked={selected} onPick={(extend) => handlers.pick(rowKey, extend)} />
        </div>
      )}
      {columns.map((column, at) => (
        <Cell
          key={column.id}
          column={column}
          row={row}
          place={place}
          left={layout.left.get(column.id)}
          first={at === 0}
        />
      ))}
      {props.withMenu && (
        <div role="gridcell" className={classes.cell} data-menu>
          <RowMenu
            name={name}
            entries={() => handlers.menu?.(rowKey) ?? []}
            opened={props.menuOpen}
            onChange={(opened) => handlers.openMenu(rowKey, opened)}
          />
        </div>
      )}
    </div>
  )
}

/** One row, drawn again only when one of its own values changes. */
export const BodyRow = memo(DrawnRow) as typeof DrawnRow
