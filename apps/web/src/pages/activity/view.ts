/** What the page shows; the URL holds it: `?kind=alerts&level=ERROR&type=ROUTER.REBOOT&object=DomainRouter:<id>&q=…&each=state`. */
export interface ActivityView {
  q: string
  kind: 'all' | 'events' | 'alerts'
  /** INFO, WARN or ERROR; alerts have none. */
  level?: string
  type?: string
  object?: { type: string; id: string }
  /** Every state of an action (Scheduled, Started, Completed), not only its latest. */
  each: boolean
}

export const everything: ActivityView = { q: '', kind: 'all', each: false }
export const levels = ['ERROR', 'WARN', 'INFO'] as const

export function readActivity(params: URLSearchParams): ActivityView {
  const kind = params.get('kind')
  const level = levels.find((one) => one === params.get('level'))
  const [, type, id] = /^(\w+):([\w-]+)$/.exec(params.get('object') ?? '') ?? []
  return {
    q: params.get('q') ?? '',
    kind: kind === 'events' || kind === 'alerts' ? kind : 'all',
    level,
    type: params.get('type') || undefined,
    object: type === undefined || id === undefined ? undefined : { type, id },
    each: params.get('each') === 'state',
  }
}

export function writeActivity({ q, kind, level, type, object, each }: ActivityView): URLSearchParams {
  const params = new URLSearchParams()
  if (q !== '') params.set('q', q)
  if (kind !== 'all') params.set('kind', kind)
  if (level !== undefined) params.set('level', level)
  if (type !== undefined) params.set('type', type)
  if (object !== undefined) params.set('object', `${object.type}:${object.id}`)
  if (each) params.set('each', 'state')
  return params
}

const isAlertType = (type: string | undefined): boolean => type?.startsWith('ALERT.') === true

/** A level or an event's type leaves no alert, an alert's type no event: such a list need not be asked for. */
export const wantsEvents = ({ kind, type }: ActivityView): boolean => kind !== 'alerts' && !isAlertType(type)
export const wantsAlerts = ({ kind, level, type }: ActivityView): boolean =>
  kind !== 'events' && level === undefined && (type === undefined || isAlertType(type))

/**
 * Under which kinds CloudStack files the events of this object: what operators did, and, for a VM, its starts and
 * migrations (recorded: `listEvents.router`, `listEvents.systemvm`, README).
 */
export function resourceTypes(type: string): string[] {
  return /^(DomainRouter|SystemVm|InternalLbVm)$/.test(type) ? [type, 'VirtualMachine'] : [type]
}

export const narrowedActivity = ({ q, kind, level, type, object }: ActivityView): boolean =>
  q !== '' || kind !== 'all' || level !== undefined || type !== undefined || object !== undefined
