import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { commandOf, isPageKey, type Command } from './keyboard.ts'

/** Whoever types here means the text, not the table. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** A link, button or check box uses these keys itself. */
function ownsKey(target: EventTarget | null, key: string): boolean {
  return (key === 'Enter' || key === ' ') && target instanceof Element && target.closest('a, button, input') !== null
}

export const somethingFloats = () => document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null

/**
 * Joins the keyboard to the table: while it has the focus, and for j, k, x and `.` from the whole page when asked.
 * @param run does what the key asks and says whether it did
 */
export function useGridKeys(
  scroller: RefObject<HTMLDivElement | null>,
  pageKeys: boolean,
  run: (command: Command) => boolean,
) {
  const latest = useRef(run)
  latest.current = run

  useEffect(() => {
    if (!pageKeys) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || !isPageKey(event) || isTyping(event.target) || somethingFloats()) return
      if (event.target instanceof Node && scroller.current?.contains(event.target)) return
      const command = commandOf(event)
      if (!command) return
      event.preventDefault()
      scroller.current?.focus({ preventScroll: true })
      latest.current(command)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [pageKeys, scroller])

  return (event: KeyboardEvent<HTMLDivElement>) => {
    // React passes on what happens in a menu or dialog opened from a row, although they live elsewhere on the page.
    if (event.target instanceof Node && !event.currentTarget.contains(event.target)) return
    if (event.defaultPrevented || isTyping(event.target) || ownsKey(event.target, event.key)) return
    const command = commandOf(event)
    if (command && latest.current(command)) event.preventDefault()
  }
}
