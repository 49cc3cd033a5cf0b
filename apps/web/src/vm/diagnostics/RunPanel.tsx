import { useState } from 'react'
import classes from './diagnostics.module.css'
import { History } from './History.tsx'
import type { Vm } from './presets.ts'
import { RunForm } from './RunForm.tsx'
import { FILES, type Run } from './runs.ts'
import { useRuns } from './use-runs.ts'

/** The form at the left, what came of it at the right, newest first. */
export function RunPanel({ vms }: { vms: readonly Vm[] }) {
  const runs = useRuns()
  const ids = new Set(vms.map(({ id }) => id))
  const mine = newestFirst(runs.filter(({ vm, type }) => ids.has(vm.id) && type !== FILES))
  const [again, setAgain] = useState<{ type: string; target: string; params: string; at: number }>()
  return (
    <div className={classes.columns}>
      <RunForm key={again?.at} vms={vms} first={again} />
      <History
        runs={mine}
        several={vms.length > 1}
        onAgain={({ type, target, params }) => setAgain({ type, target, params, at: Date.now() })}
      />
    </div>
  )
}

/** The last batch first; within a batch in the order it was asked for. */
function newestFirst(runs: readonly Run[]): Run[] {
  const batches = Map.groupBy(runs, ({ batch }) => batch)
  return [...batches.values()].toReversed().flat()
}
