import { Button } from '@mantine/core'
import { type Column, ColumnsMenu, Freshness } from '@stratoview/ui'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import page from './page.module.css'
import classes from './list.module.css'
import type { Listing } from './listing.ts'
import { useTitle } from '../../use-title.ts'

interface Props<Row> {
  title: string
  listing: Listing<Row>
  shown: number
  /** instead of the count when all are shown */
  summary?: string
  columns: readonly Column<Row>[]
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
  onCsv: () => void
  extra?: ReactNode
}

/** Title, how many are shown of how many there are, how fresh they are, columns and CSV. */
export function ListHead<Row>({ title, listing, shown, summary, columns, hidden, onHidden, onCsv, extra }: Props<Row>) {
  const { at, error, done, again } = listing
  useTitle(title)
  return (
    <header className={page.head}>
      <h1>{title}</h1>
      <span className={page.count} role="status">
        {at !== undefined && (shown === listing.total && summary ? summary : countText(shown, listing))}
      </span>
      <span className={page.push} />
      <Freshness
        at={at}
        onRefresh={again}
        problem={error && done ? `CloudStack did not answer: ${error.message}` : undefined}
      />
      <span className={classes.columnsMenu}>
        <ColumnsMenu columns={columns} hidden={hidden} onHidden={onHidden} />
      </span>
      <Button leftSection={<IconDownload size={15} aria-hidden />} disabled={shown === 0} onClick={onCsv}>
        CSV
      </Button>
      {extra}
    </header>
  )
}

const number = (count: number) => count.toLocaleString('en')

function countText<Row>(shown: number, { rows, total, done }: Listing<Row>): string {
  if (!done && rows.length < total) return `${number(shown)} of ${number(total)}, loading`
  return shown === total ? number(total) : `${number(shown)} of ${number(total)}`
}
