import { useLayoutEffect, useRef } from 'react'

/** Where to go back to: a menu's entry is gone by then, so the button that opened its menu; and its table after that. */
function wayBack(element: Element | null): HTMLElement[] {
  const menu = element?.closest('[role="menu"]')
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element
  return [opener, opener?.closest('[role="grid"], [role="treegrid"]')].filter((one) => one instanceof HTMLElement)
}

/** Puts the focus back where it was before something opened, or as near as is still there. */
export function useFocusReturn(opened: boolean): void {
  const back = useRef<HTMLElement[]>([])
  useLayoutEffect(() => {
    if (!opened) return
    back.current = wayBack(document.activeElement)
    return () => {
      const to = back.current.find((one) => one.isConnected && one !== document.body)
      // After the dialog has let go of the focus.
      queueMicrotask(() => to?.focus({ preventScroll: true }))
    }
  }, [opened])
}
