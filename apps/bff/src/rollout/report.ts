import { median } from './estimate.ts'
import { isRenewed, publicItem, publicRun, type ItemRecord, type RunRecord } from './record.ts'
import type { Report } from './types.ts'

/** What changed, what was interrupted and for how long, what was left. */
export function reportOf(record: RunRecord, all: readonly ItemRecord[]): Report {
  const run = publicRun(record)
  const items = all.map(publicItem)
  const interrupted = items.filter(({ interruption }) => interruption !== undefined && interruption.ms > 0)
  // A pair is two items and one network.
  const networks = Map.groupBy(interrupted, ({ network, subject }) => network?.id ?? subject.id)
  const cuts = [...networks.values()].map((of) =>
    of.reduce((sum, { interruption }) => sum + (interruption?.ms ?? 0), 0),
  )
  const changed = items.filter(({ step }) => step === 'done')
  return {
    run,
    totals: {
      took: (run.ended ?? run.seen) - run.created,
      interrupted: cuts.length,
      longest: Math.max(0, ...cuts),
      median: median(cuts) ?? 0,
      upgraded: changed.filter((item) => item.before && item.after && isRenewed(item)).length,
    },
    changed,
    failed: items.filter(({ step }) => step === 'failed'),
    notDone: items.filter(({ step }) => step !== 'done' && step !== 'failed'),
  }
}
