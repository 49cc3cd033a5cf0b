import type { HealthCheckResult, Router } from '@stratoview/api-client'
import { type CheckMeaning, meaningOf } from '@stratoview/api-client/check-meanings'
import {
  checkLabel,
  type CheckStatus,
  health,
  type HealthOptions,
  statusOf,
  worst,
} from '@stratoview/api-client/health'
import type { VerdictKind } from '@stratoview/ui'

/** One result, ready to be read. */
export interface CheckLine {
  result: HealthCheckResult
  /** checkname without `.py` or `.sh` */
  label: string
  status: CheckStatus
  kind: VerdictKind
  /** undefined: not one of CloudStack's own, an operator's script in the template */
  meaning: CheckMeaning | undefined
  /** what its result means, in plain words */
  means: string
}

const kinds: Record<CheckStatus, VerdictKind> = {
  FAILED: 'failing',
  WARNING: 'warning',
  UNKNOWN: 'unknown',
  SUCCESS: 'passing',
}
const severity: readonly CheckStatus[] = ['FAILED', 'WARNING', 'UNKNOWN', 'SUCCESS']

/** What to look at first when several fail: causes before what they cause. */
const causes = [
  'connectivity.test',
  'filesystem.writable.test',
  'disk_space_check.py',
  'memory_usage_check.py',
  'cpu_usage_check.py',
  'gateways_check.py',
  'ssh.service',
  'dhcp.service',
]
const cause = (name: string): number => (causes.includes(name) ? causes.indexOf(name) : causes.length)

/** Worst first, causes before consequences, basic before advanced. */
export function linesOf(results: readonly HealthCheckResult[]): CheckLine[] {
  return results
    .map(lineOf)
    .sort(
      (a, b) =>
        severity.indexOf(a.status) - severity.indexOf(b.status) ||
        cause(a.result.checkname) - cause(b.result.checkname) ||
        b.result.checktype.localeCompare(a.result.checktype) ||
        a.label.localeCompare(b.label, 'en'),
    )
}

function lineOf(result: HealthCheckResult): CheckLine {
  const status = statusOf(result)
  const own = meaningOf(result.checkname)
  const meaning = own !== undefined && skipped(status, result) ? notChecked : own
  return {
    result,
    label: checkLabel(result.checkname),
    status,
    // Out of contact is not failing: nothing is known of the router.
    kind: status === 'FAILED' && result.checkname === 'connectivity.test' ? 'no-contact' : kinds[status],
    meaning,
    means: means(status, meaning),
  }
}

/** CloudStack's scripts warn when they have nothing to compare with: "No data provided to check, skipping" (recorded: `listRouters.with-health`). */
const skipped = (status: CheckStatus, { details = '' }: HealthCheckResult): boolean =>
  status === 'WARNING' && /\bskipping\b/.test(details)

const NOT_CHECKED = 'Not checked: nothing to compare with'
const notChecked: CheckMeaning = {
  means: NOT_CHECKED,
  passes: NOT_CHECKED,
  warns: NOT_CHECKED,
  affects: 'Nothing is known to be wrong: the check says nothing about the service either way.',
  todo: 'Run fresh checks: CloudStack then sends the router its records first. If it stays, there may be no such rule or limit to compare with.',
}

function means(status: CheckStatus, meaning: CheckMeaning | undefined): string {
  if (meaning === undefined) {
    const says = { FAILED: 'fails', WARNING: 'warns', UNKNOWN: 'gave no clear answer', SUCCESS: 'passes' }
    return `A custom check of this router’s template ${says[status]}`
  }
  if (status === 'FAILED') return meaning.means
  if (status === 'WARNING') return meaning.warns
  return status === 'SUCCESS' ? meaning.passes : 'Not known: the check gave no clear answer'
}

export interface Sentence {
  kind: VerdictKind
  /** one sentence: the verdict */
  title: string
  /** where to start, or why so little is known */
  hint?: string
}

/** "fails" of one, "fail" of several. */
const ofCount = (count: number, one: string, many: string) => (count === 1 ? one : many)

/**
 * @param age of the oldest result in words, "4 minutes ago"
 */
export function sentenceOf(
  router: { state: string; healthcheckresults?: HealthCheckResult[] },
  options: HealthOptions,
  age: string | undefined,
): Sentence {
  const lines = linesOf(router.healthcheckresults ?? [])
  const verdict = worst(health(router, options))
  const count = (status: CheckStatus) => lines.filter((line) => line.status === status).length
  const [fail, warn, unknown] = [count('FAILED'), count('WARNING'), count('UNKNOWN')]
  const kind = verdict
  const old =
    router.state === 'Running' ? undefined : `It is ${router.state}: these are its results from ${age ?? 'before'}.`
  switch (verdict) {
    case 'failing': {
      const warns = warn > 0 ? `, ${warn} ${ofCount(warn, 'warns', 'warn')}` : ''
      const title = `${fail} of ${lines.length} checks ${ofCount(fail, 'fails', 'fail')}${warns}`
      return { kind, title, hint: old ?? startWith(lines) }
    }
    case 'no-contact':
      return {
        kind,
        title: 'CloudStack has no contact with this router',
        hint: 'Its older results are gone. Its services may work or not: nothing is known of them.',
      }
    case 'warning':
      return { kind, title: `No check fails, ${warn} of ${lines.length} ${ofCount(warn, 'warns', 'warn')}`, hint: old }
    case 'unknown':
      return { kind, title: `${unknown} of ${lines.length} checks gave no clear result`, hint: old }
    case 'never-ran':
      return { kind, title: 'Its checks have never run', hint: neverRan(router.state, options) }
    case 'stale':
      // Once is enough to say from when.
      return old === undefined
        ? { kind, title: `The results are old, from ${age ?? 'an unknown time'}`, hint: stale(options) }
        : { kind, title: 'The results are old', hint: old }
    case 'passing':
      return { kind, title: `All ${lines.length} checks pass` }
  }
}

function startWith(lines: readonly CheckLine[]): string | undefined {
  const [first, second] = lines
  if (first === undefined) return undefined
  if (first.result.checkname === 'disk_space_check.py' && second?.status === 'FAILED') {
    return 'Start with the disk: when it fills up, other checks tend to fail with it.'
  }
  return second?.status === 'FAILED' ? `Start with ${first.label}: ${lowerFirst(first.means)}.` : `${first.means}.`
}

/**
 * On a shared network these two fail for a cause that is none (apache/cloudstack#8761, open): said beside the verdict,
 * which stays CloudStack's.
 */
export function falseAlarm({ nic = [] }: Pick<Router, 'nic'>, lines: readonly CheckLine[]): string | undefined {
  const suspects = lines.filter(
    ({ status, result }) => status === 'FAILED' && /^(dhcp|dns)_check\.py$/.test(result.checkname),
  )
  const [first] = suspects
  if (first === undefined || !nic.some(({ type }) => type === 'Shared')) return undefined
  const which = suspects.length === 1 ? `${first.label} is` : 'dhcp_check and dns_check are'
  return `It serves a shared network, where ${which} known to fail though all is well (apache/cloudstack#8761): look at the instances named before you act.`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const neverRan = (state: string, { basicInterval = 3 }: HealthOptions) =>
  state === 'Running'
    ? `It runs them itself every ${basicInterval} minutes once it is up; CloudStack fetches the results later.`
    : `It is ${state}: checks run only while it runs.`

const stale = ({ basicInterval = 3, advancedInterval = 10 }: HealthOptions) =>
  `New ones were due every ${basicInterval} (basic) and ${advancedInterval} (advanced) minutes. Fresh checks tell whether the router answers.`

/** Advice in steps: the sentences of `todo`, one each. */
export const stepsOf = (todo: string): string[] => todo.split(/(?<=\.)\s+(?=[A-Z])/)
