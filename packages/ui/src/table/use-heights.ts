import { useCallback, useRef, useState } from 'react'

/** The ref of an element whose height is not known beforehand; it carries its key as `data-key`. */
export type Measure = (element: HTMLElement | null) => (() => void) | undefined

export interface Heights {
  /** px by key; another map whenever one has changed */
  known: ReadonlyMap<string, number>
  measure: Measure
}

/**
 * Heights of elements by key, watched while they are in the document.
 * @param expected px a key was taken for until it was measured
 * @param onChange told of every difference, before anything is drawn anew
 */
export function useHeights(expected: (key: string) => number, onChange: (key: string, delta: number) => void): Heights {
  const taken = useRef(new Map<string, number>()).current
  const [known, setKnown] = useState<ReadonlyMap<string, number>>(new Map())
  const latest = useRef({ expected, onChange })
  latest.current = { expected, onChange }
  const observer = useRef<ResizeObserver>(undefined)

  const take = useCallback(
    (element: HTMLElement): boolean => {
      const key = element.dataset.key ?? ''
      const height = element.offsetHeight
      const delta = height - (taken.get(key) ?? latest.current.expected(key))
      taken.set(key, height)
      if (delta !== 0) latest.current.onChange(key, delta)
      return delta !== 0
    },
    [taken],
  )
  const measure = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      observer.current ??= new ResizeObserver((entries) => {
        const elements = entries.map(({ target }) => target).filter((target) => target instanceof HTMLElement)
        const changed = elements.filter((target) => target.isConnected && take(target))
        if (changed.length > 0) setKnown(new Map(taken))
      })
      const watch = observer.current
      watch.observe(element)
      return () => watch.unobserve(element)
    },
    [take, taken],
  )
  return { known, measure }
}
