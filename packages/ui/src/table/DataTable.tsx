import { Cards } from './Cards.tsx'
import { Grid } from './Grid.tsx'
import classes from './table.module.css'
import type { DataTableProps } from './types.ts'
import { usePhone } from './use-width.ts'

/**
 * Rows, of which only those in sight are drawn: 10,000 cost what 40 do. The page filters and holds sort and selection
 * (in the URL, say); the table sorts, pairs, groups, scrolls and answers the keyboard.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { fit = 'fill', card, loading, error, empty, footer, groups, rows } = props
  const phone = usePhone()
  const bare = (groups ? groups.every((group) => group.rows.length === 0) : rows.length === 0) && !loading
  return (
    <div className={classes.table} data-fit={fit} data-bare={bare || undefined}>
      {error && <div className={classes.slot}>{error}</div>}
      {phone && card ? <Cards {...props} card={card} /> : <Grid {...props} />}
      {bare && !error && empty && <div className={classes.slot}>{empty}</div>}
      {footer}
    </div>
  )
}
