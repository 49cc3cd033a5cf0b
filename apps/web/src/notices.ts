import { useSyncExternalStore } from 'react'

/** One toast: who, what, and CloudStack's words. Drawn by `shell/Toasts`; a success leaves by itself, a failure stays. */
export interface Notice {
  key: string
  failed: boolean
  /** The verb: "Stop". */
  title: string
  /** What it was done to, in CloudStack's name for it. */
  object?: string
  /** CloudStack's words, unchanged. */
  words?: string
  /** The object's page. */
  to?: string
  /** Opens the jobs tray instead of a page. */
  tray?: true
}

let notices: readonly Notice[] = []
const listeners = new Set<() => void>()

function set(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

export const notify = (notice: Omit<Notice, 'key'>): void => set([...notices, { ...notice, key: crypto.randomUUID() }])
export const dismiss = (key: string): void => set(notices.filter((notice) => notice.key !== key))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useNotices = (): readonly Notice[] => useSyncExternalStore(subscribe, () => notices)
