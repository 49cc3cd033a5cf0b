import { previewOf } from './preview.ts'
import { maxLength, type Plan } from './strokes.ts'
import classes from './type-panel.module.css'

interface Props {
  /** the prepared text */
  characters: readonly string[]
  plan: Plan
}

/** What the guest will get: the keys that are no characters by their signs, what cannot be typed marked. */
export function TypePreview({ characters, plan }: Props) {
  const pieces = previewOf(characters.slice(0, maxLength), plan.possible ? [] : plan.untypable)
  return (
    <div role="group" aria-label="Preview" tabIndex={0} className={classes.preview}>
      {pieces.map(({ kind, text }, index) =>
        kind === 'text' ? (
          text
        ) : kind === 'key' ? (
          <span key={index} className={classes.sign}>
            {text}
          </span>
        ) : (
          <mark key={index} className={classes.untypable}>
            {text}
          </mark>
        ),
      )}
    </div>
  )
}
