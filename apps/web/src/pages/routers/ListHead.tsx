import { Button } from '@mantine/core'
import { ColumnsMenu, Freshness, usePhone } from '@stratoview/ui'
import { IconDownload } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { RouterRow } from '@stratoview/bff/rows'
import type { Fleet } from '../../fleet.ts'
import type { Entry } from '../../vm/fleet/entries.ts'
import type { FleetView } from '../../vm/fleet/view.ts'
import { routerColumns } from './columns.tsx'
import { saveCsv } from './csv.ts'
import page from '../../vm/list/page.module.css'
import { useTitle } from '../../use-title.ts'

interface Props {
  fleet: UseQueryResult<Fleet<RouterRow>>
  shown: readonly Entry[]
  view: FleetView
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
}

/** Title, how many are shown of how many there are, how fresh they are, columns and CSV. */
export function ListHead({ fleet, shown, view, hidden, onHidden }: Props) {
  const { data } = fleet
  useTitle('Virtual routers')
  const phone = usePhone()
  const problem = data?.error && data.done ? `CloudStack did not answer: ${data.error.message}` : undefined
  return (
    <header className={page.head}>
      <h1>Virtual routers</h1>
      {data !== undefined && (
        <span className={page.count} role="status">
          {countText(shown.length, data)}
        </span>
      )}
      <span className={page.push} />
      <Freshness at={data?.at} onRefresh={() => void fleet.refetch()} problem={problem} />
      {!phone && <ColumnsMenu columns={routerColumns} hidden={hidden} onHidden={onHidden} />}
      {!phone && (
        <Button
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={shown.length === 0}
          onClick={() => saveCsv(shown, view, hidden)}
        >
          CSV
        </Button>
      )}
    </header>
  )
}

const number = (count: number) => count.toLocaleString('en')

function countText(shown: number, { rows, total, done }: Fleet<RouterRow>): string {
  if (!done && rows.length < total) return `${number(shown)} of ${number(total)}, loading`
  return shown === total ? number(total) : `${number(shown)} of ${number(Math.max(total, rows.length))}`
}
