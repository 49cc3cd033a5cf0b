import { Panel, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import classes from './certificates.module.css'
import type { Check } from './pem/checks.ts'

const kinds: Record<Check['level'], VerdictKind> = { fail: 'failing', warn: 'warning', pass: 'passing' }

const counts = (checks: readonly Check[], level: Check['level']) => checks.filter((one) => one.level === level).length

/** Everything that was looked at before anything is sent, a sentence each. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const [fails, warns, passes] = (['fail', 'warn', 'pass'] as const).map((level) => counts(checks, level))
  return (
    <Panel
      title="Checks"
      flush
      aside={
        <span role="status">
          {!!fails && <b className={classes.bad}>{fails === 1 ? '1 fails' : `${fails} fail`}, </b>}
          {!!warns && `${warns === 1 ? '1 warns' : `${warns} warn`}, `}
          {passes} pass
        </span>
      }
    >
      <ul className={classes.checks}>
        {checks.map(({ id, level, title, text }) => (
          <li key={`${id} ${title}`}>
            <VerdictGlyph kind={kinds[level]} />
            <p>
              <span data-loud={level !== 'pass' || undefined}>{title}</span>
              {text !== undefined && <span className={classes.quiet}> {text}</span>}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
