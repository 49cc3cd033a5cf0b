import type { SystemVmRow } from '@stratoview/bff/rows'
import { StateBadge } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { momentText } from '../../vm/cells/age.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { agentRank } from '../../vm/cells/agent.ts'
import { toneOf } from '../../vm/cells/state.ts'
import { type ListShape, namedFacet, wordFacet } from '../../vm/list/list-view.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { VersionCell } from './VersionCell.tsx'

const agentWords = (row: SystemVmRow): string =>
  row.agentstate === undefined
    ? 'no agent record'
    : [row.agentstate, row.agentstate !== 'Up' && row.disconnected && `since ${row.disconnected}`]
        .filter(Boolean)
        .join(' ')

/** What the list is made of; a lost agent stands first. */
export const systemVmShape: ListShape<SystemVmRow> = {
  sort: { column: 'agent', direction: 'asc' },
  columns: [
    {
      id: 'name',
      header: 'Name',
      width: 92,
      sticky: true,
      mono: true,
      value: (row) => row.name,
      cell: (row) => (
        <Link to={paths.systemVm(row.id)} tabIndex={-1}>
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
    {
      id: 'agent',
      header: 'Agent',
      width: 150,
      sortedText: ['lost first', 'Up first'],
      value: agentRank,
      compare: (a, b) => agentRank(a) - agentRank(b),
      text: agentWords,
      cell: (row) => <AgentCell row={row} />,
    },
    {
      id: 'type',
      header: 'Type',
      width: 114,
      value: (row) => systemVmTypeWords(row.systemvmtype),
    },
    {
      id: 'sessions',
      header: 'Sessions',
      width: 72,
      optional: true,
      firstSort: 'desc',
      value: (row) => row.activeviewersessions,
    },
    { id: 'publicip', header: 'Public IP', width: 112, mono: true, optional: true, value: (row) => row.publicip },
    { id: 'privateip', header: 'Private IP', width: 104, mono: true, optional: true, value: (row) => row.privateip },
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
      width: 138,
      optional: true,
      value: (row) => row.version,
      cell: (row) => <VersionCell row={row} />,
    },
    {
      id: 'template',
      header: 'Template',
      width: 196,
      optional: true,
      hideBelow: 1100,
      value: (row) => row.templatename,
    },
    { id: 'zone', header: 'Zone', width: 60, optional: true, value: (row) => row.zonename },
    { id: 'pod', header: 'Pod', width: 72, optional: true, value: (row) => row.podname },
    { id: 'hypervisor', header: 'Hypervisor', width: 80, optional: true, value: (row) => row.hypervisor },
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
    { id: 'type', label: 'Type', of: (row) => ({ key: row.systemvmtype, label: systemVmTypeWords(row.systemvmtype) }) },
    wordFacet('agent', 'Agent', (row) => row.agentstate ?? 'no agent record'),
    wordFacet('state', 'State', (row) => row.state),
    namedFacet(
      'zone',
      'Zone',
      (row) => row.zoneid,
      (row) => row.zonename,
    ),
    namedFacet(
      'host',
      'Host',
      (row) => row.hostid,
      (row) => row.hostname,
    ),
    wordFacet('version', 'Version', (row) => row.version),
    wordFacet('hypervisor', 'Hypervisor', (row) => row.hypervisor),
  ],
}

/** Hidden until asked for. */
export const hiddenAtFirst: ReadonlySet<string> = new Set(['linklocalip', 'pod', 'hypervisor', 'offering', 'created'])
