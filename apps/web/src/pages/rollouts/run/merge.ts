import type { RunAnswer, RunEvent, RunItem } from '@stratoview/bff/app'

/** The answer so far with what has changed since; an item that says the same stays the same object. */
export function mergeAnswer(before: RunAnswer | undefined, now: RunAnswer): RunAnswer {
  if (before === undefined) return now
  if (now.items.length === 0) return { run: now.run, items: before.items }
  const changed = new Map(now.items.map((item) => [item.id, item]))
  const items = before.items.map((item): RunItem => {
    const newer = changed.get(item.id)
    changed.delete(item.id)
    return newer ?? item
  })
  return { run: now.run, items: changed.size === 0 ? items : [...items, ...changed.values()] }
}

/** Lines kept in the page; what was before them is in the run's own log. */
export const KEPT = 1000

export function mergeEvents(before: readonly RunEvent[], now: readonly RunEvent[]): RunEvent[] {
  const last = before.at(-1)?.seq ?? -1
  return [...before, ...now.filter(({ seq }) => seq > last)].slice(-KEPT)
}
