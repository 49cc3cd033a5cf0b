import { arrangeRows, downloadText, toCsv } from '@stratoview/ui'
import type { Entry } from '../../vm/fleet/entries.ts'
import type { FleetView } from '../../vm/fleet/view.ts'
import { routerColumns } from './columns.tsx'
import { pairing } from './pairing.tsx'

/** Saves the list as it is shown: these rows, in this order, in these columns. */
export function saveCsv(shown: readonly Entry[], view: FleetView, hidden: ReadonlySet<string>): void {
  const columns = routerColumns.filter(({ id }) => !hidden.has(id))
  const rows = arrangeRows(shown, routerColumns, view.sort, view.together ? pairing : undefined)
  downloadText('virtual-routers.csv', toCsv(columns, rows))
}
