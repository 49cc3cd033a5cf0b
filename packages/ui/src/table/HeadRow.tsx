import { CheckBox } from './CheckBox.tsx'
import { type Layout, stuckAt } from './layout.ts'
import { nextSort } from './sort.ts'
import classes from './table.module.css'
import type { Column, Sort } from './types.ts'

interface Props<Row> {
  columns: readonly Column<Row>[]
  layout: Layout
  sort?: Sort
  onSort?(sort: Sort): void
  /** a row to learn from whether a column holds words or numbers */
  sample?: Row
  select?: { state: 'none' | 'some' | 'all'; onPick(): void }
  menu: boolean
}

function orderInWords<Row>(column: Column<Row>, sort: Sort, sample?: Row): string {
  const numbers = sample !== undefined && typeof column.value(sample) === 'number'
  const [up, down] = column.sortedText ?? (numbers ? ['low to high', 'high to low'] : ['a to z', 'z to a'])
  return sort.direction === 'asc' ? up : down
}

function HeadCell<Row>({ column, layout, sort, onSort, sample }: Props<Row> & { column: Column<Row> }) {
  const sorted = sort?.column === column.id ? sort : undefined
  const left = layout.left.get(column.id)
  const order = sorted && orderInWords(column, sorted, sample)
  return (
    <div
      role="columnheader"
      className={classes.headCell}
      data-align={column.align}
      data-sticky={left === undefined ? undefined : true}
      style={left === undefined ? undefined : stuckAt(left)}
      aria-sort={sorted ? (sorted.direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {onSort && column.sortable !== false ? (
        <button
          type="button"
          className={classes.sort}
          data-sorted={sorted ? true : undefined}
          title={order && `${column.header}, ${order}`}
          onClick={() => onSort(nextSort(column, sort))}
        >
          <span className={classes.headName}>{column.header}</span>
          {sorted && (
            <>
              <svg
                className={classes.arrow}
                data-up={sorted.direction === 'asc' || undefined}
                viewBox="0 0 10 10"
                aria-hidden
              >
                <path d="M5 1v8M2 6l3 3 3-3" />
              </svg>
              <span className={classes.order}>{order}</span>
            </>
          )}
        </button>
      ) : (
        <span className={classes.headName}>{column.header}</span>
      )}
    </div>
  )
}

/** The row of column names, which stays at the top. */
export function HeadRow<Row>(props: Props<Row>) {
  const { columns, select, menu } = props
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {select && (
          <div role="columnheader" className={classes.headCell} data-sticky data-check style={stuckAt(0)}>
            <CheckBox
              label="Select all rows shown"
              checked={select.state === 'all'}
              some={select.state === 'some'}
              onPick={select.onPick}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} {...props} column={column} />
        ))}
        {menu && (
          <div role="columnheader" className={classes.headCell} data-menu>
            <span className="sv-hidden">Actions</span>
          </div>
        )}
      </div>
    </div>
  )
}
