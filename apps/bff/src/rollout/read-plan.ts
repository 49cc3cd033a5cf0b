import type { Router } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import type { Params } from '../cloudstack.ts'
import { refuse } from '../error.ts'
import { pooled } from '../pool.ts'
import type { Cloud } from './cloud.ts'
import { listEvery } from './look-all.ts'
import { ofProjectsToo } from './look.ts'
import { groupOf, makePlan, networkOf, type Facts } from './plan.ts'
import type { Sample } from './record.ts'
import type { Plan, RolloutKind, RolloutMethod, RolloutOptions, RolloutRequest, RolloutScope } from './types.ts'

/** More than that and the whole fleet is read instead of one network after the other. */
const oneByOne = 25
/** Hosts asked for at the same time. */
const inFlight = 10
const minimumSetting = 'minreq.sysvmtemplate.version'

const allowed: Readonly<Record<RolloutKind, readonly RolloutMethod[]>> = {
  upgrade: ['restart-router', 'restart-network', 'live-patch', 'all-at-once'],
  restart: ['restart-router', 'restart-network'],
  'health-checks': ['check'],
  evacuate: ['migrate'],
}

const defaults: RolloutOptions = { parallel: 1, stopAfter: 1, gate: 'no-worse', patience: 20 }

/** Reads what a plan needs, and makes it. Throws 400 for what makes no sense together, and CloudStack's own errors. */
export async function readPlan(
  cloud: Cloud,
  request: RolloutRequest,
  apis: ReadonlySet<string>,
  samples: readonly Sample[],
): Promise<Plan> {
  const { kind, method, scope } = request
  const wrong = (field: string, message: string) => refuse(400, 'bad-parameter', message, { field })
  if (!allowed[kind].includes(method)) throw wrong('method', `A run of kind ${kind} has no method ${method}.`)
  if (method === 'all-at-once' && !groupOf(request))
    throw wrong('scope', 'CloudStack’s own command takes a zone, a pod, a cluster, a domain or an account.')
  if (kind === 'evacuate' && scope.by !== 'host') throw wrong('scope', 'What is evacuated is a host.')
  const checks = kind === 'health-checks'
  const options = { ...defaults, ...(checks && { stopAfter: 0, parallel: 10 }), ...request.options }
  // All of them are under way at once: there is nothing left that a pause could hold back.
  if (method === 'all-at-once') options.stopAfter = 0
  // A role without health results can't have a gate of them.
  if (!apis.has('getRouterHealthCheckResults')) options.gate = 'none'
  const routers = await routersOf(cloud, scope)
  const host = scope.by === 'host' && kind === 'evacuate' ? await readHost(cloud, scope.id, request, apis) : nothingOnIt
  const neighbours = kind === 'health-checks' ? [] : await neighboursOf(cloud, routers, scope)
  const minimums = kind === 'upgrade' ? await minimumsOf(cloud, routers, apis) : {}
  return makePlan({ request, options, routers, neighbours, ...host, minimums, samples, now: cloud.date() })
}

async function routersOf(cloud: Cloud, scope: RolloutScope): Promise<Router[]> {
  if (scope.by !== 'selection') return listAll(cloud, paramsOf(scope))
  if (scope.ids.length > oneByOne) {
    const chosen = new Set(scope.ids)
    return (await listAll(cloud, {})).filter(({ id }) => chosen.has(id))
  }
  return (await Promise.all(scope.ids.map((id) => listAll(cloud, { id })))).flat()
}

function paramsOf(scope: Exclude<RolloutScope, { by: 'selection' }>): Params {
  if (scope.by === 'everything') return {}
  if (scope.by === 'account') return { account: scope.account, domainid: scope.domainid }
  return { [`${scope.by}id`]: scope.id }
}

const listAll = (cloud: Cloud, params: Params): Promise<Router[]> =>
  listEvery(cloud, { fetchhealthcheckresults: true, ...params }, ['projectid', 'fetchhealthcheckresults'])

/** Whoever else serves at their networks: the other router of a pair may be outside of the scope. */
async function neighboursOf(cloud: Cloud, routers: readonly Router[], scope: RolloutScope): Promise<Router[]> {
  if (scope.by === 'everything' || scope.by === 'network' || scope.by === 'vpc') return []
  const alone = new Map<string, Params>()
  for (const [id, of] of Map.groupBy(routers, (router) => networkOf(router)?.id)) {
    const network = networkOf(of[0]!)
    if (id === undefined || !network || of.length > 1 || !of[0]!.isredundantrouter) continue
    alone.set(id, network.type === 'vpc' ? { vpcid: id } : { networkid: id })
  }
  if (alone.size > oneByOne) return (await listAll(cloud, {})).filter((one) => alone.has(networkOf(one)?.id ?? ''))
  const found = await Promise.all([...alone.values()].map((params) => listAll(cloud, params)))
  return found.flat().filter((one) => alone.has(networkOf(one)?.id ?? ''))
}

const nothingOnIt = { systemVms: [], internalLbs: [] } satisfies Partial<Facts>

/** A host that is to be emptied: itself, what is on it besides routers, and what the hosts chosen for them are called. */
async function readHost(cloud: Cloud, hostid: string, { targets }: RolloutRequest, apis: ReadonlySet<string>) {
  const hostById = async (id: string) => (await cloud.call('listHosts', { id })).host[0]
  const targetNames: Record<string, string> = {}
  const nameTarget = async (id: string) => {
    const chosen = await hostById(id)
    if (chosen) targetNames[id] = chosen.name
  }
  const [host, systemVms, internalLbs] = await Promise.all([
    hostById(hostid),
    cloud.call('listSystemVms', { hostid }).then(({ systemvm }) => systemvm),
    apis.has('listInternalLoadBalancerVMs')
      ? ofProjectsToo(cloud, 'listInternalLoadBalancerVMs', { hostid }).then((found) => found.internalloadbalancervm)
      : [],
    pooled(new Set(Object.values(targets ?? {})), inFlight, nameTarget),
  ])
  return { ...(host && { host }), systemVms, internalLbs, targetNames }
}

/** What each zone wants at least; empty where the role may not read it. */
async function minimumsOf(cloud: Cloud, routers: readonly Router[], apis: ReadonlySet<string>) {
  if (!apis.has('listConfigurations')) return {}
  const read = async (more: Params) => {
    try {
      const { configuration } = await cloud.call('listConfigurations', { name: minimumSetting, ...more })
      return configuration.find(({ name }) => name === minimumSetting)?.value
    } catch (error) {
      if (error instanceof CloudStackError && error.code === 'cloudstack') return undefined
      throw error
    }
  }
  const everywhere = await read({})
  const zones = [...new Set(routers.map(({ zoneid }) => zoneid))]
  const found = await Promise.all(
    zones.map(async (zoneid) => [zoneid, (await read({ zoneid })) ?? everywhere] as const),
  )
  return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== undefined))
}
