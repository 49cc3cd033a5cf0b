import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { useHeights, type Measure } from './use-heights.ts'
import { covers, meets, offsetsOf, revealed, spanOf, type Span } from './window.ts'

interface Options {
  count: number
  keyOf(index: number): string
  /** px, until `measure` knows better */
  estimate(index: number): number
  scroller: RefObject<HTMLElement | null>
  /** px of what stays at the top of the scroller */
  head?: number
  /** drawn wherever it is, -1 for none */
  keep?: number
  /** px to begin at, as soon as there are enough rows */
  start?: number
}

interface Drawn {
  index: number
  key: string
  /** px from the first row's top */
  top: number
}

export interface Window {
  rows: readonly Drawn[]
  /** px of all rows */
  total: number
  /** px seen at once */
  height: number
  reveal(index: number): void
  /** px scrolled */
  offset(): number
  measure: Measure
}

const spare = 8
// After a jump: what is seen first, the rest in the next frame, so that neither takes long.
const spareFar = 1

/** Follows what is seen; drawn anew only when that comes near the edge of what is drawn. */
function useSpan(scroller: RefObject<HTMLElement | null>, head: number, offsets: Float64Array) {
  const [view, setView] = useState<{ height: number; span: Span }>({ height: 900, span: { first: 0, last: 40 } })
  const drawn = useRef(view)
  const top = useRef(0)
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    let frame = 0
    const look = () => {
      top.current = box.scrollTop
      const height = Math.max(0, box.clientHeight - head)
      const seen = (margin: number) => spanOf(offsets, top.current, top.current + height, margin)
      const was = drawn.current
      if (was.height === height && covers(was.span, seen(spare / 2))) return
      const near = meets(was.span, seen(0))
      drawn.current = { height, span: seen(near ? spare : spareFar) }
      setView(drawn.current)
      if (!near) frame = requestAnimationFrame(look)
    }
    // At once: a frame later there would be nothing where a fast scroll has come to.
    const onScroll = () => flushSync(look)
    const observer = new ResizeObserver(look)
    look()
    box.addEventListener('scroll', onScroll, { passive: true })
    observer.observe(box)
    return () => {
      box.removeEventListener('scroll', onScroll)
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [scroller, head, offsets])
  return { ...view, top }
}

/** Scrolls to where the table was left, once there are enough rows to. */
function useStart(scroller: RefObject<HTMLElement | null>, start: number, total: number): void {
  const wanted = useRef(start)
  useEffect(() => {
    const box = scroller.current
    if (!box || wanted.current <= 0 || total < wanted.current) return
    box.scrollTop = wanted.current
    wanted.current = 0
  }, [scroller, total])
}

/** Which rows are in the document: those in sight, some around them, and the one to keep. Decision 0003 says why ours. */
export function useWindow(options: Options): Window {
  const { count, keyOf, estimate, scroller, head = 0, keep = -1, start = 0 } = options
  const places = useRef(new Map<string, Drawn>())
  const { known, measure } = useHeights(
    (key) => estimate(places.current.get(key)?.index ?? 0),
    (key, delta) => {
      // What grows above the window must not push away what is looked at.
      const box = scroller.current
      if (box && (places.current.get(key)?.top ?? 0) < box.scrollTop) box.scrollTop += delta
    },
  )
  const offsets = useMemo(
    () => offsetsOf(count, (index) => known.get(keyOf(index)) ?? estimate(index)),
    [count, keyOf, estimate, known],
  )
  const total = offsets[count] ?? 0
  const { height, span, top } = useSpan(scroller, head, offsets)
  useStart(scroller, start, total)

  const rows: Drawn[] = []
  const draw = (index: number) => rows.push({ index, key: keyOf(index), top: offsets[index] ?? 0 })
  const last = Math.min(span.last, count - 1)
  if (keep >= 0 && keep < Math.min(span.first, count)) draw(keep)
  for (let index = span.first; index <= last; index++) draw(index)
  if (keep > last && keep < count) draw(keep)
  places.current = new Map(rows.map((row) => [row.key, row]))

  const reveal = (index: number) => {
    const box = scroller.current
    if (box) box.scrollTop = revealed(offsets, index, box.scrollTop, box.clientHeight - head)
  }
  return { rows, total, height, reveal, offset: () => top.current, measure }
}
