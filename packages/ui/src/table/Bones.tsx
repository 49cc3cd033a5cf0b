import classes from './table.module.css'

/** Rows of the true height in the true columns, until the first answer; unseen for the first 200 ms. */
export function Bones({ columns, rowHeight, rows = 12 }: { columns: number; rowHeight: number; rows?: number }) {
  const cells = Array.from({ length: columns }, (_, at) => <i key={at} />)
  return (
    <div role="presentation" aria-hidden>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={classes.bone} style={{ height: rowHeight }}>
          {cells}
        </div>
      ))}
    </div>
  )
}
