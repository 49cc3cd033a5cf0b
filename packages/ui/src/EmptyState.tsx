import type { EmptyStateProps } from './props.ts'
import classes from './states.module.css'
import { VerdictGlyph } from './VerdictGlyph.tsx'

/** Nothing to show: a sentence that says why, and what to do next. */
export function EmptyState({ children, action, good }: EmptyStateProps) {
  return (
    <p className={classes.empty} role="status">
      {good && <VerdictGlyph kind="passing" label="" />}
      <span>
        {children}{' '}
        {action && (
          <button type="button" className={classes.link} onClick={action.onSelect}>
            {action.label}
          </button>
        )}
      </span>
    </p>
  )
}
