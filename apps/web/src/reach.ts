import { useSyncExternalStore } from 'react'

/** Whether the last answers came: drives the banner. `server` is ours, `cloudstack` stands behind it. */
export type Reach = 'up' | 'server-down' | 'cloudstack-down'

let reach: Reach = 'up'
let words = ''
const listeners = new Set<() => void>()

/** The BFF's codes for a CloudStack that is not there: no connection, no answer, or an answer that isn't CloudStack's. */
const DOWN: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'unexpected'])

/** @param code the error's code, or undefined for an answer */
export function noteAnswer(code?: string, message = ''): void {
  const next: Reach = code === 'offline' ? 'server-down' : code && DOWN.has(code) ? 'cloudstack-down' : 'up'
  if (next === reach && message === words) return
  reach = next
  words = next === 'up' ? '' : message
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useReach(): { reach: Reach; words: string } {
  const now = useSyncExternalStore(subscribe, () => reach)
  return { reach: now, words }
}
