import type { Volume } from '@stratoview/api-client'
import { type Column, DataTable, EmptyState } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { useSession } from '../../session.ts'
import { momentText } from '../cells/age.ts'
import { QueryTrouble } from './QueryTrouble.tsx'
import classes from './tabs.module.css'

const size = (bytes: number | undefined) =>
  bytes === undefined ? '' : `${(bytes / 2 ** 30).toLocaleString('en', { maximumFractionDigits: 2 })} GiB`

const columns: readonly Column<Volume>[] = [
  { id: 'name', header: 'Name', width: 110, mono: true, value: (volume) => volume.name },
  { id: 'type', header: 'Type', width: 80, value: (volume) => volume.type },
  { id: 'state', header: 'State', width: 80, value: (volume) => volume.state },
  {
    id: 'size',
    header: 'Size',
    width: 80,
    align: 'right',
    value: (volume) => volume.size,
    text: (volume) => size(volume.size),
    cell: (volume) => size(volume.size),
  },
  { id: 'storage', header: 'Primary storage', width: 140, mono: true, value: (volume) => volume.storage },
  { id: 'scope', header: 'Storage type', width: 90, value: (volume) => volume.storagetype },
  { id: 'provisioning', header: 'Provisioning', width: 90, value: (volume) => volume.provisioningtype },
  { id: 'template', header: 'Template', width: 190, value: (volume) => volume.templatename },
  {
    id: 'created',
    header: 'Created',
    width: 160,
    value: (volume) => volume.created,
    cell: (volume) => volume.created && momentText(volume.created),
  },
]
const rowKey = (volume: Volume) => volume.id
const rowName = (volume: Volume) => volume.name

function VolumeCard(volume: Volume) {
  return (
    <div className={classes.card}>
      <b className="sv-mono">{volume.name}</b>
      <span>{[volume.type, volume.state, size(volume.size)].filter(Boolean).join(' · ')}</span>
      <span>{[volume.storage, volume.templatename].filter(Boolean).join(' · ')}</span>
    </div>
  )
}

/** The volumes of a router, a system VM or an internal load balancer. Recorded: `listVolumes.router`. */
export function VolumesTab({ id }: { id: string }) {
  const { apis } = useSession()
  const may = apis.has('listVolumes')
  const volumes = useQuery({
    ...q(cs.listVolumes, { virtualmachineid: id, listsystemvms: true, listall: true }),
    enabled: may,
  })
  if (!may) return <EmptyState>Your role may not list volumes (listVolumes).</EmptyState>
  return (
    <div className={classes.wide}>
      <DataTable
        fit="content"
        label="Volumes"
        columns={columns}
        rows={volumes.data?.volume ?? []}
        card={VolumeCard}
        rowKey={rowKey}
        rowName={rowName}
        loading={volumes.isPending}
        error={volumes.error && <QueryTrouble query={volumes} title="The volumes could not be read." />}
        empty={<EmptyState>CloudStack lists no volume of it.</EmptyState>}
      />
    </div>
  )
}
