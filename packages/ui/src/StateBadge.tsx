import type { StateBadgeProps } from './props.ts'
import classes from './marks.module.css'
import { VerdictGlyph } from './VerdictGlyph.tsx'

/** A state in the server's own word, with a mark that has its own shape. */
export function StateBadge({ tone, children }: StateBadgeProps) {
  return (
    <span className={classes.state} data-tone={tone}>
      {tone === 'moving' ? (
        <VerdictGlyph kind="running" label="" size={11} />
      ) : (
        <i className={classes.dot} aria-hidden />
      )}
      {children}
    </span>
  )
}
