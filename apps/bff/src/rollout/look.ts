import type { Result, Router, SystemVm } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { health, timeOf, worst } from '@stratoview/api-client/health'
import type { Params } from '../cloudstack.ts'
import type { Cloud } from './cloud.ts'
import type { ItemRecord, Place } from './record.ts'
import type { HealthFacts, PlanItem, VmFacts } from './types.ts'

/** A VM of CloudStack's own as a run sees it. */
export interface Vm extends VmFacts {
  type: PlanItem['type']
  hostcontrolstate?: string
  redundant: boolean
  /** The server says that it requires an upgrade. */
  outdated: boolean
  /** The unfinished job working on it. */
  jobid?: string
}

export function vmOf(row: Router | SystemVm, type: Vm['type'] = 'router'): Vm {
  const router = type === 'router' ? (row as Router) : undefined
  const pick: Vm = {
    type,
    id: row.id,
    name: row.name,
    state: row.state,
    redundant: router?.isredundantrouter === true,
    outdated: router?.requiresupgrade === true,
  }
  const more = {
    version: row.version,
    softwareversion: router?.softwareversion,
    hostid: row.hostid,
    hostname: row.hostname,
    hostcontrolstate: row.hostcontrolstate,
    redundantstate: pick.redundant ? router?.redundantstate : undefined,
    jobid: row.jobid,
  }
  return Object.assign(pick, Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)))
}

export function factsOf(vm: VmFacts): VmFacts {
  const { id, name, state, version, softwareversion, hostid, hostname, redundantstate } = vm
  const facts = { version, softwareversion, hostid, hostname, redundantstate }
  return { id, name, state, ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) }
}

/** Everything that serves at a place, destroyed ones left out. */
export async function look(cloud: Cloud, { by, id }: Place): Promise<Vm[]> {
  try {
    if (by === 'system-vm')
      return (await cloud.call('listSystemVms', { id })).systemvm.map((vm) => vmOf(vm, 'system-vm'))
    if (by === 'internal-lb') return await listInternalLbs(cloud, { id })
    // Nothing is served at a host: what is on it is `evacuate.ts`'s question.
    if (by === 'host') return []
    const routers = await listRouters(
      cloud,
      by === 'network' ? { networkid: id } : by === 'vpc' ? { vpcid: id } : { id },
    )
    // A network's list has also the routers that are only connected to it.
    return routers
      .filter((one) => by !== 'network' || (one.guestnetworkid === id && !one.vpcid))
      .map((one) => vmOf(one))
  } catch (error) {
    // Its id is not known any more (431): nobody is there.
    if (error instanceof CloudStackError && error.status === 431) return []
    throw error
  }
}

/** Rows are a router's; they are in no list of routers (recorded: `listInternalLoadBalancerVMs`). */
const listInternalLbs = async (cloud: Cloud, { id }: { id: string }): Promise<Vm[]> =>
  (await ofProjectsToo(cloud, 'listInternalLoadBalancerVMs', { id })).internalloadbalancervm.map((vm) =>
    vmOf(vm, 'internal-lb'),
  )

/** Of those at an item's place the ones it is about: one VM, or all routers of its network. */
export function minesOf({ subject }: ItemRecord, place: readonly Vm[]): Vm[] {
  if (subject.type === 'host') return []
  if (subject.type === 'network' || subject.type === 'vpc') return [...place]
  return place.filter(({ id }) => id === subject.id)
}

const listRouters = async (cloud: Cloud, params: Params): Promise<Router[]> =>
  (await ofProjectsToo(cloud, 'listRouters', params)).router

/** A list with the projects' rows, unless this server or role takes no `projectid`. */
export async function ofProjectsToo<N extends 'listRouters' | 'listInternalLoadBalancerVMs' | 'listVirtualMachines'>(
  cloud: Cloud,
  name: N,
  params: Params,
): Promise<Result<N>> {
  // Without a page it is cut at the server's own limit (recorded: `listConfigurations`), which may be smaller than one we name.
  const all = { listall: true, ...params }
  try {
    return await cloud.call(name, { ...all, projectid: '-1' })
  } catch (error) {
    if (!(error instanceof CloudStackError) || error.status !== 531) throw error
    return cloud.call(name, all)
  }
}

/** Whether somebody carries the network's traffic: of a pair the PRIMARY. One that moves live goes on serving. */
export const serves = (vms: readonly Vm[]): boolean =>
  vms.some(
    (vm) =>
      (vm.state === 'Running' || vm.state === 'Migrating') &&
      vm.hostcontrolstate !== 'Offline' &&
      (!vm.redundant || vm.redundantstate === 'PRIMARY'),
  )

/**
 * A router's health now. Fresh checks are asked of the router; when they can't be made the reason is in `said` and the
 * verdict is `unknown`. `since`: results of that time or later will do, because we asked for them then.
 */
export async function checkHealth(cloud: Cloud, vm: Vm, since?: number): Promise<HealthFacts> {
  const ask = async (performfreshchecks: boolean) => {
    const params = { routerid: vm.id, ...(performfreshchecks && { performfreshchecks }) }
    const { routerhealthchecks } = await cloud.call('getRouterHealthCheckResults', params)
    return routerhealthchecks.healthchecks
  }
  try {
    let results = since === undefined ? undefined : await ask(false).catch(() => undefined)
    if (!results?.some(({ lastupdated }) => timeOf(lastupdated ?? '') >= since!)) results = await ask(true)
    const verdict = health({ state: vm.state, healthcheckresults: results }, { now: cloud.date() })
    const failing = [...verdict.basic.failing, ...verdict.advanced.failing]
    return { at: cloud.date(), verdict: worst(verdict), failing }
  } catch (error) {
    if (!(error instanceof CloudStackError) || error.code !== 'cloudstack' || error.status === 432) throw error
    return { at: cloud.date(), verdict: 'unknown', failing: [], said: error.message }
  }
}
