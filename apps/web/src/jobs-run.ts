import { CloudStackError } from '@stratoview/api-client/error'
import type { QueryClient } from '@tanstack/react-query'
import { cs } from './api.ts'
import { refresh } from './jobs-families.ts'
import { addTasks, allTasks, patchTask } from './jobs-store.ts'
import type { Call, Step, Task } from './jobs-store.ts'
import { kept } from './kept.ts'
import { newId } from './new-id.ts'
import { noteBusy } from './refresh.ts'

/** How many commands are on their way at once: a hundred routers stopped together must not be a hundred requests. */
const AT_ONCE = 4

/** What a command that answers at once (no job) says in one line; without it the answer's own text is used. */
export type Outcome = (answer: unknown) => { words?: string; failed?: boolean }

/**
 * Sends the calls, a few at a time, and records each in the jobs tray. Resolves when the first wave is out of the door:
 * with one call that is when CloudStack has taken or refused it.
 * @throws CloudStackError when there is one call and it was refused, so that the dialog can show why
 */
export async function start(client: QueryClient, label: string, calls: readonly Call[], outcome?: Outcome) {
  const batch = newId()
  const tasks = calls.map((call): Task => ({
    ...call,
    key: newId(),
    batch,
    label,
    state: 'queued',
    started: Date.now(),
  }))
  const [only] = tasks
  if (only !== undefined && tasks.length === 1) return startOne(client, only, outcome)
  addTasks(tasks)
  void inParallel(tasks, (task) => send(client, task, outcome))
}

/**
 * A guided run: each step is sent when the one before it has ended, by whichever page of the app is open then; what was
 * started is kept across a reload.
 * @returns the run's id, as its tasks name it
 * @throws CloudStackError when the first step is refused at once
 */
export async function startRun(client: QueryClient, steps: readonly Step[]): Promise<string> {
  const run = newId()
  const [first, ...ahead] = steps
  if (first !== undefined) await startOne(client, taskOf(first, run, ahead))
  return run
}

const taskOf = ({ label, call }: Step, run: string, ahead: readonly Step[]): Task => ({
  ...call,
  key: newId(),
  batch: newId(),
  label,
  run,
  ahead,
  state: 'queued',
  started: Date.now(),
})

/** The next step of a guided run, once this one has ended. Two tabs that see the end send it once. */
export async function goOn(client: QueryClient, { key, state, run, ahead = [] }: Task): Promise<void> {
  const [next, ...rest] = ahead
  if (next === undefined || run === undefined || (state !== 'done' && next.regardless !== true)) return
  if (!(await claimed(key))) return
  patchTask(key, { ahead: [] })
  const task = taskOf(next, run, rest)
  addTasks([task])
  await send(client, task)
}

/** Where the tabs of a browser tell each other which ends have been gone on from: the last hundred, by their tasks' keys. */
const CLAIMS = 'stratoview.next'

async function claimed(key: string): Promise<boolean> {
  const claim = () => {
    const claims = (kept.get(CLAIMS) ?? '').split(' ')
    if (claims.includes(key)) return false
    kept.set(CLAIMS, [...claims, key].slice(-100).join(' '))
    return true
  }
  // Web Locks are there wherever the app is served safely; without them there is one tab's own word.
  return navigator.locks === undefined ? claim() : navigator.locks.request(CLAIMS, claim)
}

/** A single command refused at once is told in the dialog and nowhere else, so it never becomes a task. */
async function startOne(client: QueryClient, task: Task, outcome?: Outcome): Promise<void> {
  if (outcome !== undefined) {
    addTasks([task])
    void send(client, task, outcome)
    return
  }
  const answer = await call(task).catch((refusal: unknown) => {
    // Often because it is no longer as it was shown.
    refresh(client, task.touches, 'started')
    throw refusal
  })
  addTasks([task])
  // Apart from that, so that one which is done at once is seen to end, and told like any other.
  patchTask(task.key, settle(answer))
  announce(client, task)
}

/** Sends again what failed or was never sent, in place. */
export function retry(client: QueryClient, tasks: readonly Task[]): void {
  for (const { key } of tasks) {
    patchTask(key, { state: 'queued', started: Date.now(), ended: undefined, words: undefined, jobid: undefined })
  }
  const keys = new Set(tasks.map(({ key }) => key))
  const again = allTasks().filter(({ key }) => keys.has(key))
  void inParallel(again, (task) => send(client, task, outcomes.get(task.command)))
}

/** So that a retry reads the answer as the first try did. */
const outcomes = new Map<string, Outcome>()

async function send(client: QueryClient, task: Task, outcome?: Outcome): Promise<void> {
  if (outcome !== undefined) outcomes.set(task.command, outcome)
  patchTask(task.key, { state: 'sending', started: Date.now() })
  try {
    patchTask(task.key, settle(await call(task), outcome))
  } catch (error) {
    if (!(error instanceof CloudStackError)) throw error
    patchTask(task.key, { state: 'failed', words: error.message, ended: Date.now() })
  }
  announce(client, task)
  const now = allTasks().find(({ key }) => key === task.key)
  if (now !== undefined && (now.state === 'done' || now.state === 'failed')) await goOn(client, now)
}

const call = ({ command, params }: Task): Promise<unknown> =>
  (cs[command] as (params: Record<string, unknown>) => Promise<unknown>)(params)

function settle(answer: unknown, outcome?: Outcome): Partial<Task> {
  const { jobid } = answer as { jobid?: string }
  if (jobid !== undefined) return { state: 'running', jobid }
  const { words, failed } = outcome?.(answer) ?? { words: (answer as { displaytext?: string }).displaytext }
  return { state: failed === true ? 'failed' : 'done', words, ended: Date.now() }
}

function announce(client: QueryClient, task: Task): void {
  // First, so that the lists asked now pick the quick pace.
  noteBusy(true)
  refresh(client, task.touches, 'started')
  void client.invalidateQueries({ queryKey: ['listAsyncJobs'] })
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of rest) await work(item)
    }),
  )
}
