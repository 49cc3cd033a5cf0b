import type { VirtualItem } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type RefObject } from 'react'
import { BodyRow, type RowHandlers } from './BodyRow.tsx'
import { Bones } from './Bones.tsx'
import { GroupRow } from './GroupRow.tsx'
import { HeadRow } from './HeadRow.tsx'
import type { Item } from './group.ts'
import { layoutOf, shownColumns } from './layout.ts'
import { memory } from './memory.ts'
import { runCommand, type Desk } from './run-command.ts'
import { stateOf } from './selection.ts'
import classes from './table.module.css'
import type { DataTableProps } from './types.ts'
import { useActive } from './use-active.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useItems } from './use-items.ts'
import { useRows } from './use-rows.ts'
import { useSelecting } from './use-selection.ts'
import { useWidth } from './use-width.ts'

const headHeight = 31

/** The table as a grid: one stop of the Tab key, rows by arrows, only the rows in sight in the document. */
export function Grid<Row>(props: DataTableProps<Row>) {
  const { columns, hidden, rowHeight = 34, onSelection, sort, menu, memoryKey } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { items, keys, groupKeys, fold } = useItems(props)
  const active = useActive(items, memory.get(memoryKey)?.active)
  const selecting = useSelecting(keys, props.selection, onSelection)
  const [menuKey, setMenuKey] = useState<string>()

  const width = useWidth(scroller)
  const shown = useMemo(() => shownColumns(columns, hidden, width), [columns, hidden, width])
  const layout = useMemo(() => layoutOf(shown, !!onSelection, !!menu), [shown, onSelection, menu])

  const virtual = useRows({ items, rowHeight, scroller, headHeight, activeIndex: active.index, memoryKey })
  const desk: Desk<Row> = {
    items,
    keys,
    groupKeys,
    active,
    selecting,
    selectable: onSelection !== undefined,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    scroller,
    reveal: (index) => virtual.scrollToIndex(index),
    fold,
    open: (row, key) => openRow(props, row, key),
    openMenu: setMenuKey,
  }
  const onKeyDown = useGridKeys(scroller, props.pageKeys ?? false, (command) => runCommand(desk, command))
  const handlers = useHandlers(props, items, active.set, selecting.pick, setMenuKey)
  useRemember(memoryKey, scroller, items[active.index]?.key)

  const span = shown.length + (onSelection ? 1 : 0) + (menu ? 1 : 0)
  const idOf = (index: number) => `${id}-${index}`
  const activeItem = items[active.index]
  const draw = ({ index, start, key }: VirtualItem) => {
    const item = items[index]
    if (!item) return null
    const top = start - headHeight
    const common = { id: idOf(index), index, top, height: rowHeight, active: index === active.index }
    if (item.kind === 'detail') {
      return (
        <div
          key={key}
          ref={virtual.measureElement}
          data-index={index}
          className={classes.detail}
          style={{ top }}
          role="row"
        >
          <div role="gridcell" aria-colspan={span} className={classes.detailCell}>
            {props.detail?.(item.row)}
          </div>
        </div>
      )
    }
    if (item.kind === 'group') {
      const members = groupKeys.get(item.group.key) ?? []
      return (
        <GroupRow
          key={key}
          {...common}
          item={item}
          span={span}
          select={
            onSelection && { state: stateOf(selecting.selection, members), onPick: () => selecting.pickAll(members) }
          }
          onFold={() => fold(item.group.key)}
          onActivate={() => active.set(item.key)}
        />
      )
    }
    return (
      <BodyRow
        key={key}
        {...common}
        rowKey={item.key}
        name={props.rowName(item.row)}
        row={item.row}
        columns={shown}
        layout={layout}
        place={item.place}
        wrong={item.wrong}
        tone={props.tone?.(item.row)}
        selected={onSelection && selecting.selection.has(item.key)}
        expanded={props.expanded && props.detail && props.expanded.has(item.key)}
        menuOpen={menuKey === item.key}
        withMenu={menu !== undefined}
        handlers={handlers}
      />
    )
  }

  const bare = items.length === 0
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={classes.scroller}
      aria-label={props.label}
      aria-rowcount={items.length + 1}
      aria-colcount={span}
      aria-multiselectable={onSelection ? true : undefined}
      aria-busy={props.loading && bare ? true : undefined}
      aria-activedescendant={activeItem && idOf(active.index)}
      style={
        {
          '--table-columns': layout.template,
          '--table-min': `${layout.minWidth}px`,
          '--table-view': `${width}px`,
        } as CSSProperties
      }
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active.index < 0) active.set(items[0]?.key)
      }}
    >
      <div className={classes.grid} role="presentation">
        <HeadRow
          columns={shown}
          layout={layout}
          sort={sort}
          onSort={props.onSort}
          sample={props.rows[0]}
          select={onSelection && { state: stateOf(selecting.selection, keys), onPick: () => selecting.pickAll(keys) }}
          menu={menu !== undefined}
        />
        {bare && props.loading ? (
          <Bones columns={span} rowHeight={rowHeight} />
        ) : (
          <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(draw)}
          </div>
        )}
      </div>
    </div>
  )
}

function openRow<Row>(props: DataTableProps<Row>, row: Row, key: string) {
  if (props.onOpen) props.onOpen(row)
  else if (props.expanded && props.onExpanded) {
    props.onExpanded(
      new Set([...props.expanded].filter((one) => one !== key).concat(props.expanded.has(key) ? [] : [key])),
    )
  }
}

/** One object for the life of the table: a row is never drawn again because a callback was made anew. */
function useHandlers<Row>(
  props: DataTableProps<Row>,
  items: readonly Item<Row>[],
  activate: (key: string) => void,
  pick: RowHandlers['pick'],
  setMenuKey: (key: string | undefined) => void,
): RowHandlers {
  const latest = useRef({ props, items })
  latest.current = { props, items }
  return useMemo(
    () => ({
      pick,
      activate,
      openMenu: (key, opened) => setMenuKey(opened ? key : undefined),
      menu: (key) => {
        const item = latest.current.items.find((one) => one.key === key)
        return item?.kind === 'row' ? (latest.current.props.menu?.(item.row) ?? []) : []
      },
    }),
    [pick, activate, setMenuKey],
  )
}

function useRemember(name: string | undefined, scroller: RefObject<HTMLDivElement | null>, active: string | undefined) {
  const latest = useRef(active)
  latest.current = active
  useEffect(() => {
    const box = scroller.current
    let offset = box?.scrollTop ?? 0
    const onScroll = () => (offset = box?.scrollTop ?? 0)
    box?.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      box?.removeEventListener('scroll', onScroll)
      memory.set(name, { offset, active: latest.current })
    }
  }, [name, scroller])
}
