import type { Alert, AsyncJob, Event } from '@stratoview/api-client'
import { timeOf } from '@stratoview/api-client/health'
import { commandOfJob } from '../../jobs-families.ts'
import type { Task } from '../../jobs-store.ts'
import { byTime, gravityOf, ofAlert, ofEvent, oneAnAction, type TimelineEntry } from '../timeline/entry.ts'

/** One thing that happened to a VM: events, alerts and jobs share one line of time. */
export interface Happening {
  key: string
  kind: 'event' | 'alert' | 'job'
  /** Epoch ms by CloudStack's clock. */
  at: number
  gravity: 'error' | 'warning' | 'alert' | 'info' | 'moving'
  /** CloudStack's words, or the verb of a job. */
  text: string
  /** `ROUTER.REBOOT`, `rebootRouter`: what CloudStack calls it. */
  type: string
  by?: string
  /** The same words before it: how many times in all, and since when (epoch ms). */
  times?: number
  since?: number
}

interface Sources {
  events: readonly Event[]
  alerts: readonly Alert[]
  /** Those of its role, whoever they name. */
  ofRole?: readonly Alert[]
  /** unfinished jobs of anybody */
  jobs: readonly AsyncJob[]
  /** what this browser started */
  tasks: readonly Task[]
  vm: { id: string; name: string }
  /** CloudStack's clock minus this browser's, ms */
  ahead: number
}

/** Newest first. A job of this browser stands for CloudStack's row of the same job. */
export function happenings({ events, alerts, ofRole = [], jobs, tasks, vm, ahead }: Sources): Happening[] {
  const about = new Map([...alerts.filter(mentions(vm)), ...ofRole].map((alert) => [alert.id, alert]))
  const entries = oneAnAction(byTime([...events.map(ofEvent), ...[...about.values()].map(ofAlert)]))
  const own = tasks.filter(({ object, state }) => object.id === vm.id && state !== 'unsent')
  const known = new Set(own.map(({ jobid }) => jobid))
  const all = [
    ...entries.map(ofEntry),
    ...own.map((task) => ofTask(task, ahead)),
    ...jobs
      .filter(({ jobid, jobinstanceid }) => jobinstanceid === vm.id && !known.has(jobid))
      .map((job) => ofJob(job, ahead)),
  ]
  return folded(all.sort((a, b) => b.at - a.at))
}

/** Failing checks are reported anew every few minutes: what says the same as the line above it only counts. */
function folded(lines: readonly Happening[]): Happening[] {
  const result: Happening[] = []
  // Alerts come between the events of the same trouble, so the last of each kind is looked at.
  const latest = new Map<string, Happening>()
  for (const line of lines) {
    const above = latest.get(line.kind)
    if (line.kind !== 'job' && above?.text === line.text && above.type === line.type) {
      above.times = (above.times ?? 1) + 1
      above.since = line.at
      continue
    }
    const own = { ...line }
    latest.set(line.kind, own)
    result.push(own)
  }
  return result
}

function ofEntry(entry: TimelineEntry): Happening {
  const failing = entry.type === 'ROUTER.HEALTH.CHECKS' && entry.text.includes('has failing checks')
  const { key, kind, at, text, type, by } = entry
  return { key, kind, at, text, type, by, gravity: failing ? 'error' : gravityOf(entry) }
}

/** An alert names its object only within its text, "router r-4-VM / 0d1f8139-…": r-4-VM must not find r-42-VM's. */
export function mentions({ id, name }: { id: string; name: string }): (alert: Alert) => boolean {
  return ({ description = '' }) => {
    if (description.includes(id)) return true
    const at = description.indexOf(name)
    return at >= 0 && !/[\w-]/.test(`${description[at - 1] ?? ' '}${description[at + name.length] ?? ' '}`)
  }
}

function ofTask(task: Task, ahead: number): Happening {
  const gravity = { failed: 'error', done: 'info' } as const
  return {
    key: `task:${task.key}`,
    kind: 'job',
    at: task.started + ahead,
    gravity: task.state === 'failed' || task.state === 'done' ? gravity[task.state] : 'moving',
    text: task.words === undefined ? task.label : `${task.label}: ${task.words}`,
    type: task.command,
    by: 'you',
  }
}

function ofJob(job: AsyncJob, ahead: number): Happening {
  const command = commandOfJob(job)
  return {
    key: `job:${job.jobid}`,
    kind: 'job',
    // What does not say when it began runs now.
    at: job.created === undefined ? Date.now() + ahead : timeOf(job.created),
    gravity: 'moving',
    text: `${command} is running`,
    type: command,
    by: job.account,
  }
}
