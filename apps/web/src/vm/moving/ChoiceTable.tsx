import type { ReactNode } from 'react'
import stacked from '../list/stacked.module.css'
import classes from './moving.module.css'
import { Pick } from './Pick.tsx'

export interface ChoiceColumn<Row> {
  header: string
  /** A figure: at the right edge. */
  number?: true
  cell(row: Row): ReactNode
}

interface Props<Row> {
  caption: ReactNode
  /** What a row is: the head of its name. */
  what: string
  rows: readonly Row[]
  id(row: Row): string
  name(row: Row): ReactNode
  /** Cannot be chosen; the last column says why, in words that need no head. */
  off(row: Row): boolean
  columns: readonly ChoiceColumn<Row>[]
  /** A row above all others, for none of them. Its value is `''`. */
  none?: { name: string; hint: string }
  /** Rows that are not shown yet. */
  more?: { label: string; onShow(): void } | undefined
  value: string
  onChange(value: string): void
}

/** One of many, compared: a radio button a row, what tells them apart in columns, and why one cannot be had. */
export function ChoiceTable<Row>(props: Props<Row>) {
  const { caption, what, rows, id, name, off, columns, none, more, value, onChange } = props
  return (
    <div className={classes.scroll}>
      <table className={`${classes.choices} ${stacked.stacked}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {columns.map(({ header, number }) => (
              <th key={header} scope="col" data-number={number}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {none !== undefined && (
            <tr>
              <td colSpan={columns.length + 1}>
                <Pick group={what} {...none} chosen={value === ''} onChoose={() => onChange('')} />
              </td>
            </tr>
          )}
          {rows.map((row) => (
            <tr key={id(row)} data-off={off(row) || undefined}>
              <td>
                <Pick
                  group={what}
                  name={name(row)}
                  chosen={value === id(row)}
                  disabled={off(row)}
                  onChoose={() => onChange(id(row))}
                />
              </td>
              {columns.map(({ header, number, cell }, at) => (
                <td
                  key={header}
                  data-number={number}
                  data-head={header}
                  data-whole={at === columns.length - 1 || undefined}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more !== undefined && (
        <button type="button" className={classes.more} onClick={more.onShow}>
          {more.label}
        </button>
      )}
    </div>
  )
}
