/** The one hint on the screen: at most one is ever open, so thousands of cells cost nothing. */
export interface OpenHint {
  text: string
  anchor: HTMLElement
}

let open: OpenHint | undefined
const listeners = new Set<() => void>()

export const hintStore = {
  get: () => open,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  show(hint: OpenHint) {
    open = hint
    for (const listener of listeners) listener()
  },
  /** Closes the hint of this anchor, or whichever is open. */
  hide(anchor?: HTMLElement) {
    if (!open || (anchor && open.anchor !== anchor)) return
    open = undefined
    for (const listener of listeners) listener()
  },
}
