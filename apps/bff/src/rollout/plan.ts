import type { Host, Router, SystemVm } from '@stratoview/api-client'
import { health, worst } from '@stratoview/api-client/health'
import { unmet } from './conditions.ts'
import { expectations } from './estimate.ts'
import { vmOf, type Vm } from './look.ts'
import { hostOf, leavingOrder, systemVmFacts } from './leaving.ts'
import { methods } from './methods.ts'
import { due } from './need.ts'
import type { Sample } from './record.ts'
import type { Condition, HealthFacts, NetworkRef, Plan, PlanItem, RolloutOptions, RolloutRequest } from './types.ts'

/** What a plan is made of: all of it read, nothing of it asked for again. */
export interface Facts {
  request: RolloutRequest
  options: RolloutOptions
  /** Routers of the scope, and whoever else serves at their networks. */
  routers: readonly Router[]
  neighbours: readonly Router[]
  systemVms: readonly SystemVm[]
  /** `evacuate`: what else is on the host, the host, and those chosen for its VMs. */
  internalLbs: readonly Router[]
  host?: Host
  targetNames?: Readonly<Record<string, string>>
  minimums: Record<string, string>
  samples: readonly Sample[]
  /** CloudStack's clock. */
  now: number
}

export function networkOf(router: Router): NetworkRef | undefined {
  const { vpcid, vpcname, guestnetworkid, guestnetworkname } = router
  if (vpcid) return { type: 'vpc', id: vpcid, name: vpcname ?? vpcid }
  return guestnetworkid ? { type: 'network', id: guestnetworkid, name: guestnetworkname ?? guestnetworkid } : undefined
}

/** Pure: the same facts make the same plan. In order: zone, network, and of a pair the BACKUP first; off a host as in `leaving.ts`. */
export function makePlan(facts: Facts): Plan {
  const { request, options, minimums, samples, now } = facts
  const { kind, method, scope } = request
  const places = byPlace([...facts.routers, ...facts.neighbours])
  const reckon = expectations(samples, method)
  const planned = facts.routers.map((router) => planRouter(router, facts, places, reckon))
  const wanted = new Set(planned.filter(({ leftOut }) => leftOut === undefined).map(({ unit }) => unit))
  const inScope = new Set(facts.routers.map(({ id }) => id))
  const along = methods[method].unit === 'vm' ? [] : facts.neighbours.filter(({ id }) => !inScope.has(id))
  for (const router of along) planned.push(planRouter(router, facts, places, reckon))
  const all = [
    ...planned.map((item) => goesAlong(item, wanted, method)),
    ...facts.systemVms.map((vm) => ({ ...planOther(vm, 'system-vm', facts), ...systemVmFacts(vm) })),
    ...facts.internalLbs.map((vm) => ({ ...planOther(vm, 'internal-lb', facts), ...ownerOf(vm) })),
  ]
  const order = kind === 'evacuate' ? leavingOrder : inOrder
  const items = all.filter(({ leftOut }) => leftOut === undefined).toSorted(order)
  const units = new Set(items.map(({ unit }) => unit)).size
  const accounts = accountsOf(items)
  const pairs = new Set(items.flatMap(({ pair, network }) => (pair && network ? [network.id] : []))).size
  return {
    kind,
    method,
    scope,
    options,
    made: now,
    items,
    // First what is due and left out all the same.
    leftOut: all
      .filter(({ leftOut }) => leftOut !== undefined)
      .toSorted((a, b) => Number(b.flag) - Number(a.flag) || order(a, b)),
    totals: {
      vms: items.length,
      units,
      pairs,
      networks: new Set(items.flatMap(({ network }) => network?.id ?? [])).size,
      // Not those without one: system VMs belong to nobody.
      accounts: accounts.length,
      unmet: items.filter((item) => item.unmet.length > 0).length,
    },
    accounts,
    minimums,
    remainingMs: reckon.remaining(units, options.parallel),
    ...(facts.host && { host: hostOf(facts.host, request) }),
    ...(method === 'all-at-once' && { atOnce: { command: atOnceCommand(request), pairsDown: pairsDown(items) } }),
  }
}

const owner = ({ account, project, domainid }: PlanItem) => `${domainid}/${project ?? account}`
const inOrder = (a: PlanItem, b: PlanItem) =>
  compare(a.zonename, b.zonename) ||
  compare(a.network?.name, b.network?.name) ||
  rank(a) - rank(b) ||
  compare(a.name, b.name)
const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)
const rank = ({ pair }: PlanItem) => (pair?.first === false ? 1 : 0)

function byPlace(routers: readonly Router[]): Map<string, Router[]> {
  const places = new Map<string, Map<string, Router>>()
  for (const router of routers) {
    const key = networkOf(router)?.id ?? router.id
    const at = places.get(key) ?? new Map<string, Router>()
    places.set(key, at.set(router.id, router))
  }
  return new Map([...places].map(([key, at]) => [key, [...at.values()]]))
}

type Reckon = ReturnType<typeof expectations>

function planRouter(router: Router, facts: Facts, places: ReadonlyMap<string, Router[]>, reckon: Reckon): PlanItem {
  const { request, minimums } = facts
  const { method, kind } = request
  const network = networkOf(router)
  const around = places.get(network?.id ?? router.id) ?? [router]
  const ofNetwork = methods[method].unit === 'network'
  const place = around.map((one) => vmOf(one))
  const mine = ofNetwork ? place : place.filter(({ id }) => id === router.id)
  const unit = ofNetwork && network ? `${network.type}:${network.id}` : `router:${router.id}`
  const minimum = Object.hasOwn(minimums, router.zoneid) ? minimums[router.zoneid] : undefined
  const told = due(router, minimum, kind, method)
  if (request.include?.includes(router.id)) delete told.leftOut
  if (ofNetwork && !network) told.leftOut = 'It serves no network that could be restarted'
  if (request.without?.includes(router.id)) told.leftOut = 'Left out by you'
  const redundant = router.isredundantrouter === true
  return {
    ...common(router, 'router', facts),
    ...ownerOf(router),
    ...(redundant && { pair: pairOf(router, around) }),
    unit,
    ...told,
    health: summary(router, facts.now),
    unmet: conditions(router, mine, place, facts),
    expected: reckon.interruption(redundant, router.hypervisor),
  }
}

function ownerOf(router: Router) {
  const { account, project, domainid, domain } = router
  const network = networkOf(router)
  return {
    ...(account && { account }),
    ...(project && { project }),
    ...(domainid && { domainid }),
    ...(domain && { domain }),
    ...(network && { network }),
  }
}

function conditions(router: Router, mine: Vm[], place: Vm[], { request, options, now }: Facts): Condition[] {
  const state = unmet(request.method, mine, place)
  const found = state ? [state] : []
  if (options.gate !== 'healthy' || router.state !== 'Running') return found
  const { verdict, failing } = summary(router, now)
  if (verdict === 'failing' || verdict === 'no-contact')
    found.push({ code: 'unhealthy', text: `${router.name} is not healthy: ${failing.join(', ') || verdict}` })
  return found
}

/** The verdict of the results that CloudStack has, without asking the router. */
function summary(router: Router, now: number): HealthFacts {
  const of = health(router, { now })
  return { at: now, verdict: worst(of), failing: [...of.basic.failing, ...of.advanced.failing] }
}

function pairOf(router: Router, around: readonly Router[]): PlanItem['pair'] {
  const other = around.find((one) => one.id !== router.id && one.isredundantrouter)
  const redundantstate = router.redundantstate ?? 'UNKNOWN'
  const first = redundantstate !== 'PRIMARY'
  return { ...(other && { id: other.id, name: other.name }), redundantstate, first }
}

function common(vm: Router | SystemVm, type: PlanItem['type'], { request, targetNames }: Facts) {
  const { id, name, state, zoneid, zonename, podname, hostid, hostname, hypervisor, serviceofferingname } = vm
  const hostTo = request.targets?.[id]
  const nameTo = hostTo && targetNames?.[hostTo]
  return {
    type,
    id,
    name,
    state,
    zoneid,
    ...(zonename && { zonename }),
    ...(podname && { podname }),
    ...(hostid && { hostid }),
    ...(hostname && { hostname }),
    ...(hypervisor && { hypervisor }),
    ...(request.kind === 'evacuate' && serviceofferingname && { offering: serviceofferingname }),
    ...(hostTo && { target: { hostid: hostTo, ...(nameTo && { hostname: nameTo }) } }),
  }
}

/** What is in no network's plan: only an evacuation moves it. */
function planOther(vm: SystemVm | Router, type: 'system-vm' | 'internal-lb', facts: Facts): PlanItem {
  const mine = [vmOf(vm, type)]
  const state = unmet(facts.request.method, mine, mine)
  return {
    ...common(vm, type, facts),
    unit: `${type}:${vm.id}`,
    flag: false,
    picked: false,
    why: [],
    ...(facts.request.without?.includes(vm.id) && { leftOut: 'Left out by you' }),
    unmet: state ? [state] : [],
    expected: { ms: 0, from: 'method', samples: 0 },
  }
}

/** A network is restarted with all its routers. */
function goesAlong(item: PlanItem, wanted: ReadonlySet<string>, method: Plan['method']): PlanItem {
  if (item.leftOut === undefined || methods[method].unit === 'vm' || !wanted.has(item.unit)) return item
  const { leftOut, ...rest } = item
  return { ...rest, why: [`Goes along with its network. ${leftOut}`] }
}

function accountsOf(items: readonly PlanItem[]): Plan['accounts'] {
  const found = new Map<string, { account: string; domain?: string; vms: number; networks: Set<string> }>()
  for (const item of items) {
    const name = item.project ?? item.account
    if (name === undefined) continue
    const of = found.get(owner(item)) ?? {
      account: name,
      ...(item.domain && { domain: item.domain }),
      vms: 0,
      networks: new Set(),
    }
    of.vms += 1
    if (item.network) of.networks.add(item.network.id)
    found.set(owner(item), of)
  }
  const all = [...found.values()].map(({ networks, ...of }) => ({ ...of, networks: networks.size }))
  return all.toSorted((a, b) => compare(a.account, b.account))
}

function pairsDown(items: readonly PlanItem[]): number {
  const members = Map.groupBy(
    items.filter(({ pair }) => pair),
    ({ network }) => network?.id,
  )
  return [...members.values()].filter((of) => of.length > 1).length
}

/** The group as `upgradeRouterTemplate` is told it. */
export function groupOf({ scope }: RolloutRequest): Record<string, string> | undefined {
  if (scope.by === 'account') return { account: scope.account, domainid: scope.domainid }
  if (scope.by === 'zone' || scope.by === 'pod' || scope.by === 'cluster' || scope.by === 'domain')
    return { [`${scope.by}id`]: scope.id }
  return undefined
}

const atOnceCommand = (request: RolloutRequest) =>
  `upgrade routertemplate ${Object.entries(groupOf(request) ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`
