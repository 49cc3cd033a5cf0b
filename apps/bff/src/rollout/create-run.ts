import { runId, type ItemRecord, type Place, type RunRecord } from './record.ts'
import { factsOf } from './look.ts'
import { methods } from './methods.ts'
import { groupOf } from './plan.ts'
import type { Change } from './store.ts'
import type { Plan, PlanItem, RolloutScope, Run, RunEvent, RunItem, RunScope, StartRequest } from './types.ts'

interface Start {
  plan: Plan
  request: StartRequest
  cloud: string
  owner: Run['owner']
  /** Whose keys it acts with, where CloudStack says so. */
  actsAs: string | undefined
  /** CloudStack's clock. */
  now: number
  seal: (id: string) => Promise<string>
}

/** A run as it is on the first page of its book: everything waits. */
export async function createRun({ plan, request, cloud, owner, actsAs, now, seal }: Start): Promise<Change> {
  const id = runId()
  const items = itemsOf(plan, now)
  const group = plan.method === 'all-at-once' ? groupOf(request) : undefined
  const run: RunRecord = {
    id,
    title: request.title?.trim() || titleOf(plan),
    kind: plan.kind,
    method: plan.method,
    scope: runScope(plan.scope),
    options: plan.options,
    ...(plan.host?.maintenance && { maintenance: true as const }),
    owner,
    ...(actsAs !== undefined && { actsAs }),
    state: 'running',
    created: now,
    counts: { waiting: items.length, active: 0, done: 0, failed: 0, skipped: 0, left: 0 },
    remainingMs: plan.remainingMs,
    rev: 1,
    seen: now,
    own: {
      cloud,
      sealed: await seal(id),
      ran: 0,
      failures: 0,
      ...(group && { group: { params: group, asked: false } }),
    },
  }
  const event: RunEvent = {
    seq: 1,
    at: now,
    level: 'info',
    text: `Started by ${owner.username}: ${items.length} to do`,
  }
  const unsure: RunEvent = {
    seq: 2,
    at: now,
    level: 'warning',
    text: 'It acts with the API keys that were typed; CloudStack does not tell the operator’s role whose they are',
  }
  return { run: { ...run, rev: 2 }, items, events: actsAs === undefined ? [event, unsure] : [event] }
}

/** A run is written and read many times a second: the ids of a selection would be most of it. */
const runScope = (scope: RolloutScope): RunScope =>
  scope.by === 'selection' ? { by: 'selection', count: scope.ids.length } : scope

const titleOf = ({ kind, items, scope, host }: Plan): string => {
  const what = { upgrade: 'Upgrade', restart: 'Restart', 'health-checks': 'Health checks', evacuate: 'Evacuation' }[
    kind
  ]
  const where = scope.by === 'account' ? ` of ${scope.account}` : host ? ` of ${host.name}` : ''
  return `${what}${where}, ${items.length} ${items.length === 1 ? 'VM' : 'VMs'}`
}

function itemsOf(plan: Plan, now: number): ItemRecord[] {
  const units = Map.groupBy(plan.items, ({ unit }) => unit)
  const items = [...units].map(([id, of], order) => itemOf(id, of, order, plan, now))
  if (plan.host?.maintenance) items.push(hostItem(plan.host, items.length, now))
  return items
}

function itemOf(id: string, of: readonly PlanItem[], order: number, plan: Plan, now: number): ItemRecord {
  const [first] = of as [PlanItem, ...PlanItem[]]
  const { network, pair, account, project, domain, zonename, hypervisor, target } = first
  const ofNetwork = methods[plan.method].unit === 'network' && network !== undefined
  const subject = ofNetwork ? network : { type: first.type, id: first.id, name: first.name }
  const place = placeOf(first)
  const partner = !ofNetwork && pair?.id !== undefined && plan.items.some((one) => one.id === pair.id)
  return {
    id,
    subject,
    vms: of.map((vm) => ({ id: vm.id, name: vm.name })),
    ...(network && { network }),
    ...((project ?? account) && { account: project ?? account }),
    ...(domain && { domain }),
    ...(zonename && { zonename }),
    ...(pair && !ofNetwork && { pair: pairOf(pair, plan) }),
    step: 'waiting',
    since: now,
    attempt: 1,
    // Nobody asks a router for fresh checks before it is restarted together with all the others.
    ...(plan.method === 'all-at-once' && {
      before: [factsOf({ ...first, redundantstate: pair?.redundantstate })],
      healthBefore: first.health,
    }),
    expected: first.expected,
    ...(target && { target }),
    rev: 1,
    own: {
      order,
      place,
      ...(partner && { partner: `router:${pair.id}` }),
      pair: pair !== undefined,
      ...(plan.kind === 'upgrade' && { due: of.filter((vm) => vm.flag || vm.picked).map((vm) => vm.id) }),
      ...(plan.kind === 'upgrade' && of.some((vm) => vm.flag) && { flagged: true as const }),
      ...(hypervisor && { hypervisor }),
    },
  }
}

/** The other one is told of when both have their turn, one by one: with two that lead or none it isn't known which is first. */
function pairOf(pair: NonNullable<PlanItem['pair']>, { method, items }: Plan): RunItem['pair'] {
  const { redundantstate } = pair
  const other = methods[method].pairwise ? items.find((one) => one.id === pair.id) : undefined
  const clear =
    other?.pair !== undefined && (redundantstate === 'PRIMARY') !== (other.pair.redundantstate === 'PRIMARY')
  return { redundantstate, ...(clear && { other: other.name }) }
}

/** A system VM and an internal load balancer stand for themselves alone. */
const placeOf = ({ type, network, id }: PlanItem): Place =>
  type !== 'router' || !network ? { by: type, id } : { by: network.type, id: network.id }

/** Once all have left, the host goes into maintenance, and is looked at for what is still on it. */
function hostItem({ id, name }: { id: string; name: string }, order: number, now: number): ItemRecord {
  return {
    id: `host:${id}`,
    subject: { type: 'host', id, name },
    vms: [],
    step: 'waiting',
    since: now,
    attempt: 1,
    expected: { ms: 0, from: 'method', samples: 0 },
    rev: 1,
    own: { order, place: { by: 'host', id }, pair: false, last: true },
  }
}
