import { type Action } from '@stratoview/ui'
import { IconLayoutGrid, IconPlugConnectedX, IconTerminal2 } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { EndDialog } from '../../vm/console/EndDialog.tsx'
import { mayEnd, type LiveConsole } from '../../vm/console/live.ts'
import { mostAtOnce } from '../../vm/console/open-verb.tsx'
import { useLiveConsoles, type RoutedConsole } from '../../vm/console/use-live.ts'
import { SessionCard, toConsole } from '../../vm/console/SessionCard.tsx'
import { queryListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import type { Verbs } from '../../vm/use-verbs.tsx'
import { ConsolesTabs } from './ConsolesTabs.tsx'
import { liveShape, ownShape } from './shape.tsx'

const noneHidden: ReadonlySet<string> = new Set()

/** Who looks at which screen now. Operators see everybody's and through which proxy, others what CloudStack tells them. */
export default function ConsolesPage() {
  const operator = useSession().apis.has('listSystemVms')
  const { query, rows, told } = useLiveConsoles()
  const [ending, setEnding] = useState<readonly LiveConsole[]>([])
  const verbs = useSessionVerbs(setEnding)
  if (!useSession().apis.has('createConsoleEndpoint') && !operator)
    return <Denied title="Consoles">Your role may not open consoles (createConsoleEndpoint).</Denied>
  return (
    <>
      <ListPage
        id="consoles"
        title="Consoles"
        one="console"
        things="consoles"
        nothing="Nobody has a console open."
        listing={queryListing(query, () => ({ rows, total: rows.length }))}
        shape={operator ? liveShape : ownShape}
        hiddenAtFirst={noneHidden}
        to={toConsole}
        card={card}
        verbs={verbs}
        tabs={operator && <ConsolesTabs value="sessions" />}
        note={
          told
            ? undefined
            : 'CloudStack does not tell this role who else has a console open (listConsoleSessions, 4.21 and later): those opened through Stratoview are shown.'
        }
      />
      <EndDialog rows={ending} onClose={() => setEnding([])} />
    </>
  )
}

function useSessionVerbs(end: (rows: readonly LiveConsole[]) => void): Verbs<RoutedConsole> {
  const { apis } = useSession()
  const navigate = useNavigate()
  return useMemo(() => {
    const open = (row: RoutedConsole): Action => ({
      label: row.mine && row.ours ? 'Return to it' : 'Open the console…',
      hint: row.mine && row.ours ? undefined : 'Asks before it takes over',
      icon: <IconTerminal2 size={16} stroke={1.6} aria-hidden />,
      onSelect: () => void navigate(toConsole(row)),
    })
    const ending = (rows: readonly RoutedConsole[]): Action => {
      const may = rows.filter((row) => mayEnd(row, apis) === true)
      const [first] = rows
      return {
        label: rows.length === 1 ? 'End it…' : `End ${may.length} of ${rows.length}…`,
        icon: <IconPlugConnectedX size={16} stroke={1.6} aria-hidden />,
        danger: true,
        disabled: may.length === 0 && first !== undefined ? String(mayEnd(first, apis)) : false,
        onSelect: () => end(may),
      }
    }
    const tile = (rows: readonly RoutedConsole[]): Action => ({
      label: 'Side by side',
      icon: <IconLayoutGrid size={16} stroke={1.6} aria-hidden />,
      disabled: rows.length > mostAtOnce && `At most ${mostAtOnce} fit side by side`,
      onSelect: () => void navigate(paths.consolesSideBySide(rows.map(({ vm }) => vm.id))),
    })
    return { forRow: (row) => [open(row), ending([row])], forMany: (rows) => [tile(rows), ending(rows)] }
  }, [apis, navigate, end])
}

const card = (row: RoutedConsole) => (
  <SessionCard
    row={row}
    through={
      row.through.proxies.length > 0 && (
        <span className="sv-mono">{row.through.proxies.map(({ name }) => name).join(' or ')}</span>
      )
    }
  />
)
