import type { AsyncJob } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { cs, q } from './api.ts'
import { familiesOf, refresh } from './jobs-families.ts'
import { goOn } from './jobs-run.ts'
import type { Family } from './jobs-families.ts'
import { allTasks, patchTask, useTasks } from './jobs-store.ts'
import type { Task } from './jobs-store.ts'
import { JOBS_BUSY, JOBS_IDLE, noteBusy } from './refresh.ts'
import { useSession } from './session.ts'

/**
 * One query watches every job (design §4): `listAsyncJobs` holds only unfinished ones (recorded), so what leaves it has
 * ended, and one `queryAsyncJobResult` tells how. One request a tick however many jobs run; a minute apart when none does.
 */
const jobsQuery = () => q(cs.listAsyncJobs, { listall: true })

const running = (task: Task) => task.state === 'running'

/** Every unfinished job the role may see, whoever started it. Rides on the watcher's query. */
export function useJobs(): readonly AsyncJob[] {
  const { apis } = useSession()
  const { data } = useQuery({ ...jobsQuery(), enabled: apis.has('listAsyncJobs'), refetchOnMount: false })
  return data?.asyncjobs ?? []
}

/** Mounted once, in the shell. */
export function useJobWatch(): void {
  const client = useQueryClient()
  const { apis } = useSession()
  const own = useTasks().some(running)
  const known = useRef<ReadonlyMap<string, AsyncJob>>(new Map())
  const { data, dataUpdatedAt: at } = useQuery({
    ...jobsQuery(),
    // A role that may not list jobs still sees its own end: each is asked for by its id.
    ...(apis.has('listAsyncJobs') ? {} : { queryFn: () => ({ count: 0, asyncjobs: [] }), enabled: own }),
    staleTime: JOBS_BUSY,
    refetchInterval: ({ state }) =>
      (state.data?.asyncjobs.length ?? 0) > 0 || allTasks().some(running) ? JOBS_BUSY : JOBS_IDLE,
  })
  useEffect(() => {
    if (data === undefined) return
    const now = new Map(data.asyncjobs.map((job) => [job.jobid, job]))
    noteBusy(now.size > 0 || own)
    if (at === 0) return
    tellFamilies(client, known.current, now)
    known.current = now
    void settleOwn(client, now, at)
    // `at`: the same list again still means a tick has passed, and own jobs may have ended in it.
  }, [client, data, at, own])
}

/** Jobs that came or went make what they touch worth asking again. Own ones tell it themselves, and with their words (`settleOwn`). */
function tellFamilies(client: QueryClient, before: ReadonlyMap<string, AsyncJob>, now: ReadonlyMap<string, AsyncJob>) {
  const own = new Set(allTasks().map(({ jobid }) => jobid))
  const began = [...now.values()].filter(({ jobid }) => !before.has(jobid) && !own.has(jobid))
  const ended = [...before.values()].filter(({ jobid }) => !now.has(jobid) && !own.has(jobid))
  refresh(client, began.flatMap(familiesOf), 'started')
  refresh(client, ended.flatMap(familiesOf), 'ended')
}

const asking = new Set<string>()

/** Own jobs that the list no longer holds: how did each end? */
async function settleOwn(client: QueryClient, unfinished: ReadonlyMap<string, AsyncJob>, at: number): Promise<void> {
  // A list older than the job cannot hold it.
  const gone = allTasks().filter(
    ({ state, jobid, started }) => state === 'running' && jobid && started < at && !unfinished.has(jobid),
  )
  const touched: Family[] = []
  await Promise.all(
    gone.map(async (task) => {
      if (task.jobid === undefined || asking.has(task.jobid)) return
      asking.add(task.jobid)
      const end = await endOf(task.jobid).finally(() => asking.delete(task.jobid ?? ''))
      if (end === undefined) return
      patchTask(task.key, { ...end, ended: Date.now() })
      void goOn(client, { ...task, ...end })
      touched.push(...task.touches)
    }),
  )
  refresh(client, touched, 'ended')
}

/** How a job ended; undefined while it has not, or when nobody could say. */
async function endOf(jobid: string): Promise<Pick<Task, 'state' | 'words'> | undefined> {
  try {
    const job = await cs.queryAsyncJobResult({ jobid })
    if (job.jobstatus === 0) return undefined
    return { state: job.jobstatus === 1 ? 'done' : 'failed', words: wordsOf(job) }
  } catch (error) {
    // 431: CloudStack has forgotten it (it keeps jobs for a day); anything else may pass.
    if (!(error instanceof CloudStackError) || error.status !== 431) return undefined
    return { state: 'failed', words: error.message }
  }
}

/**
 * CloudStack's words in a job's result: `errortext` when it failed, `details` of a success, else the state it left the VM
 * in or its `message`, or the exit code of a command that ran on it. Recorded: `runDiagnostics.ping`, `rebootRouter.stopped`, `restartNetwork.cleanup`, `stopRouter`.
 */
export function wordsOf({ jobresult, jobstatus }: Pick<AsyncJob, 'jobresult' | 'jobstatus'>): string | undefined {
  if (typeof jobresult !== 'object' || jobresult === null) return undefined
  const result = jobresult as Record<string, unknown>
  const { diagnostics } = result as { diagnostics?: { exitcode?: string } }
  if (diagnostics?.exitcode !== undefined) return `exit code ${diagnostics.exitcode}`
  for (const field of ['errortext', 'details', 'displaytext']) {
    if (typeof result[field] === 'string') return result[field]
  }
  if (jobstatus !== 1) return undefined
  const [object] = Object.values(result)
  const { state, message } = (typeof object === 'object' && object !== null ? object : {}) as Record<string, unknown>
  return [state, message].find((words) => typeof words === 'string')
}
