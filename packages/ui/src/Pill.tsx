import { Hint } from './Hint.tsx'
import classes from './marks.module.css'
import type { PillProps } from './props.ts'

/** An outlined mark for exceptions. */
export function Pill({ tone = 'neutral', hint, children }: PillProps) {
  const pill = (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  )
  return hint === undefined ? pill : <Hint text={hint}>{pill}</Hint>
}
