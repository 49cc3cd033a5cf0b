import type { Column } from '@stratoview/ui'
import { StateBadge } from '@stratoview/ui'
import { Link } from 'react-router'
import { momentText } from '../../vm/cells/age.ts'
import { CheckCell } from '../../vm/cells/CheckCell.tsx'
import { checkWords } from '../../vm/cells/check-words.ts'
import { NetworkCell, RedundantCell, VersionCell } from '../../vm/cells/RouterCells.tsx'
import { toneOf } from '../../vm/cells/state.ts'
import type { Entry } from '../../vm/fleet/entries.ts'
import { byAdvanced, byHealth, type ColumnId } from '../../vm/fleet/order.ts'
import { rankOf } from '../../vm/fleet/standing.ts'
import { upgradeDue, versionOf } from '../../vm/fleet/upgrade.ts'
import { pathOf } from './path-of.ts'
import classes from './routers.module.css'

const health = ['failing first', 'passing first'] as const

/** The list's columns, left to right. What is `hidden` is there for whoever asks (ColumnsMenu). */
export const columns: readonly (Column<Entry> & { id: ColumnId })[] = [
  {
    id: 'name',
    header: 'Name',
    width: 82,
    sticky: true,
    mono: true,
    value: ({ row }) => row.name,
    cell: ({ row, standing }) => (
      <Link className={classes.name} to={pathOf(row.id, standing)} tabIndex={-1}>
        {row.name}
      </Link>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 72,
    sticky: true,
    value: ({ row }) => row.state,
    cell: ({ row }) => <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>,
  },
  {
    id: 'basic',
    header: 'Basic checks',
    width: 190,
    minWidth: 178,
    sortedText: health,
    value: ({ standing }) => rankOf(standing),
    compare: byHealth,
    text: ({ row }) => checkWords(row.health.basic, 'basic', undefined).label,
    cell: ({ row }) => <CheckCell kind="basic" checks={row.health.basic} />,
  },
  {
    id: 'advanced',
    header: 'Advanced checks',
    width: 160,
    minWidth: 150,
    sortedText: health,
    value: ({ row }) => rankOf(row.health.advanced.verdict),
    compare: byAdvanced,
    text: ({ row }) => checkWords(row.health.advanced, 'advanced', undefined).label,
    cell: ({ row }) => <CheckCell kind="advanced" checks={row.health.advanced} />,
  },
  {
    id: 'redundant',
    header: 'Redundant',
    width: 72,
    value: ({ row }) => (row.isredundantrouter === true ? (row.redundantstate ?? 'UNKNOWN') : undefined),
    cell: ({ row, pair }) => <RedundantCell row={row} trouble={pair?.trouble} />,
  },
  {
    id: 'network',
    header: 'Network or VPC',
    width: 106,
    value: ({ row }) => row.vpcname ?? row.guestnetworkname,
    cell: ({ row }, place) => <NetworkCell row={row} shared={place.pair === 'last'} />,
  },
  {
    id: 'publicip',
    header: 'Public IP',
    width: 98,
    mono: true,
    value: ({ row }) => row.publicip,
    cell: ({ row }, { pair }) => <span data-shared={pair === 'last' || undefined}>{row.publicip}</span>,
  },
  {
    id: 'guestip',
    header: 'Guest IP',
    width: 76,
    mono: true,
    hideBelow: 1130,
    value: ({ row }) => row.guestipaddress,
  },
  { id: 'host', header: 'Host', width: 86, mono: true, value: ({ row }) => row.hostname },
  {
    id: 'version',
    header: 'Version',
    width: 138,
    value: ({ row }) => versionOf(row),
    text: ({ row }) => `${versionOf(row) ?? ''}${upgradeDue(row) ? ' (upgrade due)' : ''}`,
    cell: ({ row }) => <VersionCell row={row} />,
  },
  { id: 'zone', header: 'Zone', width: 46, hideBelow: 1176, value: ({ row }) => row.zonename },
  { id: 'account', header: 'Account', width: 64, hideBelow: 1238, value: ({ row }) => row.project ?? row.account },
  { id: 'pod', header: 'Pod', width: 64, value: ({ row }) => row.podname },
  { id: 'cluster', header: 'Cluster', width: 80, value: ({ cluster }) => cluster?.name },
  { id: 'hypervisor', header: 'Hypervisor', width: 76, value: ({ row }) => row.hypervisor },
  {
    id: 'linklocalip',
    header: 'Link-local IP',
    width: 106,
    mono: true,
    value: ({ row }) => row.linklocalip,
  },
  { id: 'domain', header: 'Domain', width: 80, value: ({ row }) => row.domain },
  { id: 'offering', header: 'Service offering', width: 150, value: ({ row }) => row.serviceofferingname },
  {
    id: 'created',
    header: 'Created',
    width: 150,
    value: ({ row }) => row.created,
    cell: ({ row }) => row.created && momentText(row.created),
  },
]

/** Fixed ones; every other column may be hidden. */
const fixed: ReadonlySet<string> = new Set(['name', 'state', 'basic', 'advanced'])

export const routerColumns: readonly Column<Entry>[] = columns.map((column) => ({
  ...column,
  optional: !fixed.has(column.id),
}))

/** Hidden until asked for. */
export const hiddenAtFirst: ReadonlySet<string> = new Set<ColumnId>([
  'pod',
  'cluster',
  'hypervisor',
  'linklocalip',
  'domain',
  'offering',
  'created',
])
