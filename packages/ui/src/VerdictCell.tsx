import { Hint } from './Hint.tsx'
import type { VerdictCellProps } from './props.ts'
import classes from './verdict.module.css'
import { VerdictGlyph } from './VerdictGlyph.tsx'

/** `glyph count name +n … age`; one sentence to a screen reader. */
export function VerdictCell({ kind, count, names = [], text, age, old, label }: VerdictCellProps) {
  const [first, ...rest] = names
  const words = (
    <span className={classes.words} aria-hidden>
      {count !== undefined && <span className={classes.count}>{count}</span>}
      {first !== undefined && <span className={classes.name}>{first}</span>}
      {rest.length > 0 && <span>+{rest.length}</span>}
      {text !== undefined && <span className={classes.quiet}>{text}</span>}
    </span>
  )
  return (
    <span className={classes.cell} data-kind={kind}>
      <span className="sv-hidden">{label}</span>
      <VerdictGlyph kind={kind} label="" />
      {first === undefined ? words : <Hint text={names.join('\n')}>{words}</Hint>}
      {age !== undefined && (
        <span className={classes.age} data-old={old || undefined} aria-hidden>
          {age}
        </span>
      )}
    </span>
  )
}
