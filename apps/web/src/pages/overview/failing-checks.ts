import { meaningOf } from '@stratoview/api-client/check-meanings'
import { checkLabel } from '@stratoview/api-client/health'
import type { Checks } from '@stratoview/api-client/health'
import type { RouterRow } from '@stratoview/bff/rows'
import { paths } from '../../paths.ts'
import { earliest, type Problem } from './problem.ts'

type Result = 'failing' | 'warning' | 'unknown'
interface Finding {
  check: string
  result: Result
  rows: RouterRow[]
  oldest: (string | undefined)[]
}

const results: readonly Result[] = ['failing', 'warning', 'unknown']

/** Out of reach, never ran and old tell nothing of now: those routers stand elsewhere. */
const current = (checks: Checks): boolean => results.some((result) => result === checks.verdict)

/**
 * Every check that fails, warns or does not know, worst first and then the most frequent first.
 * A router's line in `places` leads to the router, the problem to the list narrowed to that check.
 */
export function failingChecks(rows: readonly RouterRow[]): Problem[] {
  const found = new Map<string, Finding>()
  for (const row of rows) {
    // What a router said before it stopped is no news of now, and its list says so too.
    if (row.state !== 'Running') continue
    for (const checks of [row.health.basic, row.health.advanced]) {
      if (!current(checks)) continue
      for (const result of results) for (const check of checks[result]) note(found, check, result, row, checks.oldest)
    }
  }
  return [...found.values()]
    .sort(
      (a, b) =>
        results.indexOf(a.result) - results.indexOf(b.result) ||
        b.rows.length - a.rows.length ||
        a.check.localeCompare(b.check, 'en'),
    )
    .map(problemOf)
}

function note(found: Map<string, Finding>, check: string, result: Result, row: RouterRow, oldest?: string): void {
  const key = `${result}:${check}`
  let finding = found.get(key)
  if (finding === undefined) found.set(key, (finding = { check, result, rows: [], oldest: [] }))
  finding.rows.push(row)
  finding.oldest.push(oldest)
}

function problemOf({ check, result, rows, oldest }: Finding): Problem {
  const label = checkLabel(check)
  return {
    key: `${result}:${check}`,
    kind: result,
    name: label,
    own: true,
    means: meansOf(check, result),
    places: rows.map((row) => ({
      name: row.name,
      own: true,
      to: paths.router(row.id, 'health'),
      note: row.redundantstate === 'PRIMARY' ? 'PRIMARY' : undefined,
    })),
    since: earliest(oldest),
    count: rows.length,
    to: paths.routers({ check: label, state: 'Running' }),
  }
}

function meansOf(check: string, result: Result): string {
  const meaning = meaningOf(check)
  if (result === 'unknown') return 'Its result is not known: its detail may say why'
  if (meaning === undefined) return 'A check of your own: its detail says what it found'
  return result === 'warning' ? meaning.warns : meaning.means
}
