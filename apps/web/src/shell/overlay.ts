import { useSyncExternalStore } from 'react'

/** What stands over the page: one thing at a time. */
export type Overlay = 'jobs' | 'palette' | 'keys' | 'rail'

let overlay: Overlay | undefined
const listeners = new Set<() => void>()

export function show(next: Overlay | undefined): void {
  overlay = next
  for (const listener of listeners) listener()
}

export const isOpen = (which: Overlay): boolean => overlay === which

const close = () => show(undefined)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useOverlay = (): [Overlay | undefined, () => void] => [
  useSyncExternalStore(subscribe, () => overlay),
  close,
]
