import { can } from '@stratoview/api-client/can'
import type { VmKind } from '@stratoview/api-client/can'
import { IconArrowsMove, IconResize } from '@tabler/icons-react'
import { lazy } from 'react'
import type { CommandName } from '@stratoview/api-client'
import type { Family } from '../../jobs-families.ts'
import type { Action, VmRow } from '../action.ts'

const MigrateDialog = lazy(async () => ({ default: (await import('../moving/MigrateDialog.tsx')).MigrateDialog }))
const ScaleDialog = lazy(async () => ({ default: (await import('../moving/ScaleDialog.tsx')).ScaleDialog }))

const ResizeNetwork = lazy(async () => ({ default: (await import('../moving/ResizeNetwork.tsx')).ResizeNetwork }))

interface Kind {
  kind: VmKind
  /** `jobinstancetype` */
  type: string
  family: Family
}
export const routers: Kind = { kind: 'router', type: 'DomainRouter', family: 'router' }
export const systemVms: Kind = { kind: 'system-vm', type: 'SystemVm', family: 'system-vm' }
export const internalLbs: Kind = { kind: 'internal-lb', type: 'InternalLbVm', family: 'internal-lb' }

const sent = ({ type, family }: Kind, { id, name }: VmRow, command: CommandName, params: Record<string, unknown>) => ({
  command,
  params,
  object: { type, id, name },
  touches: [family, 'host'] as const,
})

/** The choices are the destination's own parameter: `hostid`, `storageid` or `autoselect`. */
export const migrate = (kind: Kind): Action<VmRow> => ({
  id: 'migrate',
  label: 'Migrate',
  icon: IconArrowsMove,
  can: (row, apis) => can('migrate', kind.kind, row, apis),
  form: MigrateDialog,
  call: (row, where) => sent(kind, row, 'migrateSystemVm', { virtualmachineid: row.id, ...where }),
})

export const scale = (kind: Kind): Action<VmRow> => ({
  id: 'scale',
  label: 'Change offering',
  icon: IconResize,
  single: true,
  can: (row, apis) => can('scale', kind.kind, row, apis),
  form: ScaleDialog,
  call: (row, { serviceofferingid }) => sent(kind, row, 'scaleSystemVm', { id: row.id, serviceofferingid }),
})

/** The guide's way to bigger routers: a network offering that names another system offering. */
export const resizeNetwork: Action<VmRow & { guestnetworkname?: string }> = {
  id: 'resize-network',
  label: 'Upgrade by network offering',
  icon: IconResize,
  single: true,
  can: (row, apis) => can('resize-network', 'router', row, apis),
  form: ResizeNetwork,
  call: ({ guestnetworkid = '', guestnetworkname = 'its network' }, { networkofferingid }) => ({
    command: 'updateNetwork',
    params: { id: guestnetworkid, networkofferingid },
    object: { type: 'Network', id: guestnetworkid, name: guestnetworkname },
    touches: ['router', 'network'],
  }),
}
