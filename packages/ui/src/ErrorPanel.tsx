import { Button } from '@mantine/core'
import type { ErrorPanelProps } from './props.ts'
import classes from './states.module.css'
import { VerdictGlyph } from './VerdictGlyph.tsx'

/** What failed in our words, then the server's own, the call, and the way on. Stands where the data would be. */
export function ErrorPanel({ title, message, call, onRetry, retrying }: ErrorPanelProps) {
  return (
    <div className={classes.error} role="alert">
      <VerdictGlyph kind="failing" label="" size={16} />
      <div className={classes.words}>
        <b>{title}</b>
        {message && <code className={classes.message}>{message}</code>}
        {call && <code className={classes.call}>{call}</code>}
      </div>
      {onRetry && (
        <Button onClick={onRetry} loading={retrying}>
          Try again
        </Button>
      )}
    </div>
  )
}
