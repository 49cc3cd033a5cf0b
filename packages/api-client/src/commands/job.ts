import * as z from 'zod'
import { get, id, list, paging, scope, text } from '../define.ts'

/** `jobstatus`: 0 pending, 1 success, 2 failed, 3 cancelled. Recorded: `listAsyncJobs.none`, every job series. */
export const asyncJob = z.looseObject({
  jobid: z.string(),
  jobstatus: z.number(),
  jobresultcode: z.number().optional(),
  jobresulttype: z.string().optional(),
  jobresult: z.unknown().optional(),
  jobprocstatus: z.number().optional(),
  jobinstancetype: z.string().optional(),
  jobinstanceid: z.string().optional(),
  /** Fully qualified Java class of the command. */
  cmd: z.string().optional(),
  created: z.string().optional(),
  completed: z.string().optional(),
  account: z.string().optional(),
  accountid: z.string().optional(),
  domainid: z.string().optional(),
  domainpath: z.string().optional(),
  userid: z.string().optional(),
  managementserverid: z.string().optional(),
  managementservername: z.string().optional(),
})
export type AsyncJob = z.output<typeof asyncJob>

export const jobCommands = {
  /** Only unfinished jobs: a finished one is gone within a tick (measured), and `queryAsyncJobResult` still answers. */
  listAsyncJobs: list('asyncjobs', asyncJob, {
    startdate: text.optional(),
    managementserverid: id.optional(),
    ...scope,
    ...paging,
  }),
  queryAsyncJobResult: get(asyncJob, { jobid: id }),
} as const
