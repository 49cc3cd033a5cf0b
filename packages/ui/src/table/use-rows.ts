import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type RefObject } from 'react'
import type { Item } from './group.ts'
import { memory } from './memory.ts'

/** px, with the rule below it */
export const headHeight = 31

interface Options<Row> {
  items: readonly Item<Row>[]
  rowHeight: number
  scroller: RefObject<HTMLDivElement | null>
  activeIndex: number
  memoryKey: string | undefined
}

/** Which rows are in the document: those in sight, some around them, and the active one wherever it is. */
export function useRows<Row>({ items, rowHeight, scroller, activeIndex, memoryKey }: Options<Row>) {
  const place = useRef(memory.get(memoryKey))
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'detail' ? 160 : rowHeight),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: 2,
    initialOffset: place.current?.offset ?? 0,
    initialRect: { width: 1000, height: 900 },
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes
      return activeIndex < (indexes[0] ?? 0) ? [activeIndex, ...indexes] : [...indexes, activeIndex]
    },
  })

  // Rows can come after the table: the place left is found again as soon as it exists.
  const total = virtual.getTotalSize()
  useEffect(() => {
    const box = scroller.current
    const offset = place.current?.offset
    if (!box || offset === undefined || total < offset) return
    box.scrollTop = offset
    place.current = undefined
  }, [scroller, total])
  return virtual
}
