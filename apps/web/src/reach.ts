import type { ErrorBody } from '@stratoview/api-client/error'
import { useSyncExternalStore } from 'react'

/** Whether the last answers came: drives the banner. `server` is ours, `cloudstack` stands behind it. */
export type Reach = 'up' | 'server-down' | 'cloudstack-down'

let reach: Reach = 'up'
let words = ''
const listeners = new Set<() => void>()

/** The BFF's codes for a CloudStack that is not there: no connection, no answer, or an answer that isn't CloudStack's. */
const DOWN: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'unexpected'])

/** A 503 is what a management server says while it starts or stops, unless it says that a console proxy is missing. */
const reachOf = ({ code, status }: Pick<ErrorBody, 'code' | 'status'>): Reach =>
  code === 'offline'
    ? 'server-down'
    : DOWN.has(code) || (status === 503 && code !== 'no-proxy')
      ? 'cloudstack-down'
      : 'up'

/** A good answer. @param cloudstacks false when our server gave it alone: of CloudStack that proves nothing */
export function noteAnswered(cloudstacks: boolean): void {
  if (cloudstacks || reach === 'server-down') set('up', '')
}

export function noteTrouble(error: Pick<ErrorBody, 'code' | 'status' | 'message'>): void {
  const next = reachOf(error)
  set(next, next === 'up' ? '' : error.message)
}

function set(next: Reach, message: string): void {
  if (next === reach && message === words) return
  reach = next
  words = message
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
