import { Panel, StateBadge, type StateBadgeProps } from '@stratoview/ui'
import { isOpen } from '../../jobs-store.ts'
import type { Task } from '../../jobs-store.ts'
import { counted } from '../../vm/action.ts'
import classes from './host.module.css'

const shown: Record<Task['state'], [StateBadgeProps['tone'], string]> = {
  queued: ['moving', 'waits'],
  sending: ['moving', 'sent'],
  running: ['moving', 'moves'],
  done: ['ok', 'moved'],
  failed: ['error', 'failed'],
  unsent: ['error', 'not sent'],
}

/** The moves started here, newest last, and how many are still to come. */
export function Moves({ tasks }: { tasks: readonly Task[] }) {
  const coming = tasks.filter(isOpen).reduce((sum, task) => sum + (task.ahead?.length ?? 0), 0)
  const failed = tasks.filter(({ state }) => state === 'failed' || state === 'unsent').length
  const moved = tasks.filter(({ state }) => state === 'done').length
  const aside = [`${moved} moved`, failed > 0 && `${failed} failed`, coming > 0 && `${coming} to come`]
  return (
    <Panel title="Moves" aside={aside.filter((part) => part !== false).join(', ')}>
      <ul className={classes.losses} aria-label={counted(tasks.length, 'move')} aria-live="polite">
        {tasks.map((task) => (
          <li key={task.key}>
            <StateBadge tone={shown[task.state][0]}>{shown[task.state][1]}</StateBadge>
            <code>{task.object.name}</code>
            {task.state !== 'done' && task.words !== undefined && <span>{task.words}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
