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

const routerColumns: Record<keyof Omit<RouterRow, 'health'>, true> = {
  id: true,
  name: true,
  state: true,
  zoneid: true,
  zonename: true,
  podid: true,
  podname: true,
  hostid: true,
  hostname: true,
  hostcontrolstate: true,
  hypervisor: true,
  publicip: true,
  guestipaddress: true,
  linklocalip: true,
  guestnetworkid: true,
  guestnetworkname: true,
  vpcid: true,
  vpcname: true,
  account: true,
  domainid: true,
  domain: true,
  project: true,
  projectid: true,
  isredundantrouter: true,
  redundantstate: true,
  version: true,
  softwareversion: true,
  requiresupgrade: true,
  serviceofferingname: true,
  templatename: true,
  created: true,
  hasannotations: true,
  jobid: true,
}

const systemVmColumns: Record<keyof SystemVmRow, true> = {
  id: true,
  name: true,
  state: true,
  systemvmtype: true,
  agentstate: true,
  disconnected: true,
  version: true,
  activeviewersessions: true,
  publicip: true,
  privateip: true,
  linklocalip: true,
  hostid: true,
  hostname: true,
  hostcontrolstate: true,
  hypervisor: true,
  templateid: true,
  templatename: true,
  zoneid: true,
  zonename: true,
  podid: true,
  podname: true,
  serviceofferingname: true,
  created: true,
  hasannotations: true,
  jobid: true,
}

function pick(object: Record<string, unknown>, columns: Record<string, true>): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const column in columns) {
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
