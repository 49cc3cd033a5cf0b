import { can, type VmKind, type VmObject } from '@stratoview/api-client/can'
import type { Action } from '@stratoview/ui'
import { IconTerminal2 } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import type { VmRow } from '../action.ts'
import type { Verbs } from '../use-verbs.tsx'

/** "Console", or the reason why this VM has none now. `to`: the page that shows it, its own when absent. */
export function useConsoleVerb(kind: VmKind): (row: VmObject & { id: string }, to?: string) => Action {
  const { apis } = useSession()
  const navigate = useNavigate()
  return useMemo(
    () => (row, to) => {
      const may = can('console', kind, row, apis)
      return {
        label: 'Console',
        icon: <IconTerminal2 size={16} stroke={1.6} aria-hidden />,
        disabled: may === true ? false : may,
        onSelect: () => void navigate(to ?? paths.console(row.id, { kind })),
      }
    },
    [kind, apis, navigate],
  )
}

/** The kind's verbs with the console as the first of each row. */
export function useVerbsWithConsole<Row extends VmRow>(kind: VmKind, verbs: Verbs<Row>): Verbs<Row> {
  const verb = useConsoleVerb(kind)
  return useMemo(() => ({ ...verbs, forRow: (row) => [verb(row), ...verbs.forRow(row)] }), [verb, verbs])
}
