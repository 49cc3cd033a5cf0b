import { CheckBox } from './CheckBox.tsx'
import type { GroupItem } from './group.ts'
import classes from './table.module.css'

interface Props<Row> {
  id: string
  item: GroupItem<Row>
  index: number
  top: number
  height: number
  span: number
  active: boolean
  select?: { state: 'none' | 'some' | 'all'; onPick(): void }
  onFold(): void
  onActivate(): void
}

/** The head of a group: folds it, counts it, selects it. */
export function GroupRow<Row>({ id, item, index, top, height, span, active, select, onFold, onActivate }: Props<Row>) {
  const { group, collapsed } = item
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      className={classes.groupRow}
      data-active={active || undefined}
      style={{ top, height }}
      onPointerDown={onActivate}
      onFocus={onActivate}
    >
      <div role="gridcell" aria-colspan={span} className={classes.groupCell}>
        {select && (
          <CheckBox
            label={`Select all of ${group.name}`}
            checked={select.state === 'all'}
            some={select.state === 'some'}
            onPick={select.onPick}
          />
        )}
        <button type="button" className={classes.fold} aria-expanded={!collapsed} onClick={onFold}>
          <svg className={classes.chevron} width="10" height="10" viewBox="0 0 10 10" aria-hidden>
            <path d="M2 3.5 5 6.5 8 3.5" />
          </svg>
          {group.header ?? (
            <>
              <b>{group.name}</b> <span className={classes.groupCount}>{group.rows.length}</span>
            </>
          )}
        </button>
        {group.actions && <div className={classes.groupActions}>{group.actions}</div>}
      </div>
    </div>
  )
}
