import type { SyntheticEvent } from 'react'

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

/** An anchor that leaves the page hears of no pointer that leaves it: its hint goes with it. */
const goWith = (anchor: HTMLElement | null) => () => {
  if (anchor) hintStore.hide(anchor)
}
const hide = (event: SyntheticEvent<HTMLElement>) => hintStore.hide(event.currentTarget)

/** What an element must take for this text to show while it is pointed at or has the focus. */
export function hinted(text: string) {
  const show = (event: SyntheticEvent<HTMLElement>) => hintStore.show({ text, anchor: event.currentTarget })
  return { ref: goWith, onPointerEnter: show, onPointerLeave: hide, onFocus: show, onBlur: hide }
}
