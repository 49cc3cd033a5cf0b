import type { RolloutKind, RolloutMethod, RolloutScope } from '@stratoview/bff/app'
import { counted } from '../../../vm/words.ts'
import type { Entry } from '../../../vm/fleet/entries.ts'
import { type FacetId, facetOf, optionsOf } from '../../../vm/fleet/facets.ts'
import { networkKey } from '../../../vm/pairs.ts'
import { kindVerbs } from '../../../vm/rollouts/words.ts'

/** How a run's routers may be named. All but two are facets of the router list, under the same keys, so that its groups lead here. */
export const scopeKinds = {
  everything: 'Every router',
  zone: 'Zone',
  pod: 'Pod',
  cluster: 'Cluster',
  account: 'Account',
  domain: 'Domain',
  network: 'Network or VPC',
  host: 'Host',
  selection: 'Selection',
} as const satisfies Partial<Record<FacetId, string>> & Record<string, string>
export type ScopeKind = keyof typeof scopeKinds
type Faceted = Exclude<ScopeKind, 'everything' | 'selection'>

export const isScopeKind = (text: string): text is ScopeKind => Object.hasOwn(scopeKinds, text)
export const isFaceted = (by: ScopeKind): by is Faceted => by !== 'everything' && by !== 'selection'

/** The form's part that the URL holds: what a link from a list says. */
export interface Wanted {
  kind: RolloutKind
  method: RolloutMethod
  by: ScopeKind
  /** The key of a facet's value. */
  of?: string
}

/** What each kind can be done by, the gentlest first. `all-at-once` has a switch of its own. */
export const methodsOf: Record<RolloutKind, readonly RolloutMethod[]> = {
  upgrade: ['restart-router', 'restart-network', 'live-patch'],
  restart: ['restart-router', 'restart-network'],
  'health-checks': ['check'],
  evacuate: ['migrate'],
}

const isKind = (text: string): text is RolloutKind => Object.hasOwn(methodsOf, text)

/** `?kind=upgrade&method=live-patch&by=zone&of=<id>`; what it does not know it ignores. */
export function readWanted(params: URLSearchParams, selection: readonly string[]): Wanted {
  const said = { kind: params.get('kind') ?? '', method: params.get('method') ?? '', by: params.get('by') ?? '' }
  const kind = isKind(said.kind) ? said.kind : 'upgrade'
  const [first = 'restart-router', ...others] = methodsOf[kind]
  const known: readonly RolloutMethod[] = [...others, ...(kind === 'upgrade' ? (['all-at-once'] as const) : [])]
  const by = isScopeKind(said.by) ? said.by : selection.length > 0 ? 'selection' : 'everything'
  return { kind, by, method: known.find((one) => one === said.method) ?? first, of: params.get('of') ?? undefined }
}

export function writeWanted({ kind, method, by, of }: Wanted): URLSearchParams {
  const params = new URLSearchParams({ kind })
  if (method !== methodsOf[kind][0]) params.set('method', method)
  params.set('by', by)
  if (of !== undefined && isFaceted(by)) params.set('of', of)
  return params
}

/** The choices of a kind of scope, with how many routers each has. */
export const scopeOptions = (entries: readonly Entry[], by: Faceted) => optionsOf(entries, facetOf(by))

/** As the server wants it; undefined while nothing is chosen. */
export function scopeOf(
  { by, of }: Pick<Wanted, 'by' | 'of'>,
  entries: readonly Entry[],
  selection: string[],
): RolloutScope | undefined {
  if (by === 'everything') return { by }
  if (by === 'selection') return selection.length === 0 ? undefined : { by, ids: selection }
  if (of === undefined) return undefined
  const facet = facetOf(by)
  const members = entries.filter((entry) => facet.of(entry).some(({ key }) => key === of))
  const [first] = members
  if (by === 'account') {
    const [, domainid, account] = /^([^/]*)\/(.+)$/.exec(of) ?? []
    // CloudStack groups by accounts alone: a project's routers are chosen one by one.
    if (domainid === undefined || account === undefined)
      return { by: 'selection', ids: members.map(({ row }) => row.id) }
    return { by, account, domainid }
  }
  if (by === 'network') {
    const vpc = first !== undefined && first.row.vpcid !== undefined && networkKey(first.row) === of
    return { by: vpc ? 'vpc' : 'network', id: of }
  }
  return { by, id: of }
}

/** Which scopes CloudStack's own group command knows (reference: `upgradeRouterTemplate` takes exactly one of them). */
export const atOnceScopes: ReadonlySet<ScopeKind> = new Set(['zone', 'pod', 'cluster', 'account', 'domain'])

/** What the run is called unless somebody says otherwise: "Upgrade routers of zone fra-1". */
export function titleOf({ kind, by, of }: Wanted, entries: readonly Entry[], selection: readonly string[]): string {
  const verb = kindVerbs[kind]
  if (by === 'everything') return `${verb} every router`
  if (by === 'selection') return `${verb} ${counted(selection.length, 'chosen router')}`
  const name = scopeOptions(entries, by).find(({ key }) => key === of)?.label ?? of
  const what = by === 'network' ? '' : `${scopeKinds[by].toLowerCase()} `
  return `${verb} routers of ${what}${name}`
}
