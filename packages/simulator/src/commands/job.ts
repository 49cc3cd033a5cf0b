import type { Family } from '../handler.ts'
import { ApiError } from '../api-error.ts'
import { select } from '../list.ts'

export const jobHandlers: Family<'listAsyncJobs' | 'queryAsyncJobResult'> = {
  /** Recorded: only unfinished jobs, a finished one is gone within a tick. */
  listAsyncJobs: (given, { world, caller }) => {
    const all = caller.role === 'admin' || caller.role === 'auditor'
    const own = given.listall !== 'true' || caller.role === 'user'
    const unfinished = world.tables.jobs.filter(
      (job) =>
        job.jobstatus === 0 &&
        (own ? job.accountid === caller.accountid : all || `${job.domainpath}/`.startsWith(`${caller.domainpath}/`)),
    )
    return {
      key: 'asyncjobs',
      rows: select(unfinished, given, { same: ['account', 'domainid', 'managementserverid'], keyword: ['cmd'] }),
    }
  },
  /** Another account's job is 531 (reference §1.6). */
  queryAsyncJobResult: (given, { world, caller }) => {
    const job = world.tables.jobs.find((one) => one.jobid === given.jobid)
    if (!job || (caller.role === 'user' && job.accountid !== caller.accountid)) {
      throw new ApiError(531, 'Permission denied', { cserrorcode: 4365 })
    }
    return job
  },
}
