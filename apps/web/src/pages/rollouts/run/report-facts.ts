import type { RunItem } from '@stratoview/bff/app'
import { spanText } from '../../../vm/rollouts/words.ts'
import { versionOf } from '../../../vm/fleet/upgrade.ts'

/** One line of a report: what, and how many or how long. */
export interface Line {
  what: string
  value: string
}

/** Versions before and after with how many came to be so, most first: `4.20.2.0 → 4.22.0.0`, 9. */
export function versionLines(changed: readonly RunItem[]): Line[] {
  const times = new Map<string, number>()
  for (const { before = [], after = [] } of changed) {
    // A restart with cleanup makes other routers: they stand in the same order.
    for (const [index, is] of after.entries()) {
      const [was, now] = [versionOf(before[index]), versionOf(is)]
      if (now === undefined) continue
      const text = was === undefined || was === now ? `${now} as before` : `${was} → ${now}`
      times.set(text, (times.get(text) ?? 0) + 1)
    }
  }
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, count]) => ({ what, value: count.toLocaleString('en') }))
}

/** How many run on another host than before. */
export const movedOf = (changed: readonly RunItem[]): number =>
  changed.filter(({ before, after }) => {
    const [was, is] = [before?.[0], after?.[0]]
    return was?.hostname !== undefined && is?.hostname !== undefined && was.hostname !== is.hostname
  }).length

/** Networks that were seen without a router, the longest first; of a pair both routers' turns together. */
export function interruptionLines(items: readonly RunItem[]): Line[] {
  const networks = new Map<string, { what: string; ms: number }>()
  for (const { network, subject, interruption } of items) {
    if (interruption === undefined || interruption.ms === 0) continue
    const { id, name } = network ?? subject
    const before = networks.get(id)?.ms ?? 0
    networks.set(id, { what: name, ms: before + interruption.ms })
  }
  return [...networks.values()].toSorted((a, b) => b.ms - a.ms).map(({ what, ms }) => ({ what, value: spanText(ms) }))
}

/** What was not done, by its reason: the one by name, or how many. */
export function leftLines(items: readonly RunItem[]): Line[] {
  const reasons = Map.groupBy(items, ({ why, step }) => why ?? step)
  return [...reasons]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([what, of]) => ({ what, value: of.length === 1 ? of[0]!.subject.name : of.length.toLocaleString('en') }))
}
