import type { AsyncJob } from '@stratoview/api-client'
import { timeOf } from '@stratoview/api-client/health'
import { commandOfJob } from '../../jobs-families.ts'
import { isOpen } from '../../jobs-store.ts'
import type { Step, Task, TaskObject } from '../../jobs-store.ts'

/** One line of the tray: a job of CloudStack's, a command of this browser's, or both. */
export interface Line {
  key: string
  /** CloudStack's id of it, once it has one. */
  jobid?: string | undefined
  /** Ours when it was started here ("Stop"), else CloudStack's name of the command. */
  label: string
  ours: boolean
  object?: Partial<TaskObject>
  /** Epoch ms; `byServer` tells by whose clock. */
  since: number
  byServer: boolean
  /** The account that started it. */
  who?: string
  /** What a guided run sends after it. */
  ahead?: readonly Step[] | undefined
  state: 'queued' | 'sending' | 'running'
}

/** Everything that has not ended, whoever started it, the oldest first. */
export function unfinished(jobs: readonly AsyncJob[], tasks: readonly Task[]): Line[] {
  const byJob = new Map(tasks.flatMap((task) => (task.jobid === undefined ? [] : [[task.jobid, task] as const])))
  const listed = new Set(jobs.map(({ jobid }) => jobid))
  const lines = jobs.map((job) => lineOf(job, byJob.get(job.jobid)))
  const notYet = tasks.filter((task) => isOpen(task) && !(task.jobid !== undefined && listed.has(task.jobid)))
  return [...lines, ...notYet.map(lineOfTask)].sort((a, b) => a.since - b.since)
}

function lineOf(job: AsyncJob, own: Task | undefined): Line {
  return {
    key: job.jobid,
    jobid: job.jobid,
    label: own?.label ?? commandOfJob(job),
    ours: own !== undefined,
    // CloudStack leaves the id out for a network's restart (recorded: restartNetwork.cleanup); ours knows it.
    object: own?.object ?? { type: job.jobinstancetype, id: job.jobinstanceid },
    since: job.created === undefined ? Date.now() : timeOf(job.created),
    byServer: job.created !== undefined,
    who: job.account,
    ahead: own?.ahead,
    state: 'running',
  }
}

const lineOfTask = ({ key, jobid, label, object, started, state, ahead }: Task): Line => ({
  key,
  jobid,
  label,
  ours: true,
  object,
  since: started,
  byServer: false,
  ahead,
  state: state === 'queued' || state === 'sending' ? state : 'running',
})
