import { useEffect, useRef, useState } from 'react'
import { harmless } from './harmless.ts'
import type { TermProps } from './props.ts'
import classes from './term.module.css'

/** Rows shown at once; the rest is scrolled to. */
const MOST_ROWS = 22

/**
 * A terminal that only shows: what a command printed, in the columns it meant. Whatever would be an order to a terminal
 * is made visible instead. Beside it stands the same text for whoever reads with ears or has no terminal yet.
 */
export function Term({ text, label }: TermProps) {
  const box = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState(false)
  const shown = harmless(text)
  useEffect(() => {
    const parent = box.current
    if (parent === null) return undefined
    let close: (() => void) | undefined
    let left = false
    import('./term/open.ts').then(
      ({ openTerminal }) => {
        if (left) return
        close = openTerminal(parent, shown, MOST_ROWS)
        setDrawn(true)
      },
      // The text stays as it is.
      () => undefined,
    )
    return () => {
      left = true
      close?.()
      setDrawn(false)
    }
  }, [shown])
  return (
    <figure className={classes.term} aria-label={label}>
      <pre className={drawn ? 'sv-hidden' : classes.plain}>{shown}</pre>
      <div ref={box} className={classes.screen} aria-hidden />
    </figure>
  )
}
