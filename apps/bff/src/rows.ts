import type { Router, SystemVm } from '@stratoview/api-client'
import { health, type Health, type HealthOptions } from '@stratoview/api-client/health'

/**
 * A row is the columns of a list, not CloudStack's object: about 300 bytes against 4–8 kB.
 * Names are those on the wire. What CloudStack leaves out, or says with `false` or an empty text, is absent.
 */
export interface RouterRow {
  id: string
  name: string
  state: string
  zoneid: string
  zonename?: string
  podid?: string
  podname?: string
  hostid?: string
  hostname?: string
  hostcontrolstate?: string
  hypervisor?: string
  publicip?: string
  guestipaddress?: string
  linklocalip?: string
  guestnetworkid?: string
  guestnetworkname?: string
  vpcid?: string
  vpcname?: string
  account?: string
  domainid?: string
  domain?: string
  project?: string
  projectid?: string
  isredundantrouter?: true
  redundantstate?: string
  version?: string
  softwareversion?: string
  requiresupgrade?: true
  serviceofferingname?: string
  templatename?: string
  created?: string
  hasannotations?: true
  /** The unfinished job working on this router. */
  jobid?: string
  /** The verdict of `health.ts`, by CloudStack's clock at the time of the answer. */
  health: Health
}

export interface SystemVmRow {
  id: string
  name: string
  state: string
  systemvmtype: string
  /** Absent when no agent has ever registered, which is not Down. */
  agentstate?: string
  disconnected?: string
  version?: string
  /** Console proxies only; 0 is kept. */
  activeviewersessions?: number
  publicip?: string
  privateip?: string
  linklocalip?: string
  hostid?: string
  hostname?: string
  hostcontrolstate?: string
  hypervisor?: string
  templateid?: string
  templatename?: string
  zoneid: string
  zonename?: string
  podid?: string
  podname?: string
  serviceofferingname?: string
  created?: string
  hasannotations?: true
  jobid?: string
}

const routerColumns = [
  ...(['id', 'name', 'state', 'zoneid', 'zonename', 'podid', 'podname', 'hostid', 'hostname'] as const),
  ...(['hostcontrolstate', 'hypervisor', 'publicip', 'guestipaddress', 'linklocalip', 'guestnetworkid'] as const),
  ...(['guestnetworkname', 'vpcid', 'vpcname', 'account', 'domainid', 'domain', 'project', 'projectid'] as const),
  ...(['isredundantrouter', 'redundantstate', 'version', 'softwareversion', 'requiresupgrade'] as const),
  ...(['serviceofferingname', 'templatename', 'created', 'hasannotations', 'jobid'] as const),
] as const satisfies readonly Exclude<keyof RouterRow, 'health'>[]

const systemVmColumns = [
  ...(['id', 'name', 'state', 'systemvmtype', 'agentstate', 'disconnected', 'version'] as const),
  ...(['activeviewersessions', 'publicip', 'privateip', 'linklocalip', 'hostid', 'hostname'] as const),
  ...(['hostcontrolstate', 'hypervisor', 'templateid', 'templatename', 'zoneid', 'zonename', 'podid'] as const),
  ...(['podname', 'serviceofferingname', 'created', 'hasannotations', 'jobid'] as const),
] as const satisfies readonly (keyof SystemVmRow)[]

/** Type proof that every column is named above: an addition to a row that is not in its list does not compile. */
type Named<Row, Columns extends readonly PropertyKey[]> =
  Exclude<keyof Row, Columns[number]> extends never ? true : never
const _everyColumn: [
  Named<Omit<RouterRow, 'health'>, typeof routerColumns>,
  Named<SystemVmRow, typeof systemVmColumns>,
] = [true, true]
void _everyColumn

function pick(object: Record<string, unknown>, columns: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const column of columns) {
    const value = object[column]
    if (value !== undefined && value !== null && value !== false && value !== '') row[column] = value
  }
  return row
}

/** A router as `listRouters` with `fetchhealthcheckresults` says it (recorded: `listRouters.with-health`), reduced. */
export function routerRow(router: Router, options: HealthOptions): RouterRow {
  return { ...pick(router, routerColumns), health: health(router, options) } as unknown as RouterRow
}

/** A system VM as `listSystemVms` says it, reduced. */
export function systemVmRow(systemVm: SystemVm): SystemVmRow {
  return pick(systemVm, systemVmColumns) as unknown as SystemVmRow
}
