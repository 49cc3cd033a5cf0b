import { median } from './estimate.ts'
import { isRenewed, publicItem, publicRun, type ItemRecord, type RunRecord } from './record.ts'
import type { Report } from './types.ts'

/** What changed, what was interrupted and for how long, what was left. */
export function reportOf(record: RunRecord, all: readonly ItemRecord[]): Report {
  const run = publicRun(record)
  const items = all.map(publicItem)
  const cuts = items.flatMap(({ interruption }) => (interruption && interruption.ms > 0 ? [interruption.ms] : []))
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
