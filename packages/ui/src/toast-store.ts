/** What a toast says; the object in mono, then the server's words. */
export interface Toast {
  id: string
  tone: 'good' | 'fail' | 'warn' | 'info'
  /** "Restarted", "Could not stop" */
  title: string
  /** "r-640-VM" */
  object?: string
  /** the server's words */
  text?: string
  /** words of ours */
  note?: string
  link?: { label: string; href?: string; onSelect?(): void }
}

const most = 3
let toasts: readonly Toast[] = []
let count = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/**
 * At most three at once. When a fourth comes, the oldest success leaves first: a failure stays until it is closed, or
 * until three newer failures stand in its place.
 */
export function withToast(now: readonly Toast[], toast: Toast): readonly Toast[] {
  const others = now.filter((one) => one.id !== toast.id)
  if (others.length < most) return [...others, toast]
  const gone = others.find((one) => one.tone !== 'fail') ?? others[0]
  return [...others.filter((one) => one !== gone), toast]
}

export const toastStore = {
  get: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** Shows it, in the place of one with the same id; returns the id. */
  show(toast: Omit<Toast, 'id'> & { id?: string }): string {
    const id = toast.id ?? `toast-${++count}`
    set(withToast(toasts, { ...toast, id }))
    return id
  },
  close(id: string) {
    set(toasts.filter((toast) => toast.id !== id))
  },
}
