import { Pill } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import type { RoutedConsole } from '../../vm/console/use-live.ts'
import { toConsole } from '../../vm/console/SessionCard.tsx'
import { lasting } from '../../vm/console/words.ts'
import { type ListShape, wordFacet } from '../../vm/list/list-view.ts'

const proxyNames = ({ through: { proxies } }: RoutedConsole) =>
  proxies.map(({ name }) => name).join(' or ') || undefined

/** Which proxy it goes through, and how that is known: CloudStack itself does not tell. */
function ProxyCell({ row }: { row: RoutedConsole }) {
  const { through } = row
  const [first, ...more] = through.proxies
  if (first === undefined) return null
  if (more.length > 0) return <span title="One of these: CloudStack does not say which">{proxyNames(row)}</span>
  const link = (
    <Link to={paths.systemVm(first.id, 'sessions')} tabIndex={-1}>
      {first.name}
    </Link>
  )
  return through.sure ? link : <span title="The only one running in the zone">{link}</span>
}

const way = ({ ours }: RoutedConsole) => (ours ? 'Stratoview' : 'CloudStack')

/** What an end user sees: their own VMs, and no word of proxies. */
export const ownShape: ListShape<RoutedConsole> = {
  sort: { column: 'since', direction: 'asc' },
  columns: [
    {
      id: 'name',
      header: 'VM',
      width: 140,
      sticky: true,
      mono: true,
      value: ({ name }) => name,
      cell: (row) => (
        <Link to={toConsole(row)} tabIndex={-1}>
          <bdi>{row.name}</bdi>
        </Link>
      ),
    },
    {
      id: 'user',
      header: 'Who',
      width: 130,
      value: ({ user }) => user,
      cell: ({ user, mine, viewOnly }) => (
        <>
          <bdi>{user}</bdi>
          {mine && ' (you)'} {viewOnly && <Pill>view only</Pill>}
        </>
      ),
    },
    {
      id: 'since',
      header: 'Open for',
      width: 110,
      value: ({ seconds }) => seconds,
      cell: ({ seconds }) => seconds !== undefined && lasting(seconds * 1000),
      sortedText: ['newest first', 'oldest first'],
    },
    { id: 'account', header: 'Account', width: 100, optional: true, value: ({ account }) => account },
    { id: 'client', header: 'From', width: 120, mono: true, optional: true, value: ({ client }) => client },
    { id: 'way', header: 'Opened in', width: 90, optional: true, value: way },
  ],
  facets: [
    wordFacet('way', 'Opened in', way),
    wordFacet('user', 'Who', ({ user }) => user),
    wordFacet('account', 'Account', ({ account }) => account),
  ],
}

/** And what an operator sees. */
export const liveShape: ListShape<RoutedConsole> = {
  ...ownShape,
  columns: [
    ...ownShape.columns,
    {
      id: 'proxy',
      header: 'Through proxy',
      width: 140,
      mono: true,
      value: proxyNames,
      cell: (row) => <ProxyCell row={row} />,
    },
    {
      id: 'zone',
      header: 'Zone',
      width: 72,
      optional: true,
      value: ({ vm, through }) => vm.zonename ?? through.proxies[0]?.zonename,
    },
  ],
  facets: [...ownShape.facets, wordFacet('proxy', 'Proxy', proxyNames)],
}
