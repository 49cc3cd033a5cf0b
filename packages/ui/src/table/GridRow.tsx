import { BodyRow, type RowHandlers } from './BodyRow.tsx'
import { GroupRow } from './GroupRow.tsx'
import type { Layout } from './layout.ts'
import { stateOf } from './selection.ts'
import classes from './table.module.css'
import type { Column, DataTableProps } from './types.ts'
import type { Active } from './use-active.ts'
import type { TableModel } from './use-items.ts'
import type { Selecting } from './use-selection.ts'
import type { Window } from './use-window.ts'

export interface GridState<Row> {
  id: string
  props: DataTableProps<Row>
  model: TableModel<Row>
  active: Active
  selecting: Selecting
  menuKey: string | undefined
  shown: readonly Column<Row>[]
  layout: Layout
  rowHeight: number
  handlers: RowHandlers
}

interface Props<Row> {
  state: GridState<Row>
  index: number
  top: number
  span: number
  measure: Window['measure']
}

/** Whatever stands at one place of the grid: a row, the head of a group, or what unfolds below a row. */
export function GridRow<Row>({ state, index, top, span, measure }: Props<Row>) {
  const { props, model, active, selecting, rowHeight: height } = state
  const item = model.items[index]
  if (!item) return null
  const common = { id: `${state.id}-${index}`, index, top, height, active: index === active.index }
  if (item.kind === 'detail') {
    return (
      <div
        ref={measure}
        data-key={item.key}
        role="row"
        aria-rowindex={index + 2}
        className={classes.detail}
        style={{ top }}
      >
        <div role="gridcell" aria-colspan={span} className={classes.detailCell}>
          {props.detail?.(item.row)}
        </div>
      </div>
    )
  }
  if (item.kind === 'group') {
    const { key } = item.group
    const members = model.groupKeys.get(key) ?? []
    const select = { state: stateOf(selecting.selection, members), onPick: () => selecting.pickAll(members) }
    return (
      <GroupRow
        {...common}
        item={item}
        span={span}
        select={props.onSelection && select}
        onFold={() => model.fold(key)}
        onActivate={() => active.set(item.key)}
      />
    )
  }
  return (
    <BodyRow
      {...common}
      rowKey={item.key}
      name={props.rowName(item.row)}
      row={item.row}
      columns={state.shown}
      layout={state.layout}
      place={item.place}
      wrong={item.wrong}
      tone={props.tone?.(item.row)}
      selected={props.onSelection && selecting.selection.has(item.key)}
      expanded={props.detail && props.expanded?.has(item.key)}
      menuOpen={state.menuKey === item.key}
      withMenu={props.menu !== undefined}
      handlers={state.handlers}
    />
  )
}
