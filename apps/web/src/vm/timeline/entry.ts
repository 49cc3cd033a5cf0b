import type { Alert, Event } from '@stratoview/api-client'
import { timeOf } from '@stratoview/api-client/health'

/** An event or an alert: what happened, to what, by whom. Text is CloudStack's, unchanged. */
export interface TimelineEntry {
  key: string
  id: string
  kind: 'event' | 'alert'
  /** As CloudStack wrote it; `at` is the same in epoch ms. */
  time: string
  at: number
  /** INFO, WARN or ERROR; an alert has none. */
  level?: string
  /** `ROUTER.REBOOT`, `ALERT.SERVICE.DOMAINROUTER`. */
  type: string
  /** Created, Scheduled, Started or Completed. */
  state?: string
  text: string
  by?: string
  object?: { type: string; id: string; name?: string }
  /** The action this event belongs to: its first event's id. */
  action?: string
}

/** Recorded: `listEvents`. */
export function ofEvent(event: Event): TimelineEntry {
  const { resourcetype: type, resourceid: id, resourcename: name } = event
  return {
    key: `event:${event.id}`,
    id: event.id,
    kind: 'event',
    time: event.created,
    at: timeOf(event.created),
    level: event.level,
    type: event.type,
    state: event.state,
    text: event.description ?? '',
    by: event.username,
    object: type === undefined || id === undefined ? undefined : { type, id, name },
    action: event.parentid ?? event.id,
  }
}

/** Recorded: `listAlerts`. An alert names its object only within its text. */
export function ofAlert(alert: Alert): TimelineEntry {
  return {
    key: `alert:${alert.id}`,
    id: alert.id,
    kind: 'alert',
    time: alert.sent,
    at: timeOf(alert.sent),
    type: alert.name ?? `type ${alert.type}`,
    text: alert.description ?? '',
  }
}

/** Newest first; what bears the same second keeps the order it came in. */
export const byTime = (entries: readonly TimelineEntry[]): TimelineEntry[] => entries.toSorted((a, b) => b.at - a.at)

/**
 * One line an action: of Scheduled, Started and Completed (three events in CloudStack) the latest is told, since it holds
 * what the others said. `entries` are newest first; of two events in one second the further state is the later.
 */
export function oneAnAction(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const latest = new Map<string, TimelineEntry>()
  for (const entry of entries) {
    if (entry.action === undefined) continue
    const known = latest.get(entry.action)
    if (known === undefined || (known.at === entry.at && rank(entry) > rank(known))) latest.set(entry.action, entry)
  }
  return entries.filter((entry) => entry.action === undefined || latest.get(entry.action) === entry)
}

const order = ['Created', 'Scheduled', 'Started', 'Completed']
const rank = ({ state }: TimelineEntry): number => order.indexOf(state ?? '')

/** What an entry says about itself in a word: how it is drawn and filtered. */
export type Gravity = 'error' | 'warning' | 'alert' | 'info'

export function gravityOf({ kind, level }: TimelineEntry): Gravity {
  if (kind === 'alert') return 'alert'
  if (level === 'ERROR') return 'error'
  return level === 'WARN' ? 'warning' : 'info'
}

/** `ROUTER.REBOOT` Completed → "reboot completed"; an ERROR → "reboot failed"; an alert keeps its own sentence. */
export function actionWords({ kind, type, state, level, text }: TimelineEntry): string {
  if (kind === 'alert') return text
  const verb = type.split('.').slice(1).join(' ').toLowerCase() || type.toLowerCase()
  if (level === 'ERROR') return `${verb} failed`
  return state === undefined || state === 'Created' ? verb : `${verb} ${state.toLowerCase()}`
}
