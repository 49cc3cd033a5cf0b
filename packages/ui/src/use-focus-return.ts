import { useLayoutEffect, useRef, type RefObject } from 'react'

/** The element, and the table it stands in for when it has gone by then. */
function wayBack(element: Element | null | undefined): HTMLElement[] {
  const table = element?.closest('[role="grid"], [role="treegrid"]')
  return [element, table].filter((one) => one instanceof HTMLElement)
}

/**
 * Puts the focus back where it was before something opened, or as near as is still there; but leaves it alone when the
 * user has already put it elsewhere.
 * @param opener when it is not what has the focus as the thing opens
 */
export function useFocusReturn(opened: boolean, kind: 'menu' | 'dialog', opener?: RefObject<HTMLElement | null>): void {
  const back = useRef<HTMLElement[]>([])
  useLayoutEffect(() => {
    if (!opened) return
    // Microtasks, because React puts the focus back where it was once it has changed the page; and in this order, so
    // that a dialog asked for from a menu finds the menu's button in focus again.
    queueMicrotask(() => (back.current = wayBack(opener?.current ?? document.activeElement)))
    return () =>
      queueMicrotask(() => {
        const now = document.activeElement
        const adrift = !now || now === document.body || now.closest(`[role="${kind}"]`) !== null
        const to = back.current.find((one) => one.isConnected && one !== document.body)
        if (adrift) to?.focus({ preventScroll: true })
      })
  }, [opened, kind, opener])
}
