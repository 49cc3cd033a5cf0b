import { Button } from '@mantine/core'
import { Dialog, StateBadge, type StateBadgeProps } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { retry } from '../../jobs-run.ts'
import { isOpen, useTasks } from '../../jobs-store.ts'
import type { Task } from '../../jobs-store.ts'
import { leftUndone } from '../../jobs-undone.ts'
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
  const client = useQueryClient()
  const tasks = useTasks().filter((task) => task.run === run)
  const last = tasks.at(-1)
  const ahead = last?.ahead ?? []
  const stuck = leftUndone(last).length > 0
  const ended = ahead.length === 0 && !tasks.some(isOpen)
  return (
    <Dialog
      opened
      onClose={answered}
      title={title}
      note={noteOf(ended, stuck, tasks)}
      buttons={
        <>
          <Button onClick={answered}>Close</Button>
          {stuck && last !== undefined && (
            <Button variant="filled" onClick={() => retry(client, [last])}>
              Try again
            </Button>
          )}
        </>
      }
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
            <StateBadge tone="off">{stuck ? 'not sent' : 'to come'}</StateBadge>
            <span>{step.label}</span>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

function noteOf(ended: boolean, stuck: boolean, tasks: readonly Task[]): string | undefined {
  if (stuck) return 'It stands here: what is below was not sent'
  if (!ended) return 'You can close this and leave the page: it goes on while Stratoview is open'
  return tasks.some(({ state }) => state === 'failed') ? 'It has ended, and not every step was done' : undefined
}
