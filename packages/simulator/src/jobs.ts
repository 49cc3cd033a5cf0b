import type { AsyncJob } from '@stratoview/api-client'
import { ApiError } from './api-error.ts'
import type { Caller } from './auth/caller.ts'
import { run, type Accepted, type Steps } from './steps.ts'
import type { World } from './world.ts'

/** How long a job is pending before it does anything: recorded jobs show the object unchanged at first. */
const pickup = 500

/** Recorded: every job series. While pending there is no `jobresult`, `jobresulttype` or `completed`. */
export function startJob(world: World, caller: Caller, accepted: Accepted): AsyncJob {
  const server = world.tables.managementServers[0]
  const job: AsyncJob = {
    accountid: caller.accountid,
    account: caller.account,
    domainid: caller.domainid,
    domainpath: caller.domainpath,
    userid: caller.userid,
    cmd: `org.apache.cloudstack.api.command.${accepted.cmd}`,
    jobprocstatus: 0,
    jobresultcode: 0,
    ...(accepted.type === undefined ? {} : { jobinstancetype: accepted.type }),
    ...(accepted.instance === undefined ? {} : { jobinstanceid: accepted.instance }),
    managementserverid: String(server?.id),
    managementservername: String(server?.name),
    created: world.date(),
    jobid: world.uuid(),
    jobstatus: 0,
  }
  world.tables.jobs.push(job)
  if (world.tables.jobs.length > 5_000) world.tables.jobs.splice(0, 1_000)
  const finish = (jobstatus: number, jobresultcode: number, jobresult: unknown) => {
    // Recorded: `managementserverid` and `managementservername` are of running jobs only.
    delete job.managementserverid
    delete job.managementservername
    Object.assign(job, { jobstatus, jobresultcode, jobresulttype: 'object', jobresult, completed: world.date() })
  }
  world.clock.after(pickup, () => {
    const failed = (error: ApiError) =>
      finish(2, error.errorcode, { errorcode: error.errorcode, errortext: error.message })
    run(world, troubled(world, accepted), (result) => finish(1, 0, structuredClone(result)), failed)
  })
  return job
}

function* troubled(world: World, accepted: Accepted): Steps<unknown> {
  if (accepted.about !== undefined && world.troubles.get(accepted.about) === 'job-fails') {
    yield 1_500
    accepted.refused?.()
    throw new ApiError(530, `Unable to execute the command: the agent of the host answered with an error`)
  }
  if (accepted.about !== undefined && world.troubles.get(accepted.about) === 'job-hangs') {
    for (;;) yield 3_600_000
  }
  return yield* accepted.run()
}

/** The unfinished job on a row, whose id the row's list shows as `jobid`. */
export function pendingJob(world: World, instance: string): AsyncJob | undefined {
  return world.tables.jobs.findLast((job) => job.jobstatus === 0 && job.jobinstanceid === instance)
}
