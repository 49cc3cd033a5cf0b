import { ActionEvents, type Action, type Subject } from '../event.ts'
import type { Context } from '../handler.ts'
import { pendingJob } from '../jobs.ts'
import type { Accepted, Steps } from '../steps.ts'
import type { World } from '../world.ts'

export const truth = (value: string | undefined) => value?.toLowerCase() === 'true'

/** A row as its list shows it while a job runs on it. */
export function withJob<Row extends { id: string }>(world: World, row: Row): Row {
  const job = pendingJob(world, row.id)
  return job ? { ...row, jobid: job.jobid, jobstatus: job.jobstatus } : row
}

export interface Verb {
  action: Action
  subject: Subject
  /** After `org.apache.cloudstack.api.command.`. */
  cmd: string
  /** `jobinstancetype`, where it is not the subject's type; false for jobs that tell none (recorded: migrations). */
  type?: string | false
  /** False for the commands whose jobs tell no `jobinstanceid` (recorded: restarts and internal load balancers). */
  instance?: boolean
}

/** A job with the three events of its action around its steps. */
export function act<Answer>(context: Context, verb: Verb, steps: () => Steps<Answer>): Accepted<Answer> {
  const { world, caller } = context
  const events = new ActionEvents(world, caller, verb.action, verb.subject)
  return {
    ...(verb.type === false ? {} : { type: verb.type ?? verb.subject.type }),
    about: verb.subject.id,
    ...(verb.instance === false || verb.type === false ? {} : { instance: verb.subject.id }),
    cmd: verb.cmd,
    *run() {
      events.started()
      try {
        const answer = yield* steps()
        events.completed()
        return answer
      } catch (error) {
        events.failed()
        throw error
      }
    },
    refused: () => events.failed(),
  }
}
