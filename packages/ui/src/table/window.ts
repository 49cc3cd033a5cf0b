/** Where each of `count` rows begins, in px, and in the last place where all end. */
export function offsetsOf(count: number, sizeOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1)
  for (let index = 0; index < count; index++) offsets[index + 1] = (offsets[index] ?? 0) + sizeOf(index)
  return offsets
}

/** The row at a height: the last that begins at or above it; 0 above all. */
export function rowAt(offsets: Float64Array, y: number): number {
  let low = 0
  let high = Math.max(0, offsets.length - 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((offsets[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

export interface Span {
  first: number
  last: number
}

/** The rows seen between two heights, `spare` more on either side. */
export function spanOf(offsets: Float64Array, top: number, bottom: number, spare: number): Span {
  const most = offsets.length - 2
  return {
    first: Math.max(0, rowAt(offsets, top) - spare),
    last: Math.min(most, rowAt(offsets, Math.max(top, bottom - 1)) + spare),
  }
}

/** Whether what is drawn still reaches far enough around what is seen for nothing to be drawn anew. */
export function covers(drawn: Span, seen: Span): boolean {
  return drawn.first <= seen.first && drawn.last >= seen.last
}

/** Whether some of what is drawn is seen. */
export function meets(drawn: Span, seen: Span): boolean {
  return drawn.first <= seen.last && drawn.last >= seen.first
}

/** How far to scroll for a row to be seen whole; as it is now when it is. */
export function revealed(offsets: Float64Array, index: number, top: number, height: number): number {
  const start = offsets[index] ?? 0
  const end = offsets[index + 1] ?? start
  if (start < top) return start
  return end > top + height ? end - height : top
}
