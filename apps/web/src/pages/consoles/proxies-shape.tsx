import type { SystemVmRow } from '@stratoview/bff/rows'
import { StateBadge } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { AgentCell } from '../../vm/cells/AgentCell.tsx'
import { agentRank } from '../../vm/cells/agent.ts'
import { toneOf } from '../../vm/cells/state.ts'
import { Load } from '../../vm/console/Load.tsx'
import { type ListShape, wordFacet } from '../../vm/list/list-view.ts'

export type ProxyRow = SystemVmRow & {
  /** `consoleproxy.session.max` of its zone. */
  max?: number
  /** Sessions of ours that surely go through it. */
  ours: number
}

const share = ({ activeviewersessions, max }: ProxyRow) =>
  activeviewersessions === undefined ? undefined : activeviewersessions / (max ?? 1)

/** What each proxy serves; the fullest stands first. */
export const proxiesShape: ListShape<ProxyRow> = {
  sort: { column: 'load', direction: 'desc' },
  columns: [
    {
      id: 'name',
      header: 'Name',
      width: 100,
      sticky: true,
      mono: true,
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <Link to={paths.systemVm(id, 'sessions')} tabIndex={-1}>
          {name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 84,
      value: ({ state }) => state,
      cell: ({ state }) => <StateBadge tone={toneOf(state)}>{state}</StateBadge>,
    },
    {
      id: 'agent',
      header: 'Agent',
      width: 150,
      value: agentRank,
      text: ({ agentstate }) => agentstate ?? 'no agent record',
      sortedText: ['lost first', 'Up first'],
      cell: (row) => <AgentCell row={row} />,
    },
    {
      id: 'load',
      header: 'Sessions',
      width: 170,
      value: share,
      text: ({ activeviewersessions, max }) =>
        [activeviewersessions, max].filter((one) => one !== undefined).join(' of '),
      firstSort: 'desc',
      sortedText: ['emptiest first', 'fullest first'],
      cell: ({ activeviewersessions, max }) => <Load sessions={activeviewersessions} max={max} />,
    },
    { id: 'ours', header: 'Through Stratoview', width: 120, value: ({ ours }) => ours },
    { id: 'publicip', header: 'Public IP', width: 120, mono: true, optional: true, value: ({ publicip }) => publicip },
    { id: 'host', header: 'Host', width: 110, mono: true, optional: true, value: ({ hostname }) => hostname },
    { id: 'zone', header: 'Zone', width: 72, optional: true, value: ({ zonename }) => zonename },
  ],
  facets: [wordFacet('zone', 'Zone', ({ zonename }) => zonename), wordFacet('state', 'State', ({ state }) => state)],
}
