/** What a key asks of the table. */
export type Command =
  | { do: 'move'; by: number | 'first' | 'last' | 'page-up' | 'page-down'; extend: boolean }
  | { do: 'select'; extend: boolean }
  | { do: 'all' }
  | { do: 'open' }
  | { do: 'menu' }
  | { do: 'clear' }
  | { do: 'inside'; by: 1 | -1 }

export interface KeyPress {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

const moves: Record<string, number | 'first' | 'last' | 'page-up' | 'page-down'> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  k: -1,
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

/** The command of a key press; undefined for keys that are none of the table's business. */
export function commandOf(press: KeyPress): Command | undefined {
  if (press.altKey) return undefined
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  if (press.ctrlKey || press.metaKey) return key === 'a' ? { do: 'all' } : undefined
  const by = moves[key]
  if (by !== undefined) return { do: 'move', by, extend: press.shiftKey }
  if (key === 'x' || key === ' ') return { do: 'select', extend: press.shiftKey }
  if (key === 'Enter') return { do: 'open' }
  if (key === '.' || key === 'ContextMenu' || (key === 'F10' && press.shiftKey)) return { do: 'menu' }
  if (key === 'Escape') return { do: 'clear' }
  if (key === 'ArrowRight' || key === 'ArrowLeft') return { do: 'inside', by: key === 'ArrowRight' ? 1 : -1 }
  return undefined
}

/** The keys that work from anywhere on the page; the rest need the table to have the focus. */
export function isPageKey(press: KeyPress): boolean {
  return !press.ctrlKey && !press.metaKey && !press.altKey && ['j', 'k', 'x', '.'].includes(press.key.toLowerCase())
}

/**
 * Where the active row goes.
 * @param index of the active row, -1 when there is none yet
 * @param page how many rows are seen at once
 */
export function moved(index: number, count: number, by: (Command & { do: 'move' })['by'], page: number): number {
  if (by === 'first') return 0
  if (by === 'last') return count - 1
  const step = by === 'page-up' ? -page : by === 'page-down' ? page : by
  if (index < 0) return step > 0 ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, index + step))
}
