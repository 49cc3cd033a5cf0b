import { tookOf } from './api.ts'

/**
 * How often things are asked again, in one place. Budget: an idle tab makes at most 4 calls a minute (jobs 1, the
 * page's list 1, two to spare), a hidden one none: react-query's intervals rest while the tab is hidden.
 */
const MINUTE = 60_000

/** Unfinished jobs are watched by one query whose pace tells the others that something moves. */
export const JOBS_BUSY = 3_000
export const JOBS_IDLE = MINUTE

let busy = false
/** Set by `jobs.ts`: does any job run? */
export const noteBusy = (now: boolean): void => void (busy = now)

/**
 * The interval for a list, by the command or fleet it reads: a minute when nothing happens, three seconds while a job
 * runs, and never more than a tenth (busy) or a twentieth (idle) of the time spent fetching.
 *
 *     useQuery({ ...q(cs.listHosts, params), refetchInterval: paceOf('listHosts') })
 */
export const paceOf = (name: string) => (): number =>
  busy ? Math.max(JOBS_BUSY, 10 * tookOf(name)) : Math.max(MINUTE, 20 * tookOf(name))

/** Consoles open and close without a job that would tell: half the budget, where they are shown. */
export const CONSOLES = MINUTE / 2

/** For what changes rarely (zones, offerings, settings): asked once, kept for five minutes. */
export const SELDOM = 5 * MINUTE
