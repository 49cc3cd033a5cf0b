import { Pill, StateBadge, type StateBadgeProps } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { type ListShape, namedFacet, wordFacet } from '../../vm/list/list-view.ts'
import { type HostRow, hostRank } from './host-rows.ts'

/** Up, Down, Disconnected, Alert, Connecting, …: a word we do not know is drawn as unknown. */
function toneOfHost(state: string | undefined): StateBadgeProps['tone'] {
  if (state === 'Up') return 'ok'
  if (state === 'Connecting' || state === 'Creating' || state === 'Rebalancing') return 'moving'
  return state === 'Down' || state === 'Disconnected' || state === 'Alert' || state === 'Error' ? 'error' : 'unknown'
}

export const HostState = ({ row }: { row: HostRow }) =>
  row.state === undefined ? null : <StateBadge tone={toneOfHost(row.state)}>{row.state}</StateBadge>

/** Enabled is not worth a mark. */
export function ResourceState({ row }: { row: HostRow }) {
  const { resourcestate } = row
  if (resourcestate === undefined || resourcestate === 'Enabled') return resourcestate ?? null
  return <Pill tone={/Error|Degraded/.test(resourcestate) ? 'fail' : 'warn'}>{resourcestate}</Pill>
}

/** A count that leads to the list of what it counts. */
export function CountLink({ count, to, what }: { count: number | undefined; to: string; what: string }) {
  if (count === undefined || count === 0) return count
  return (
    <Link to={to} aria-label={`${count} ${what}`}>
      {count}
    </Link>
  )
}

/** What the list is made of; what needs a look stands first. */
export const hostShape: ListShape<HostRow> = {
  sort: { column: 'state', direction: 'asc' },
  columns: [
    {
      id: 'name',
      header: 'Name',
      width: 130,
      sticky: true,
      mono: true,
      value: (row) => row.name,
      cell: (row) => (
        <Link to={paths.host(row.id)} tabIndex={-1}>
          {row.name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 118,
      sticky: true,
      sortedText: ['worst first', 'best first'],
      value: (row) => row.state,
      compare: (a, b) => hostRank(a) - hostRank(b),
      cell: (row) => <HostState row={row} />,
    },
    {
      id: 'resourcestate',
      header: 'Resource state',
      width: 150,
      value: (row) => row.resourcestate,
      cell: (row) => <ResourceState row={row} />,
    },
    {
      id: 'routers',
      header: 'Routers',
      width: 76,
      firstSort: 'desc',
      value: (row) => row.routers,
      cell: (row) => (
        <CountLink count={row.routers} to={paths.routers({ host: row.id })} what={`routers on ${row.name}`} />
      ),
    },
    {
      id: 'systemvms',
      header: 'System VMs',
      width: 88,
      firstSort: 'desc',
      value: (row) => row.systemVms,
      cell: (row) => (
        <CountLink count={row.systemVms} to={paths.systemVms({ host: row.id })} what={`system VMs on ${row.name}`} />
      ),
    },
    { id: 'hypervisor', header: 'Hypervisor', width: 90, optional: true, value: (row) => row.hypervisor },
    {
      id: 'hypervisorversion',
      header: 'Hypervisor version',
      width: 130,
      mono: true,
      optional: true,
      hideBelow: 1100,
      value: (row) => row.hypervisorversion,
    },
    { id: 'cluster', header: 'Cluster', width: 110, optional: true, value: (row) => row.clustername },
    { id: 'pod', header: 'Pod', width: 80, optional: true, value: (row) => row.podname },
    { id: 'zone', header: 'Zone', width: 80, optional: true, value: (row) => row.zonename },
    { id: 'version', header: 'Version', width: 90, mono: true, optional: true, value: (row) => row.version },
    { id: 'ipaddress', header: 'IP address', width: 110, mono: true, optional: true, value: (row) => row.ipaddress },
  ],
  facets: [
    wordFacet('state', 'State', (row) => row.state),
    wordFacet('resourcestate', 'Resource state', (row) => row.resourcestate),
    wordFacet('hypervisor', 'Hypervisor', (row) => row.hypervisor),
    namedFacet(
      'cluster',
      'Cluster',
      (row) => row.clusterid,
      (row) => row.clustername,
    ),
    namedFacet(
      'zone',
      'Zone',
      (row) => row.zoneid,
      (row) => row.zonename,
    ),
    wordFacet('version', 'Version', (row) => row.version),
  ],
}

export const hiddenAtFirst: ReadonlySet<string> = new Set()
