import { isOpen } from '../../jobs-store.ts'
import type { Step, Task } from '../../jobs-store.ts'
import { leftUndone } from '../../jobs-undone.ts'

/** What was started together, or step by step in one guided run. */
export interface Ended {
  key: string
  label: string
  tasks: readonly Task[]
  failed: readonly Task[]
  /** What may be sent again: not a step whose run has gone on with the same VM. */
  again: readonly Task[]
  /** Steps that nobody sends any more. */
  undone: readonly Step[]
  ended: number
}

/** What has something to report, the newest first. What is under way is reported as far as it has come. */
export function endedOf(tasks: readonly Task[]): Ended[] {
  return [...Map.groupBy(tasks, ({ run, batch }) => run ?? batch)]
    .map(([key, of]) => ({ key, ...reportOf(of) }))
    .filter((report) => report.tasks.length > 0)
    .sort((a, b) => b.ended - a.ended)
}

function reportOf(of: readonly Task[]): Omit<Ended, 'key'> {
  const failed = of.filter(({ state }) => state === 'failed' || state === 'unsent')
  const passed = (task: Task) =>
    task.run !== undefined && of.slice(of.indexOf(task) + 1).some(({ object }) => object.id === task.object.id)
  const [first, ...others] = new Set(of.map(({ label }) => label))
  return {
    label: others.length > 0 ? 'Guided run' : (first ?? ''),
    tasks: of.filter((task) => !isOpen(task)),
    failed,
    again: failed.filter((task) => task.once !== true && !passed(task)),
    undone: leftUndone(of.at(-1)),
    ended: Math.max(...of.map(({ ended, started }) => ended ?? started)),
  }
}
