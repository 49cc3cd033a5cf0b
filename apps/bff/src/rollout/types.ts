import type { Checks } from '@stratoview/api-client/health'

/**
 * Rolling runs, as the pages see them. A run lives in the server, not in the tab.
 *
 * | route | does |
 * |---|---|
 * | `POST /api/rollouts/plan` `RolloutRequest` | `Plan`: nothing is kept, nothing is touched |
 * | `POST /api/rollouts` `StartRequest` | plans again and starts: 201 `{ run: Run }`; 409 `no-keys`, `nothing-to-do`, `under-way` |
 * | `GET /api/rollouts` | `{ runs: Run[] }`, newest first: the account's own, all of them for a root admin |
 * | `GET /api/rollouts/:id?after=REV` | `RunAnswer`; with `after` only the items that changed since that `run.rev` |
 * | `GET /api/rollouts/:id/events?after=SEQ` | `{ events: RunEvent[] }`, oldest first, 500 at most; without `after` the newest of them |
 * | `GET /api/rollouts/:id/report` | `Report` |
 * | `POST /api/rollouts/:id/pause`, `/abort` `{}` · `/resume` `{ keys?, registerKeys? }` | 202 `{ run }`: carried out within about a second |
 * | `POST /api/rollouts/:id/items/:item/skip`, `/retry` `{}` | 202 `{ run }`; 409 `wrong-state` says why not |
 *
 * 404 for a run that isn't the caller's to see. Poll `/:id?after=` every second or two while `state` isn't `ended`.
 * Times are epoch ms by CloudStack's clock.
 */
export type RolloutKind = 'upgrade' | 'restart' | 'health-checks' | 'evacuate'

/**
 * - `restart-router`: `rebootRouter`, a pair's BACKUP first
 * - `restart-network`: `restartNetwork` or `restartVPC` with `cleanup`: the successor is up before the old router stops
 * - `live-patch`: the same with `livepatch`: no traffic is lost
 * - `all-at-once`: CloudStack's own `upgradeRouterTemplate`: both routers of a pair go down together (recorded)
 * - `check`: fresh health checks
 * - `migrate`: `migrateSystemVm`
 */
export type RolloutMethod = 'restart-router' | 'restart-network' | 'live-patch' | 'all-at-once' | 'check' | 'migrate'

export type RolloutScope =
  | { by: 'everything' }
  | { by: 'zone' | 'pod' | 'cluster' | 'domain' | 'network' | 'vpc' | 'host'; id: string }
  | { by: 'account'; account: string; domainid: string }
  | { by: 'selection'; ids: string[] }

/** The same of a run: of a selection it tells how many, since which they are its items say. */
export type RunScope = Exclude<RolloutScope, { by: 'selection' }> | { by: 'selection'; count: number }

/**
 * - `no-worse`: the checks that fail afterwards failed before, too
 * - `healthy`: no check fails, before or after
 * - `none`: only running again counts
 */
export type HealthGate = 'no-worse' | 'healthy' | 'none'

export interface RolloutOptions {
  /** Acts at the same time, 1 to 50; always one a network at most. */
  parallel: number
  /** Pauses when so many have failed since the start or the last resume; 0 never. */
  stopAfter: number
  gate: HealthGate
  /** How long one may take before it counts as failed, minutes. */
  patience: number
  /** Begins nothing outside of these hours, `HH:MM`, every day; `until` before `from` means the next morning. */
  window?: { from: string; until: string; timezone: string }
}

export interface RolloutRequest {
  kind: RolloutKind
  method: RolloutMethod
  scope: RolloutScope
  /** What is left out gets the default: 1, 1, `no-worse`, 20 minutes, no window. */
  options?: Partial<RolloutOptions>
  /** VMs to take though they are not due, by id. */
  include?: string[]
  /** VMs not to touch, by id. */
  without?: string[]
  /** `evacuate`: the hosts chosen, by VM id; for the others CloudStack chooses. */
  targets?: Record<string, string>
  /** `evacuate`: whether the host's maintenance is the last act; yes when left out. */
  maintenance?: boolean
}

/** Without `keys` the server asks CloudStack for the operator's own (`getUserKeys`); 409 `no-keys` when there are none. */
export interface KeysRequest {
  keys?: { apikey: string; secretkey: string }
  /** Makes keys (`registerUserKeys`) when the operator has none. */
  registerKeys?: boolean
}
export interface StartRequest extends RolloutRequest, KeysRequest {
  /** What the run is called in lists; made from kind and scope when absent. */
  title?: string
}

export interface Condition {
  code:
    | 'not-running'
    | 'host-not-up'
    | 'unhealthy'
    | 'both-backup'
    | 'both-primary'
    | 'pair-unsure'
    | 'no-partner'
    | 'busy'
    | 'no-host'
  text: string
}

/** How long the customer is cut off, and how that is known. `ms` null: nothing of the kind has been measured here yet. */
export interface Expected {
  ms: number | null
  from: 'pair' | 'measured' | 'method' | 'unknown'
  /** Earlier interruptions the figure is the median of. */
  samples: number
}

export interface NetworkRef {
  type: 'network' | 'vpc'
  id: string
  name: string
}

/** One VM of the plan. */
export interface PlanItem {
  type: 'router' | 'system-vm' | 'internal-lb'
  id: string
  name: string
  state: string
  zoneid: string
  zonename?: string
  podname?: string
  hostid?: string
  hostname?: string
  hypervisor?: string
  account?: string
  project?: string
  domainid?: string
  domain?: string
  network?: NetworkRef
  /** The other router of a redundant pair. `first`: this one goes first. */
  pair?: { id?: string; name?: string; redundantstate: string; first: boolean }
  /** The `RunItem.id` it will be part of: of a network's routers, one restart does all. */
  unit: string
  /** As the router says: of its template, of its software; and what its zone wants at least. */
  version?: string
  softwareversion?: string
  minimum?: string
  /** `requiresupgrade` as the server says; whether `upgradeRouterTemplate` would pick it. They may disagree (recorded). */
  flag: boolean
  picked: boolean
  /** Why it needs this, in sentences. */
  why: string[]
  /** Why it is left out; absent for what will be done. */
  leftOut?: string
  /** As CloudStack has it, without asking the router: what the health gate will compare with. */
  health?: HealthFacts
  /** What must be so before its turn and isn't now. It waits; if that never changes it is left, with this reason. */
  unmet: Condition[]
  expected: Expected
  /** `migrate`: where to; absent lets CloudStack choose. */
  target?: { hostid: string; hostname?: string }
  /** `evacuate`: its size, and of a system VM what it is and how many console sessions it carries. */
  offering?: string
  systemvmtype?: string
  sessions?: number
}

export interface Plan {
  kind: RolloutKind
  method: RolloutMethod
  scope: RolloutScope
  options: RolloutOptions
  made: number
  items: PlanItem[]
  leftOut: PlanItem[]
  totals: { vms: number; units: number; pairs: number; networks: number; accounts: number; unmet: number }
  /** Accounts that may notice, by name. */
  accounts: { account: string; domain?: string; vms: number; networks: number }[]
  /** `minreq.sysvmtemplate.version` by zone id, where the role may read it. */
  minimums: Record<string, string>
  /** For all of it, as far as it can be known. */
  remainingMs: number | null
  /** `evacuate`: the host as it is; `maintenance`: it is put into maintenance once all of `items` have left. */
  host?: { id: string; name: string; state?: string; resourcestate?: string; maintenance: boolean }
  /** `all-at-once`: the command as `cmk` would say it, and the pairs that lose both routers at once. */
  atOnce?: { command: string; pairsDown: number }
}

export type RunState = 'running' | 'paused' | 'aborting' | 'ended'
/** Why a run stands still: it goes on by itself from `window` and `cloudstack`; somebody must resume the others. */
export interface Standing {
  code: 'operator' | 'failures' | 'keys' | 'window' | 'cloudstack' | 'rights'
  text: string
  /** `window`: when the hours begin, as far as can be said. */
  until?: number
}

export interface Run {
  id: string
  title: string
  kind: RolloutKind
  method: RolloutMethod
  scope: RunScope
  options: RolloutOptions
  /** `evacuate`: its last item is the host's maintenance. */
  maintenance?: true
  /** Who started it, and whose keys it acts with. */
  owner: { username: string; account: string; domainid: string }
  /** Absent for typed keys of which CloudStack doesn't tell the operator's role whose they are. */
  actsAs?: string
  state: RunState
  outcome?: 'done' | 'with-failures' | 'aborted'
  standing?: Standing
  created: number
  ended?: number
  /** Since the start or the last resume: what `stopAfter` counts. */
  failures: number
  counts: { waiting: number; active: number; done: number; failed: number; skipped: number; left: number }
  remainingMs: number | null
  /** Grows with every change. */
  rev: number
  /** CloudStack's clock when this was last looked at. */
  seen: number
}

/**
 * `waiting` → `checking` (health before) → `intent` (about to act, not known whether CloudStack took it) → `acting` (its job runs) →
 * `settling` (until it runs and its pair agrees) → `proving` (health after) → `done`.
 * `failed` may be retried or skipped; `left`: the run ended first, `why` says so.
 */
export type ItemStep =
  | 'waiting'
  | 'checking'
  | 'intent'
  | 'acting'
  | 'settling'
  | 'proving'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'left'

export interface VmRef {
  id: string
  name: string
}

/** A router as it was before, and as it is after (a restart with cleanup makes a new one). */
export interface VmFacts extends VmRef {
  state: string
  version?: string
  softwareversion?: string
  hostid?: string
  hostname?: string
  redundantstate?: string
}

/** What is acted on: a VM, or a network with all its routers. */
export interface RunItem {
  id: string
  /** `host`: an evacuation's last act, its maintenance. */
  subject: { type: 'router' | 'system-vm' | 'internal-lb' | 'network' | 'vpc' | 'host'; id: string; name: string }
  vms: VmRef[]
  network?: NetworkRef
  account?: string
  domain?: string
  zonename?: string
  /** A router of a redundant pair: what it is, as last seen before its turn, and the other one when that goes before or after it. */
  pair?: { redundantstate: string; other?: string }
  step: ItemStep
  /** When this step began. */
  since: number
  started?: number
  ended?: number
  attempt: number
  jobid?: string
  /** CloudStack's last words about it. */
  said?: string
  /** Why it waits, failed, was skipped or left. */
  why?: string
  /** The verdict of `health.ts`, basic and advanced; absent with the gate `none`. */
  healthBefore?: HealthFacts
  healthAfter?: HealthFacts
  before?: VmFacts[]
  after?: VmFacts[]
  expected: Expected
  /** How long nobody served the network, as watched, `within` ms of the truth. 0: never seen interrupted. */
  interruption?: { ms: number; within: number }
  target?: { hostid: string; hostname?: string }
  /** `migrate`: the other router of its pair, when the two ended on one host. */
  together?: VmRef
  /** `host`: when CloudStack listed nothing on it, and by which lists. */
  proof?: { at: number; asked: string[] }
  rev: number
}

/** The failing checks are named; `said`: why there are no results, in CloudStack's words. */
export interface HealthFacts {
  at: number
  verdict: Checks['verdict']
  failing: string[]
  said?: string
}

export interface RunEvent {
  seq: number
  at: number
  /** A `RunItem.id`. */
  item?: string
  name?: string
  level: 'info' | 'warning' | 'error'
  text: string
  /** CloudStack's own words. */
  said?: string
}

export interface RunAnswer {
  run: Run
  items: RunItem[]
}

/** The end of a run (or where it stands). */
export interface Report {
  run: Run
  /** Times in ms; `interrupted`: networks that were seen without a router, for `longest` and `median`. */
  totals: { took: number; interrupted: number; longest: number; median: number; upgraded: number }
  changed: RunItem[]
  failed: RunItem[]
  notDone: RunItem[]
}
