import type { Checks } from '@stratoview/api-client/health'
import { VerdictCell } from '@stratoview/ui'
import { useServerNow } from '../../clock.ts'
import { ageText, ageWords } from './age.ts'
import { type CheckKind, checkWords } from './check-words.ts'

/** One of a router's two verdicts: glyph, count, the first name, and the age of the oldest result. */
export function CheckCell({ checks, kind }: { checks: Checks; kind: CheckKind }) {
  const now = useServerNow(15)
  const words = checkWords(checks, kind, ageWords(checks.oldest, now))
  const age = checks.verdict === 'never-ran' ? undefined : ageText(checks.oldest, now)
  return <VerdictCell kind={checks.verdict} {...words} age={age} old={checks.verdict === 'stale'} />
}
