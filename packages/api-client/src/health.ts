import type { HealthCheckResult } from './commands/router.ts'

export type Verdict = 'failing' | 'no-contact' | 'warning' | 'unknown' | 'never-ran' | 'stale' | 'passing'

/** Worst first. */
export const verdicts: readonly Verdict[] = [
  'failing',
  'no-contact',
  'warning',
  'unknown',
  'never-ran',
  'stale',
  'passing',
]

export interface Checks {
  verdict: Verdict
  /** Results there are, of whatever status. */
  total: number
  passed: number
  /** Check names as CloudStack wrote them. `connectivity.test` is in none of the three lists: it makes `no-contact`. */
  failing: string[]
  warning: string[]
  unknown: string[]
  /** `lastupdated` of the oldest result, as CloudStack wrote it. */
  oldest?: string
}

export interface Health {
  basic: Checks
  advanced: Checks
}

export interface HealthOptions {
  /** Epoch ms by CloudStack's clock. */
  now: number
  /** Minutes, `router.health.checks.basic.interval`, 3 by default; 0 = never scheduled, so never stale by age. */
  basicInterval?: number
  /** Minutes, `router.health.checks.advanced.interval`, 10 by default. */
  advancedInterval?: number
  /** Minutes, `router.health.checks.results.fetch.interval`, 10 by default: results are that much older before anyone sees them. */
  fetchInterval?: number
}

export type CheckStatus = 'SUCCESS' | 'FAILED' | 'WARNING' | 'UNKNOWN'

/** A result's status. Before 4.22 there is only `success`; a status we do not know is UNKNOWN, as the server has it. */
export function statusOf(result: Pick<HealthCheckResult, 'status' | 'success'>): CheckStatus {
  const { status, success } = result
  if (status === 'SUCCESS' || status === 'FAILED' || status === 'WARNING') return status
  if (status !== undefined || success === undefined) return 'UNKNOWN'
  return success ? 'SUCCESS' : 'FAILED'
}

/** CloudStack's time (`2026-11-23T09:40:46+0000`) as epoch ms, NaN when it is none. Not every browser takes `+0000`. */
export const timeOf = (text: string): number => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))

const CONTACT = 'connectivity.test'
const WRITABLE = 'filesystem.writable.test'

/**
 * What a router's results say, never the `healthchecksfailed` flag (always false on 4.22).
 *
 * - a router that does not run has only old results, which are never repeated as if current: `stale` whatever they said
 *   (recorded: `getRouterHealthCheckResults.stopped` still answers them), `never-ran` without any;
 * - out of contact, CloudStack forgets the other results: then `advanced` is `no-contact` too, as old as the test
 *   (recorded: `getRouterHealthCheckResults.no-contact`);
 * - with a read-only disk no check runs: then `advanced` is `unknown`, not `never-ran`;
 * - results that only the management server wrote tell nothing of the router's own checks: `never-ran`;
 * - a running router's results are `stale` when older than 3 × interval + the fetch interval.
 */
export function health(
  router: { state: string; healthcheckresults?: HealthCheckResult[] },
  options: HealthOptions,
): Health {
  const { basicInterval = 3, advancedInterval = 10 } = options
  const results = router.healthcheckresults ?? []
  const whole = {
    running: router.state === 'Running',
    any: results.length > 0,
    contact: results.find(({ checkname }) => checkname === CONTACT),
    writable: results.find(({ checkname }) => checkname === WRITABLE),
  }
  const [basic, advanced]: [HealthCheckResult[], HealthCheckResult[]] = [[], []]
  for (const result of results) (result.checktype === 'advanced' ? advanced : basic).push(result)
  return {
    basic: judge(basic, whole, basicInterval, options),
    advanced: judge(advanced, whole, advancedInterval, options),
  }
}

interface Whole {
  running: boolean
  any: boolean
  contact?: HealthCheckResult
  writable?: HealthCheckResult
}

function judge(results: HealthCheckResult[], whole: Whole, interval: number, options: HealthOptions): Checks {
  const { now, fetchInterval = 10 } = options
  const lost = !succeeded(whole.contact)
  const checks = count(results)
  if (lost && checks.oldest === undefined) checks.oldest = whole.contact?.lastupdated
  const limit = interval > 0 ? (3 * interval + fetchInterval) * 60_000 : Infinity
  const old = checks.oldest !== undefined && now - timeOf(checks.oldest) > limit
  const ownRan = results.some(({ checkname }) => checkname !== CONTACT && checkname !== WRITABLE)
  const verdict = (): Verdict => {
    if (!whole.running) return whole.any ? 'stale' : 'never-ran'
    if (checks.failing.length > 0) return 'failing'
    if (lost) return 'no-contact'
    if (checks.warning.length > 0) return 'warning'
    if (checks.unknown.length > 0) return 'unknown'
    if (!ownRan) return succeeded(whole.writable) ? 'never-ran' : 'unknown'
    return old ? 'stale' : 'passing'
  }
  return { verdict: verdict(), ...checks }
}

/** A test that has never been made has not failed. */
const succeeded = (result?: HealthCheckResult): boolean => result === undefined || statusOf(result) === 'SUCCESS'

function count(results: HealthCheckResult[]): Omit<Checks, 'verdict'> {
  const named: Record<CheckStatus, string[]> = { SUCCESS: [], FAILED: [], WARNING: [], UNKNOWN: [] }
  let oldest: string | undefined
  let since = Infinity
  for (const result of results) {
    const status = statusOf(result)
    if (result.checkname !== CONTACT || status === 'SUCCESS') named[status].push(result.checkname)
    const { lastupdated } = result
    // Most results of a run share their time, and reading one is the dearest step of a large fleet's verdicts.
    if (lastupdated === undefined || lastupdated === oldest) continue
    const time = timeOf(lastupdated)
    if (time < since) [oldest, since] = [lastupdated, time]
  }
  const { SUCCESS, FAILED: failing, WARNING: warning, UNKNOWN: unknown } = named
  return { total: results.length, passed: SUCCESS.length, failing, warning, unknown, oldest }
}

/** The worse of the two: what a router is sorted, counted and coloured by. */
export function worst({ basic, advanced }: Health): Verdict {
  return verdicts.indexOf(basic.verdict) <= verdicts.indexOf(advanced.verdict) ? basic.verdict : advanced.verdict
}

/** `disk_space_check.py` → `disk_space_check`. */
export const checkLabel = (checkname: string): string => checkname.replace(/\.(py|sh)$/, '')
