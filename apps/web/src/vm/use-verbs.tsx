import { CloudStackError } from '@stratoview/api-client/error'
import type { Action as Shown } from '@stratoview/ui'
import { bulkLabel, toastStore } from '@stratoview/ui'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../session.ts'
import { asks } from './action.ts'
import type { Action, VmRow } from './action.ts'
import { ask } from './ask.ts'
import { useRun } from './use-run.ts'

export interface Verbs<Row> {
  /** For a row's menu and a page's header: every verb, those that cannot run with the reason. */
  forRow(row: Row): Shown[]
  /** For the bulk bar: "Stop 2 of 3…". A verb that suits none says why of the first. */
  forMany(rows: readonly Row[]): Shown[]
}

/** A kind's declared verbs as what `@stratoview/ui` draws. Confirming, sending and reporting happen behind `onSelect`. */
export function useVerbs<Row extends VmRow>(actions: readonly Action<Row>[]): Verbs<Row> {
  const { apis } = useSession()
  const run = useRun()
  const navigate = useNavigate()
  return useMemo(() => {
    const select = (action: Action<Row>, rows: readonly Row[]) => {
      if (action.to !== undefined) return void navigate(action.to(rows))
      if (asks(action)) return ask({ action, rows, siblings: actions })
      run(action, rows).catch((error: unknown) => {
        if (!(error instanceof CloudStackError)) throw error
        toastStore.show({ tone: 'fail', title: action.label, object: rows[0]?.name, text: error.message })
      })
    }
    const shown = (action: Action<Row>, rows: readonly Row[], label: string, no: string | undefined): Shown => ({
      label,
      icon: <action.icon size={16} stroke={1.6} aria-hidden />,
      danger: action.danger,
      hint: action.hint,
      disabled: no ?? false,
      onSelect: () => select(action, rows),
    })
    return {
      forRow: (row) =>
        actions.map((action) => {
          const may = action.can(row, apis)
          const label = asks(action) ? `${action.label}…` : action.label
          return shown(action, [row], label, may === true ? undefined : may)
        }),
      forMany: (rows) =>
        actions
          .filter(({ single }) => single !== true)
          .map((action) => {
            const suits = rows.filter((row) => action.can(row, apis) === true)
            const [first] = rows
            const no = suits.length > 0 || first === undefined ? undefined : String(action.can(first, apis))
            const label = bulkLabel(action.label, suits.length, rows.length, asks(action))
            return shown(action, suits, label, no)
          }),
    }
  }, [actions, apis, navigate, run])
}
