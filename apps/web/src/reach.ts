import { useSyncExternalStore } from 'react'

/** Whether the last answers came: drives the banner. `server` is ours, `cloudstack` stands behind it. */
export type Reach = 'up' | 'server-down' | 'cloudstack-down'

let reach: Reach = 'up'
let words = ''
const listeners = new Set<() => void>()

/** @param code the error's code, or undefined for an answer */
export function noteAnswer(code?: string, message = ''): void {
  const next: Reach =
    code === 'offline' ? 'server-down' : code === 'unreachable' || code === 'timeout' ? 'cloudstack-down' : 'up'
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
