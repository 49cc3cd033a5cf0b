import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import { placeOf } from './menu-place.ts'
import classes from './menu.module.css'

interface Props {
  button: RefObject<HTMLElement | null>
  label: string
  align: 'start' | 'end'
  /** a menu of entries, or a small form */
  kind: 'menu' | 'dialog'
  onClose(): void
  children: ReactNode
}

const entries = '[role^="menuitem"]'

/** A form keeps its keys, but for Escape. */
function leave(event: KeyboardEvent<HTMLElement>, onClose: () => void) {
  event.stopPropagation()
  if (event.key === 'Escape') onClose()
}

/** Arrow keys go round, letters find what begins with them; the search field keeps its own keys. */
function steer(event: KeyboardEvent<HTMLElement>, onClose: () => void) {
  event.stopPropagation()
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(entries)]
  const at = items.findIndex((item) => item === document.activeElement)
  const inSearch = event.target instanceof HTMLInputElement
  let to: HTMLElement | undefined
  if (event.key === 'ArrowDown') to = items[(at + 1) % items.length]
  else if (event.key === 'ArrowUp') to = items.at(at <= 0 ? -1 : at - 1)
  else if (event.key === 'Home' && !inSearch) to = items[0]
  else if (event.key === 'End' && !inSearch) to = items.at(-1)
  else if (event.key === 'Tab' || event.key === 'Escape') {
    event.preventDefault()
    onClose()
    return
  } else if (event.key.length === 1 && event.key !== ' ' && !inSearch) {
    const later = [...items.slice(at + 1), ...items.slice(0, at + 1)]
    to = later.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))
  }
  if (!to) return
  event.preventDefault()
  to.focus()
}

/**
 * The list of an open menu, in the browser's own top layer: nothing covers or clips it, and a press elsewhere closes it.
 * Mounted only while it is open.
 */
export function MenuBox({ button, label, align, kind, onClose, children }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useLayoutEffect(() => {
    const box = ref.current
    const anchor = button.current
    if (!box || !anchor) return
    const place = () => {
      if (!anchor.isConnected) return close.current()
      const { top, left, maxHeight } = placeOf(
        anchor.getBoundingClientRect(),
        { width: box.offsetWidth, height: box.scrollHeight + 2 },
        { width: window.innerWidth, height: window.innerHeight },
        align,
      )
      Object.assign(box.style, { top: `${top}px`, left: `${left}px`, maxHeight: `${maxHeight}px` })
    }
    box.showPopover()
    place()
    box.querySelector<HTMLElement>(`input, ${entries}`)?.focus({ preventScroll: true })

    const onMoved = (event: Event) => {
      if (!(event.target instanceof Node && box.contains(event.target))) place()
    }
    const onToggle = (event: ToggleEvent) => event.newState === 'closed' && close.current()
    box.addEventListener('toggle', onToggle)
    document.addEventListener('scroll', onMoved, true)
    window.addEventListener('resize', onMoved)
    return () => {
      box.removeEventListener('toggle', onToggle)
      document.removeEventListener('scroll', onMoved, true)
      window.removeEventListener('resize', onMoved)
    }
  }, [button, align])

  // In a dialog it must stay inside: all else is out of reach then.
  const home = button.current?.closest('[role="dialog"]') ?? document.body
  return createPortal(
    <div
      ref={ref}
      popover="auto"
      role={kind}
      aria-label={label}
      className={classes.box}
      onKeyDown={(event) => (kind === 'menu' ? steer : leave)(event, onClose)}
      onPointerDown={(event) => event.stopPropagation()}
      onFocus={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </div>,
    home,
  )
}
