import { can } from './can.ts'
import type { Client } from './client.ts'
import { type Commands, type JobResult, type Params, type Result, type Router } from './index.ts'

/**
 * What must not compile. `tsc` is the test: an expected error that does not come is itself an error.
 */
declare const cs: Client

export const right = [
  cs.listRouters({ listall: true, fetchhealthcheckresults: true, page: 1, pagesize: 500 }),
  cs.stopRouter({ id: 'r', forced: true }),
  cs.listInfrastructure({}),
]

// @ts-expect-error a parameter that listRouters has not got
void cs.listRouters({ fetchhealthcheckresult: true })
// @ts-expect-error a parameter of the wrong type
void cs.listRouters({ listall: 1 })
// @ts-expect-error a required parameter is missing
void cs.stopRouter({})
// @ts-expect-error a command that is not in the table
void cs.stopRuoter({ id: 'r' })
// @ts-expect-error the browser has no way to log in but the BFF's
void cs.login({ username: 'admin', password: 'password' })
// @ts-expect-error nor to anyone's keys
export type Keys = Params<'getUserKeys'>
// @ts-expect-error a verb that does not exist
can('polish', 'router', { state: 'Running' }, new Set())

export async function answers() {
  const { count, router } = await cs.listRouters({})
  const rows: [number, Router[]] = [count, router]
  // @ts-expect-error rows are under `router`
  const wrong: unknown = (await cs.listRouters({})).routers
  return [rows, wrong]
}

// A table of handlers as the simulator's: one for each command, no other, each answering its command's rows.
type Handlers = { [N in keyof Commands]: (params: Params<N>) => Result<N> }
declare const all: Handlers
const { listZones: _, ...allButZones } = all
// @ts-expect-error a missing handler
export const missing: Handlers = allButZones
// @ts-expect-error a handler that answers under another name
export const misnamed: Pick<Handlers, 'listZones'> = { listZones: () => ({ count: 0, zones: [] }) }

declare const ended: JobResult<'stopRouter'>
export const state: string = ended.router.state
// @ts-expect-error a list is no job
export const never: JobResult<'listZones'> = {}
