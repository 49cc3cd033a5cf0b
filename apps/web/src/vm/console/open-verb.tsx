import { can, type VmKind, type VmObject } from '@stratoview/api-client/can'
import type { Action } from '@stratoview/ui'
import { IconTerminal2 } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import type { VmRow } from '../action.ts'
import type { Verbs } from '../use-verbs.tsx'

/** More would be too small to read, and each is a session of its own. */
export const mostAtOnce = 9

const icon = <IconTerminal2 size={16} stroke={1.6} aria-hidden />

/** What the role may of this kind's consoles, whatever state a VM is in: `true`, or why not. */
export const roleAllows = (kind: VmKind, apis: ReadonlySet<string>): true | string =>
  can('console', kind, { state: 'Running' }, apis)

/** "Console", or the reason why this VM has none now. `to`: the page that shows it, its own when absent. */
export function useConsoleVerb(kind: VmKind): (row: VmObject & { id: string }, to?: string) => Action {
  const { apis } = useSession()
  const navigate = useNavigate()
  return useMemo(
    () => (row, to) => {
      const may = can('console', kind, row, apis)
      return {
        label: 'Console',
        icon,
        disabled: may === true ? false : may,
        onSelect: () => void navigate(to ?? paths.console(row.id, { kind })),
      }
    },
    [kind, apis, navigate],
  )
}

/** The kind's verbs with the console as the first of each row, and the consoles of a selection side by side. */
export function useVerbsWithConsole<Row extends VmRow>(kind: VmKind, verbs: Verbs<Row>): Verbs<Row> {
  const verb = useConsoleVerb(kind)
  const navigate = useNavigate()
  return useMemo(
    () => ({
      forRow: (row) => [verb(row), ...verbs.forRow(row)],
      forMany: (rows) => {
        const open = rows.filter((row) => !verb(row).disabled)
        const [first] = rows
        const sideBySide: Action = {
          label: 'Consoles side by side',
          icon,
          disabled:
            open.length === 0
              ? (first && verb(first).disabled) || false
              : open.length > mostAtOnce && `At most ${mostAtOnce} fit side by side`,
          onSelect: () => void navigate(paths.consolesSideBySide(open.map(({ id }) => id))),
        }
        return [...verbs.forMany(rows), sideBySide]
      },
    }),
    [verb, verbs, navigate],
  )
}
