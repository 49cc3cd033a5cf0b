import { useCallback, useId, useMemo, useRef, useState, type CSSProperties } from 'react'
import { Bones } from './Bones.tsx'
import { GridRow, type GridState } from './GridRow.tsx'
import { HeadRow } from './HeadRow.tsx'
import { layoutOf, shownColumns } from './layout.ts'
import { memory, useRemember } from './memory.ts'
import { runCommand, type Desk } from './run-command.ts'
import { stateOf } from './selection.ts'
import classes from './table.module.css'
import type { DataTableProps } from './types.ts'
import { useActive } from './use-active.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useHandlers } from './use-handlers.ts'
import { useItems } from './use-items.ts'
import { useSelecting } from './use-selection.ts'
import { useWidth } from './use-width.ts'
import { useWindow } from './use-window.ts'

/** px, with the rule below it */
const headHeight = 31
/** px of an unfolded detail until it has been measured */
const detailHeight = 160

/** Everything the grid knows: what the page gave, what is active, what is seen. */
function useGrid<Row>(props: DataTableProps<Row>) {
  const { columns, hidden, rowHeight = 34, onSelection, menu, memoryKey } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const model = useItems(props)
  const { items, keys } = model
  const active = useActive(items, memory.get(memoryKey)?.active)
  const selecting = useSelecting(keys, props.selection, onSelection)
  const [menuKey, setMenuKey] = useState<string>()

  const width = useWidth(scroller)
  const shown = useMemo(() => shownColumns(columns, hidden, width), [columns, hidden, width])
  const selectable = onSelection !== undefined
  const withMenu = menu !== undefined
  const layout = useMemo(() => layoutOf(shown, selectable, withMenu), [shown, selectable, withMenu])

  const rows = useWindow({
    count: items.length,
    keyOf: useCallback((index: number) => items[index]?.key ?? '', [items]),
    estimate: useCallback(
      (index: number) => (items[index]?.kind === 'detail' ? detailHeight : rowHeight),
      [items, rowHeight],
    ),
    scroller,
    head: headHeight,
    keep: active.index,
    start: memory.get(memoryKey)?.offset,
  })
  useRemember(memoryKey, rows.offset, items[active.index]?.key)
  const handlers = useHandlers(props, items, active.set, selecting.pick, setMenuKey)
  const desk: Desk<Row> = {
    ...model,
    active,
    selecting,
    selectable,
    page: Math.max(1, Math.floor(rows.height / rowHeight) - 1),
    scroller,
    reveal: rows.reveal,
    open: (row, key) => openRow(props, row, key),
    openMenu: setMenuKey,
  }
  const state: GridState<Row> = { id, props, model, active, selecting, menuKey, shown, layout, rowHeight, handlers }
  return { state, desk, rows, width }
}

/** The table as a grid: one stop of the Tab key, rows by arrows, only the rows in sight in the document. */
export function Grid<Row>(props: DataTableProps<Row>) {
  const { state, desk, rows, width } = useGrid(props)
  const { id, active, selecting, shown, layout, rowHeight } = state
  const { items, keys, scroller } = desk
  const onKeyDown = useGridKeys(scroller, props.pageKeys ?? false, (command) => runCommand(desk, command))
  const select = desk.selectable
    ? { state: stateOf(selecting.selection, keys), onPick: () => selecting.pickAll(keys) }
    : undefined
  const span = shown.length + (select ? 1 : 0) + (props.menu ? 1 : 0)
  const bare = items.length === 0
  const measures = {
    '--table-columns': layout.template,
    '--table-min': `${layout.minWidth}px`,
    '--table-view': `${width}px`,
    '--table-row': `${rowHeight}px`,
  }
  return (
    <div
      ref={scroller}
      // Rows that unfold are a tree to a screen reader, which only then speaks of it.
      role={props.expanded ? 'treegrid' : 'grid'}
      tabIndex={0}
      className={classes.scroller}
      aria-label={props.label}
      aria-rowcount={items.length + 1}
      aria-colcount={span}
      aria-multiselectable={select ? true : undefined}
      aria-busy={props.loading && bare ? true : undefined}
      aria-activedescendant={active.index < 0 ? undefined : `${id}-${active.index}`}
      data-wide={layout.minWidth > width || undefined}
      style={measures as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active.index < 0) active.set(items[0]?.key)
      }}
    >
      <div className={classes.grid} role="presentation">
        <HeadRow
          columns={shown}
          layout={layout}
          sort={props.sort}
          onSort={props.onSort}
          sample={props.rows[0]}
          select={select}
          menu={props.menu !== undefined}
        />
        {bare && props.loading ? (
          <Bones columns={span} rowHeight={rowHeight} />
        ) : (
          <div role="rowgroup" className={classes.body} style={{ height: rows.total }}>
            {rows.rows.map(({ index, top, key }) => (
              <GridRow key={key} state={state} index={index} top={top} span={span} measure={rows.measure} />
            ))}
          </div>
        )}
      </div>
    </div>
  )
}

function openRow<Row>(props: DataTableProps<Row>, row: Row, key: string) {
  const { expanded, onExpanded, onOpen } = props
  if (onOpen) onOpen(row)
  else if (expanded && onExpanded) {
    const next = new Set(expanded)
    if (!next.delete(key)) next.add(key)
    onExpanded(next)
  }
}
