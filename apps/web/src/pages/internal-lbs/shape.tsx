import type { Router } from '@stratoview/api-client'
import { StateBadge } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { momentText } from '../../vm/cells/age.ts'
import { toneOf } from '../../vm/cells/state.ts'
import { type ListShape, namedFacet, wordFacet } from '../../vm/list/list-view.ts'

/** What the list is made of: a router's columns, without those that an internal load balancer has not got. */
export const internalLbShape: ListShape<Router> = {
  sort: { column: 'name', direction: 'asc' },
  columns: [
    {
      id: 'name',
      header: 'Name',
      width: 92,
      sticky: true,
      mono: true,
      value: (row) => row.name,
      cell: (row) => (
        <Link to={paths.internalLb(row.id)} tabIndex={-1}>
          {row.name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 84,
      sticky: true,
      value: (row) => row.state,
      cell: (row) => <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>,
    },
    { id: 'network', header: 'Tier', width: 120, value: (row) => row.guestnetworkname },
    { id: 'vpc', header: 'VPC', width: 110, optional: true, value: (row) => row.vpcname },
    { id: 'guestip', header: 'Guest IP', width: 104, mono: true, optional: true, value: (row) => row.guestipaddress },
    {
      id: 'linklocalip',
      header: 'Link-local IP',
      width: 112,
      mono: true,
      optional: true,
      value: (row) => row.linklocalip,
    },
    { id: 'host', header: 'Host', width: 104, mono: true, optional: true, value: (row) => row.hostname },
    {
      id: 'version',
      header: 'Version',
      width: 84,
      mono: true,
      optional: true,
      value: (row) => row.softwareversion ?? row.version,
    },
    { id: 'zone', header: 'Zone', width: 64, optional: true, value: (row) => row.zonename },
    { id: 'account', header: 'Account', width: 84, optional: true, value: (row) => row.project ?? row.account },
    { id: 'pod', header: 'Pod', width: 72, optional: true, value: (row) => row.podname },
    { id: 'hypervisor', header: 'Hypervisor', width: 80, optional: true, value: (row) => row.hypervisor },
    { id: 'template', header: 'Template', width: 160, optional: true, value: (row) => row.templatename },
    {
      id: 'offering',
      header: 'Service offering',
      width: 170,
      optional: true,
      value: (row) => row.serviceofferingname,
    },
    {
      id: 'created',
      header: 'Created',
      width: 150,
      optional: true,
      value: (row) => row.created,
      cell: (row) => row.created && momentText(row.created),
    },
  ],
  facets: [
    wordFacet('state', 'State', (row) => row.state),
    namedFacet(
      'vpc',
      'VPC',
      (row) => row.vpcid,
      (row) => row.vpcname,
    ),
    namedFacet(
      'host',
      'Host',
      (row) => row.hostid,
      (row) => row.hostname,
    ),
    wordFacet('account', 'Account', (row) => row.project ?? row.account),
    namedFacet(
      'zone',
      'Zone',
      (row) => row.zoneid,
      (row) => row.zonename,
    ),
  ],
}

/** Hidden until asked for. */
export const hiddenAtFirst: ReadonlySet<string> = new Set(['pod', 'hypervisor', 'template', 'offering', 'created'])
