import { useEffect, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { hinted, hintStore } from './hint-store.ts'
import classes from './hint.module.css'

/** More words on hover, on focus and on tap; read out as the description of what it wraps. */
export function Hint({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className={classes.anchor} tabIndex={0} role="note" aria-label={text} {...hinted(text)}>
      {children}
    </span>
  )
}

/** Draws the open hint. Once on a page, near its root. */
export function HintLayer() {
  const open = useSyncExternalStore(hintStore.subscribe, hintStore.get)
  const ref = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const box = ref.current
    if (!box || !open) return
    const at = open.anchor.getBoundingClientRect()
    const below = at.bottom + 6 + box.offsetHeight < window.innerHeight
    box.style.top = `${below ? at.bottom + 6 : at.top - 6 - box.offsetHeight}px`
    box.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - box.offsetWidth - 8))}px`
  }, [open])

  useEffect(() => {
    if (!open) return
    const close = () => hintStore.hide()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('scroll', close, true)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('scroll', close, true)
      document.removeEventListener('keydown', onKey)
    }
  }, [open])

  return open ? (
    <div ref={ref} className={classes.hint} aria-hidden>
      {open.text}
    </div>
  ) : null
}
