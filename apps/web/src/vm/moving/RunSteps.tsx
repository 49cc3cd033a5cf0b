import { Button } from '@mantine/core'
import { Dialog, StateBadge, type StateBadgeProps } from '@stratoview/ui'
import type { ReactNode } from 'react'
import { useTasks } from '../../jobs-store.ts'
import type { Task } from '../../jobs-store.ts'
import { answered } from '../ask.ts'
import classes from './moving.module.css'

const tones: Record<Task['state'], StateBadgeProps['tone']> = {
  queued: 'moving',
  sending: 'moving',
  running: 'moving',
  done: 'ok',
  failed: 'error',
  unsent: 'error',
}
const states: Record<Task['state'], string> = {
  queued: 'waits',
  sending: 'sent',
  running: 'runs',
  done: 'done',
  failed: 'failed',
  unsent: 'not sent',
}

/** How far a guided run has come. It goes on without this dialog, on whatever page. */
export function RunSteps({ run, title }: { run: string; title: ReactNode }) {
  const tasks = useTasks().filter((task) => task.run === run)
  const ahead = tasks.at(-1)?.ahead ?? []
  const ended = ahead.length === 0 && tasks.every(({ state }) => state === 'done' || state === 'failed')
  return (
    <Dialog
      opened
      onClose={answered}
      title={title}
      note={ended ? undefined : 'You can close this and leave the page: it goes on while Stratoview is open'}
      buttons={<Button onClick={answered}>Close</Button>}
    >
      <ol className={classes.steps} aria-label="Steps" aria-live="polite">
        {tasks.map((task) => (
          <li key={task.key}>
            <StateBadge tone={tones[task.state]}>{states[task.state]}</StateBadge>
            <span>{task.label}</span>
            {task.words !== undefined && <code>{task.words}</code>}
          </li>
        ))}
        {ahead.map((step) => (
          <li key={step.label}>
            <StateBadge tone="off">to come</StateBadge>
            <span>{step.label}</span>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
