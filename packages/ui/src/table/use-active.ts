import { useMemo, useRef, useState } from 'react'
import type { Item } from './group.ts'

export interface Active {
  /** position of the active row among the items, -1 for none */
  index: number
  set(key: string | undefined): void
}

/**
 * The active row by its key, so that it stays the same row when a refresh moves it. When it has gone, whichever row
 * took its place is active.
 */
export function useActive<Row>(items: readonly Item<Row>[], initial: string | undefined): Active {
  const [key, set] = useState<string | undefined>(initial)
  const last = useRef(-1)
  const places = useMemo(() => new Map(items.map((item, index) => [item.key, index])), [items])
  let index = -1
  if (key !== undefined) index = places.get(key) ?? Math.min(last.current, items.length - 1)
  last.current = index
  return { index, set }
}
