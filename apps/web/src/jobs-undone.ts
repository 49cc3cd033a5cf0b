import { isOpen } from './jobs-store.ts'
import type { Step, Task } from './jobs-store.ts'

/**
 * What of a guided run nobody sends any more: its last command failed, or the page was left before it was sent. Empty while
 * the run goes on and when it has ended.
 */
export function leftUndone(last: Task | undefined): readonly Step[] {
  if (last === undefined || isOpen(last) || last.state === 'done') return []
  const { ahead = [], state } = last
  return state === 'failed' && ahead[0]?.regardless === true ? [] : ahead
}
