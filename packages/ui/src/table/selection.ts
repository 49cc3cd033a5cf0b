/** Selected keys outlive refresh, sort and filter: nothing here drops a key because its row is not shown. */
export type Selection = ReadonlySet<string>

export function toggled(selection: Selection, key: string): Selection {
  const next = new Set(selection)
  if (!next.delete(key)) next.add(key)
  return next
}

export function withKeys(selection: Selection, keys: Iterable<string>, on: boolean): Selection {
  const next = new Set(selection)
  for (const key of keys) {
    if (on) next.add(key)
    else next.delete(key)
  }
  return next
}

/** Every key from one row to another in the order shown, both included; only `to` when `from` is not shown. */
export function range(shown: readonly string[], from: string | undefined, to: string): string[] {
  const start = from === undefined ? -1 : shown.indexOf(from)
  const end = shown.indexOf(to)
  if (start < 0 || end < 0) return [to]
  return shown.slice(Math.min(start, end), Math.max(start, end) + 1)
}

/** What a check box over many rows shows. */
export function stateOf(selection: Selection, shown: readonly string[]): 'none' | 'some' | 'all' {
  let count = 0
  for (const key of shown) if (selection.has(key)) count++
  return count === 0 ? 'none' : count === shown.length ? 'all' : 'some'
}

/** How many selected rows are not among those shown: "1 not shown". */
export function hiddenCount(selection: Selection, shown: Iterable<string>): number {
  let count = selection.size
  for (const key of shown) if (selection.has(key)) count--
  return count
}
