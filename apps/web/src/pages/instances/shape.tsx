import type { VirtualMachine } from '@stratoview/api-client'
import { StateBadge } from '@stratoview/ui'
import { momentText } from '../../vm/cells/age.ts'
import { toneOf } from '../../vm/cells/state.ts'
import { nameOf } from '../../vm/instances.ts'
import { ConsoleCell } from './ConsoleCell.tsx'
import { type ListShape, wordFacet } from '../../vm/list/list-view.ts'

export const addressesOf = ({ nic }: VirtualMachine): string =>
  (nic ?? []).flatMap(({ ipaddress }) => ipaddress ?? []).join(', ')
export const networksOf = ({ nic }: VirtualMachine): string =>
  (nic ?? []).flatMap(({ networkname }) => networkname ?? []).join(', ')

/** "2 vCPU, 4 GB": what the owner asked for, in the units of the target picture. */
export function sizeOf({ cpunumber, memory }: VirtualMachine): string | undefined {
  if (cpunumber === undefined || memory === undefined) return undefined
  return `${cpunumber} vCPU, ${memory < 1024 ? `${memory} MB` : `${Math.round((memory / 1024) * 10) / 10} GB`}`
}

/** No word of hosts, routers or system VMs. */
export const instancesShape: ListShape<VirtualMachine> = {
  sort: { column: 'name', direction: 'asc' },
  columns: [
    {
      id: 'name',
      header: 'Name',
      width: 140,
      sticky: true,
      value: nameOf,
      cell: (row) => (
        <strong>
          <bdi>{nameOf(row)}</bdi>
        </strong>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 96,
      value: (row) => row.state,
      cell: (row) => <StateBadge tone={toneOf(row.state)}>{row.state}</StateBadge>,
    },
    { id: 'address', header: 'Address', width: 110, mono: true, value: addressesOf },
    { id: 'publicip', header: 'Public IP', width: 112, mono: true, optional: true, value: (row) => row.publicip },
    { id: 'network', header: 'Network', width: 110, optional: true, value: networksOf },
    { id: 'zone', header: 'Zone', width: 72, optional: true, value: (row) => row.zonename },
    {
      id: 'system',
      header: 'System',
      width: 170,
      optional: true,
      hideBelow: 1100,
      value: (row) => row.osdisplayname ?? row.templatename,
    },
    { id: 'size', header: 'Size', width: 110, optional: true, hideBelow: 1060, value: sizeOf },
    {
      id: 'created',
      header: 'Created',
      width: 130,
      optional: true,
      value: (row) => row.created,
      cell: (row) => row.created && momentText(row.created),
    },
    {
      id: 'console',
      header: 'Console',
      width: 240,
      minWidth: 240,
      align: 'right',
      sortable: false,
      value: () => undefined,
      cell: (row) => <ConsoleCell row={row} />,
    },
  ],
  facets: [
    wordFacet('state', 'State', (row) => row.state),
    wordFacet('network', 'Network', (row) => networksOf(row) || undefined),
    wordFacet('zone', 'Zone', (row) => row.zonename),
  ],
}

const ownerOf = (row: VirtualMachine) => row.project ?? row.account
const at = instancesShape.columns.findIndex(({ id }) => id === 'network')

/** Who sees everybody's wants to know whose each is. */
export const operatorsShape: ListShape<VirtualMachine> = {
  ...instancesShape,
  columns: instancesShape.columns.toSpliced(at, 0, {
    id: 'account',
    header: 'Account',
    width: 84,
    optional: true,
    value: ownerOf,
  }),
  facets: [wordFacet('account', 'Account', ownerOf), ...instancesShape.facets],
}

/** Hidden until asked for. */
export const hiddenAtFirst: ReadonlySet<string> = new Set(['created'])
export const operatorsHidden: ReadonlySet<string> = new Set(['created', 'publicip'])
