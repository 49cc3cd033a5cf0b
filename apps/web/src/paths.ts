/**
 * Every URL of the app is built here (habit 9); `paths.test.ts` and a spec walk them all.
 * A filter goes in the search part: `paths.routers({ tab: 'failing' })`.
 */
export type Search = Record<string, string | number | undefined>

export function withSearch(path: string, search?: Search): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search ?? {})) if (value !== undefined) query.set(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}

/** `/base/<id>[/<tab>]`; without a tab the page shows its first. */
const of = (base: string) => (id: string, tab?: string) =>
  `${base}/${encodeURIComponent(id)}${tab === undefined ? '' : `/${tab}`}`
const list = (base: string) => (search?: Search) => withSearch(base, search)

export const paths = {
  home: () => '/',
  /** `from`: where to return to after signing in. */
  login: (from?: string) => withSearch('/login', { from: from === '/' ? undefined : from }),
  overview: list('/overview'),
  systemVms: list('/infrastructure/system-vms'),
  systemVm: of('/infrastructure/system-vms'),
  routers: list('/infrastructure/routers'),
  router: of('/infrastructure/routers'),
  internalLbs: list('/infrastructure/internal-lbs'),
  internalLb: of('/infrastructure/internal-lbs'),
  hosts: list('/infrastructure/hosts'),
  host: of('/infrastructure/hosts'),
  templates: () => '/infrastructure/templates',
  instances: list('/instances'),
  /** The same commands on several VMs: `kind` and `on`, ids with commas between. */
  diagnostics: list('/diagnostics'),
  rollouts: list('/rollouts'),
  /** `kind`, `by` and `of` say what to plan; routers chosen one by one come in the step's own state. */
  newRollout: list('/rollouts/new'),
  rollout: (id: string) => `/rollouts/${encodeURIComponent(id)}`,
  activity: list('/activity'),
  /** `tab`: `offloading`, `authority`; without, a certificate is brought in. */
  certificates: (tab?: string) => (tab === undefined ? '/certificates' : `/certificates/${tab}`),
  consoles: list('/consoles'),
  consoleProxies: list('/consoles/proxies'),
  /** `vm`: what the way is checked for, a console proxy or any VM that runs. */
  consoleCheck: list('/consoles/check'),
  consolesSideBySide: (ids: readonly string[]) =>
    `/consoles/side-by-side?${new URLSearchParams(ids.map((id) => ['vm', id]))}`,
  /** `tab`: a group of settings, `own-checks`, `all` or `journal`. */
  settings: (tab?: string, search?: Search) => withSearch(tab === undefined ? '/settings' : `/settings/${tab}`, search),
  /** `kind` spares looking in every list; `view=window` leaves the shell away. */
  console: (id: string, search?: Search) => withSearch(`/console/${encodeURIComponent(id)}`, search),
} as const

/** The page of a VM of CloudStack's own, by our name for its kind. */
export const pathOfVm = { router: paths.router, 'system-vm': paths.systemVm, 'internal-lb': paths.internalLb } as const

/** The page of a thing by CloudStack's name for its kind (`jobinstancetype`, `resourcetype`); undefined when it has none here. */
export function pathOfInstance(type: string | undefined, id: string | undefined): string | undefined {
  if (type === undefined || id === undefined) return undefined
  if (type === 'DomainRouter') return paths.router(id)
  if (type === 'Host') return paths.host(id)
  if (type === 'InternalLbVm') return paths.internalLb(id)
  if (/^(SystemVm|ConsoleProxy|SecondaryStorageVm)$/i.test(type)) return paths.systemVm(id)
  return undefined
}
