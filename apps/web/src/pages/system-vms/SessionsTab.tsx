import type { SystemVm } from '@stratoview/api-client'
import { type Column, DataTable, EmptyState, Panel } from '@stratoview/ui'
import { useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { EndDialog } from '../../vm/console/EndDialog.tsx'
import { mayEnd, type LiveConsole } from '../../vm/console/live.ts'
import { Load } from '../../vm/console/Load.tsx'
import { SessionCard, toConsole } from '../../vm/console/SessionCard.tsx'
import { useSessionMax } from '../../vm/console/settings.ts'
import { useLiveConsoles, type RoutedConsole } from '../../vm/console/use-live.ts'
import { lasting } from '../../vm/console/words.ts'
import { useSession } from '../../session.ts'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import classes from './system-vms.module.css'

function throughText({ through }: RoutedConsole): string {
  if (through.sure) return 'this proxy'
  return through.proxies.length === 1 ? 'the only proxy in the zone' : `one of ${through.proxies.length} in the zone`
}

const columns: readonly Column<RoutedConsole>[] = [
  {
    id: 'name',
    header: 'VM',
    width: 140,
    mono: true,
    value: ({ name }) => name,
    cell: (row) => (
      <Link to={toConsole(row)} tabIndex={-1}>
        <bdi>{row.name}</bdi>
      </Link>
    ),
  },
  { id: 'user', header: 'Who', width: 110, value: ({ user, mine }) => (mine ? `${user} (you)` : user) },
  {
    id: 'since',
    header: 'Open for',
    width: 80,
    value: ({ seconds }) => seconds,
    cell: ({ seconds }) => seconds !== undefined && lasting(seconds * 1000),
  },
  { id: 'client', header: 'From', width: 120, mono: true, value: ({ client }) => client },
  { id: 'way', header: 'Opened in', width: 90, value: ({ ours }) => (ours ? 'Stratoview' : 'CloudStack') },
  {
    id: 'sure',
    header: 'Through',
    width: 150,
    value: throughText,
  },
]
const rowKey = ({ id }: RoutedConsole) => id
const rowName = ({ name }: RoutedConsole) => name
const card = (row: RoutedConsole) => <SessionCard row={row} through={`through ${throughText(row)}`} />

/** Whose consoles a proxy serves, so that nobody restarts it under them. */
export function SessionsTab({ vm }: { vm: SystemVm }) {
  const { apis } = useSession()
  const { query, rows } = useLiveConsoles()
  const [ending, setEnding] = useState<readonly LiveConsole[]>([])
  const max = useSessionMax([vm.zoneid]).get(vm.zoneid)
  const here = rows.filter(({ through }) => through.proxies.some(({ id }) => id === vm.id))
  return (
    <Panel
      title="Console sessions"
      aside={<Load sessions={vm.activeviewersessions} max={max} />}
      flush={here.length > 0}
    >
      <QueryTrouble query={query} title="The sessions could not be read." />
      {here.length === 0 ? (
        <EmptyState>
          {query.isPending ? 'Asking who is there…' : 'Nobody is known to have a console open through it.'}
        </EmptyState>
      ) : (
        <DataTable<RoutedConsole>
          label="Console sessions"
          columns={columns}
          rows={here}
          rowKey={rowKey}
          rowName={rowName}
          card={card}
          fit="content"
          menu={(row) => {
            const may = mayEnd(row, apis)
            return [
              {
                label: 'End it…',
                danger: true,
                disabled: may === true ? false : may,
                onSelect: () => setEnding([row]),
              },
            ]
          }}
        />
      )}
      <p className={here.length > 0 ? classes.below : classes.note}>
        The count is the proxy’s own, reported every few seconds; who is there is what CloudStack and Stratoview know.{' '}
        <Link to={paths.consoleCheck({ vm: vm.id })}>Check the connection</Link>
      </p>
      <EndDialog rows={ending} onClose={() => setEnding([])} />
    </Panel>
  )
}
