import { Button, Drawer } from '@mantine/core'
import { CopyText, EmptyState } from '@stratoview/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useJobs } from '../../jobs.ts'
import { retry } from '../../jobs-run.ts'
import { clearEnded, useTasks } from '../../jobs-store.ts'
import type { Step, Task } from '../../jobs-store.ts'
import { useNow, useServerNow } from '../../clock.ts'
import { ObjectLink } from './ObjectLink.tsx'
import classes from './tray.module.css'
import { endedOf } from './ended.ts'
import type { Ended } from './ended.ts'
import { unfinished } from './unfinished.ts'
import type { Line } from './unfinished.ts'

/** Every unfinished job, whoever started it, and how those of this browser ended, in CloudStack's words. */
export function JobsTray({ onClose }: { onClose(): void }) {
  const tasks = useTasks()
  const lines = unfinished(useJobs(), tasks)
  const ended = endedOf(tasks)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title="Jobs"
      closeButtonProps={{ 'aria-label': 'Close jobs' }}
    >
      <section aria-label="Running now">
        <h3 className={classes.head}>Running now</h3>
        {lines.length === 0 ? (
          <EmptyState>Nothing is running.</EmptyState>
        ) : (
          <ul className={classes.list}>
            {lines.map((line) => (
              <Running key={line.key} line={line} onGo={onClose} />
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Ended, started in this browser">
        <h3 className={classes.head}>
          Ended, started in this browser
          {ended.length > 0 && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={clearEnded}>
              Clear
            </Button>
          )}
        </h3>
        {ended.length === 0 ? (
          <EmptyState>Nothing yet. What you start here is kept for a day.</EmptyState>
        ) : (
          ended.map((batch) => <Batch key={batch.key} batch={batch} onGo={onClose} />)
        )}
      </section>
    </Drawer>
  )
}

/** Longer than any verb here takes when all is well, ms. CloudStack tells no progress: its log is what there is to look at. */
const LONG = 10 * 60_000

function Running({ line, onGo }: { line: Line; onGo(): void }) {
  const [theirs, ours] = [useServerNow(1), useNow(1)]
  const now = line.byServer ? theirs : ours
  const waits = line.state === 'queued' ? 'waits its turn' : undefined
  return (
    <li className={classes.line}>
      <span>
        {line.ours ? line.label : <code>{line.label}</code>} <ObjectLink object={line.object} onGo={onGo} />
      </span>
      <span className={classes.aside}>
        {waits ?? elapsed(now - line.since)}
        {line.who !== undefined && `, ${line.who}`}
      </span>
      {waits === undefined && line.jobid !== undefined && now - line.since > LONG && (
        <span className={classes.then}>
          Longer than most. The management server’s log tells of it under <CopyText text={line.jobid} />
        </span>
      )}
      {line.ahead !== undefined && line.ahead.length > 0 && <Then steps={line.ahead} word="Then" />}
    </li>
  )
}

/** The steps of a guided run that are to come, or never will; a long queue is a number. */
function Then({ steps, word }: { steps: readonly Step[]; word: string }) {
  const said = steps.length > 3 ? `${steps.length} more` : steps.map(({ label }) => label).join(', ')
  return (
    <span className={classes.then}>
      {word}: {said}
    </span>
  )
}

function Batch({ batch, onGo }: { batch: Ended; onGo(): void }) {
  const client = useQueryClient()
  const { tasks, failed, label, again, undone } = batch
  return (
    <div className={classes.batch}>
      {tasks.length > 1 && (
        <div className={classes.sum}>
          {label}: {tasks.length - failed.length} of {tasks.length} done
          {failed.length > 0 && <strong className={classes.bad}>, {failed.length} failed</strong>}
        </div>
      )}
      <ul className={classes.list}>
        {tasks.map((task) => (
          <EndedLine key={task.key} task={task} onGo={onGo} />
        ))}
      </ul>
      {undone.length > 0 && <Then steps={undone} word="Not sent any more" />}
      {again.length > 0 && (
        <Button size="compact-sm" onClick={() => retry(client, again)}>
          {again.length === 1 ? 'Try again' : `Try the ${again.length} failed again`}
        </Button>
      )}
    </div>
  )
}

const ends = { done: 'done', failed: 'failed', unsent: 'not sent: the page was left before' } as const

function EndedLine({ task, onGo }: { task: Task; onGo(): void }) {
  const state = task.state === 'done' || task.state === 'unsent' ? task.state : 'failed'
  return (
    <li className={classes.line}>
      <span>
        {task.label} <ObjectLink object={task.object} onGo={onGo} />
      </span>
      <span className={state === 'done' ? classes.aside : classes.bad}>
        {ends[state]}
        {task.ended !== undefined && state === 'done' && `, ${elapsed(task.ended - task.started)}`}
      </span>
      {task.words !== undefined && <code className={classes.words}>{task.words}</code>}
    </li>
  )
}

/** "8 s", "2 min 5 s", "1 h 4 min". */
export function elapsed(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000))
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
}
