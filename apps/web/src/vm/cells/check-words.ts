import { checkLabel, type Checks, type Verdict } from '@stratoview/api-client/health'

export type CheckKind = 'basic' | 'advanced'

/** What a check cell says besides its glyph. `names` hold every name, worst first. */
export interface CheckWords {
  count?: number
  names?: string[]
  text?: string
  /** as a screen reader says the cell: "2 basic checks failing: disk_space_check, gateways_check, 4 minutes ago" */
  label: string
}

const plural = (count: number, kind: CheckKind) => `${count} ${kind} check${count === 1 ? '' : 's'}`

/**
 * @param age in words, "4 minutes ago"
 *
 * Old results keep their count but not their verdict: what failed three days ago is no more said to fail than what
 * passed is said to pass.
 */
export function checkWords(checks: Checks, kind: CheckKind, age: string | undefined): CheckWords {
  const told = (words: string) => (age === undefined ? words : `${words}, ${age}`)
  const listed = (names: readonly string[], is: string): CheckWords => {
    const labels = names.map(checkLabel)
    return {
      count: names.length,
      names: labels,
      label: told(`${plural(names.length, kind)} ${is}: ${labels.join(', ')}`),
    }
  }
  const words: Record<Verdict, () => CheckWords> = {
    failing: () => listed(checks.failing, 'failing'),
    warning: () => listed(checks.warning, 'warning'),
    unknown: () =>
      checks.unknown.length > 0
        ? listed(checks.unknown, 'unknown')
        : { text: 'unknown', label: told(`${kind} checks unknown`) },
    'no-contact': () => ({ text: 'no contact', label: told(`${kind} checks: no contact with the router`) }),
    'never-ran': () => ({ text: 'never ran', label: `${kind} checks never ran` }),
    stale: () => ({ count: checks.total, label: told(`${plural(checks.total, kind)}, results are old`) }),
    passing: () => ({ count: checks.passed, label: told(`${plural(checks.passed, kind)} passing`) }),
  }
  return words[checks.verdict]()
}
