import type { AsyncJob, Diagnostics } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { cs } from '../../api.ts'
import { kept } from '../../kept.ts'
import { allTasks, subscribeTasks, type Task } from '../../jobs-store.ts'

/**
 * One command on one VM: what was asked, and what it said. Kept in this browser alone.
 * A collection of files is one of type `files`: its target is the list, empty for the defaults.
 */
export interface Run {
  /** The task's. */
  key: string
  batch: string
  /** Under what it is told in the jobs tray. */
  label: string
  vm: { id: string; name: string; type: string }
  type: string
  target: string
  params: string
  /** Epoch ms by this browser's clock. */
  started: number
  ended?: number
  jobid?: string
  /** `failed`: the job did, in CloudStack's words; a non-zero exit code is `done`. */
  state: 'running' | 'done' | 'failed' | 'unsent'
  output?: Pick<Diagnostics, 'stdout' | 'stderr' | 'exitcode'>
  words?: string
}

export const FILES = 'files'

/** A VM keeps its last so many runs, this browser so many in all, and of each output so many letters. */
const PER_VM = 50
const IN_ALL = 200
const LETTERS = 32_000

let runs: readonly Run[] = []
let place: string | undefined
const listeners = new Set<() => void>()

export const allRuns = (): readonly Run[] => runs
export function subscribeRuns(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function publish(next: readonly Run[]): void {
  runs = next
  if (place !== undefined) kept.set(place, JSON.stringify(runs))
  for (const listener of listeners) listener()
}

/** What an earlier visit left; whatever is not a run, written by hand or by another version, is not read. */
export function readRuns(stored: string | null): Run[] {
  try {
    const read: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(read) ? (read as unknown[]).filter(isRun) : []
  } catch {
    return []
  }
}

function isRun(one: unknown): one is Run {
  const { key, label, vm, type, target, params, started, state } = (one ?? {}) as Partial<Run>
  return (
    [key, label, type, target, params, vm?.id, vm?.name].every((text) => typeof text === 'string') &&
    typeof started === 'number' &&
    typeof state === 'string'
  )
}

/** Takes up what this user ran here before, and follows what runs. Returns the way to stop. */
export function followRuns(userid: string): () => void {
  const key = `stratoview.diagnostics.${userid}`
  if (place !== key) {
    place = key
    publish(readRuns(kept.get(key)))
  }
  const stop = subscribeTasks(takeUp)
  takeUp()
  return stop
}

/** Forgets a VM's runs that have ended. */
export const forget = (vmid: string): void =>
  publish(runs.filter((run) => run.vm.id !== vmid || run.state === 'running' || run.type === FILES))

const states = { queued: 'running', sending: 'running', running: 'running' } as const

function runOf(task: Task, before: Run | undefined): Run {
  const { type, ipaddress, params, files } = task.params
  const { key, batch, label, object, started, jobid, ended, words } = task
  const state = task.state in states ? 'running' : (task.state as Run['state'])
  const asked =
    task.command === 'getDiagnosticsData'
      ? { type: FILES, target: String(files ?? ''), params: '' }
      : { type: String(type), target: String(ipaddress), params: String(params ?? '') }
  const run: Run = { key, batch, label, vm: object, ...asked, started, ended, jobid, state }
  if (state === 'failed') run.words = words
  if (before?.output) run.output = before.output
  return run
}

/** The tasks of the tray that are diagnostics become runs, and stay when the tray forgets them. */
function takeUp(): void {
  const known = new Map(runs.map((run) => [run.key, run]))
  let changed = false
  for (const task of allTasks()) {
    if (task.command !== 'runDiagnostics' && task.command !== 'getDiagnosticsData') continue
    const before = known.get(task.key)
    const now = runOf(task, before)
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(now)) {
      known.set(task.key, now)
      changed = true
    }
  }
  if (changed) publish(bounded([...known.values()]))
  for (const run of runs) if (isOpenStill(run)) void ask(run)
}

/** The newest of each VM and of all; what runs is never forgotten. */
function bounded(all: readonly Run[]): Run[] {
  const counts = new Map<string, number>()
  return all
    .toSorted((a, b) => b.started - a.started)
    .filter(({ vm, state }, at) => {
      const count = (counts.get(vm.id) ?? 0) + 1
      counts.set(vm.id, count)
      return state === 'running' || (count <= PER_VM && at < IN_ALL)
    })
    .toReversed()
}

/** Its end, or what it printed, is not known yet. A bundle's place is nobody's business but our server's. */
const isOpenStill = ({ jobid, output, state, type }: Run) =>
  jobid !== undefined && (type === FILES ? state === 'running' : output === undefined)

const asking = new Set<string>()

/** CloudStack keeps a job's result for a day: what ended while nobody looked is asked for when somebody does. */
async function ask(run: Run): Promise<void> {
  const task = allTasks().find(({ key }) => key === run.key)
  const open = task !== undefined && task.state in states
  if (open || run.state === 'failed' || run.jobid === undefined || asking.has(run.key)) return
  asking.add(run.key)
  try {
    settle(run.key, await cs.queryAsyncJobResult({ jobid: run.jobid }))
  } catch (error) {
    if (!(error instanceof CloudStackError)) throw error
    // 431: CloudStack has forgotten it. Anything else may pass, and is asked again when something else happens.
    if (error.status === 431) patch(run.key, { state: 'failed', words: error.message })
    else asking.delete(run.key)
  }
}

function settle(key: string, job: Pick<AsyncJob, 'jobstatus' | 'jobresult'>): void {
  if (job.jobstatus === 0) return void asking.delete(key)
  const result = (job.jobresult ?? {}) as { diagnostics?: Partial<Diagnostics>; errortext?: string }
  if (job.jobstatus !== 1) return patch(key, { state: 'failed', words: result.errortext })
  if (result.diagnostics && 'url' in result.diagnostics) return patch(key, { state: 'done' })
  const { stdout = '', stderr = '', exitcode = '' } = result.diagnostics ?? {}
  const short = (text: string) => (text.length > LETTERS ? `${text.slice(0, LETTERS)}\n… (cut here)` : text)
  patch(key, { state: 'done', output: { stdout: short(stdout), stderr: short(stderr), exitcode } })
}

const patch = (key: string, more: Partial<Run>): void =>
  publish(runs.map((run) => (run.key === key ? { ...run, ...more } : run)))
