import type { ReactNode } from 'react'
import classes from './moving.module.css'

interface Props {
  group: string
  name: ReactNode
  hint?: ReactNode
  chosen: boolean
  disabled?: boolean
  onChoose(): void
}

/** One of several rows, chosen by a radio button at its head. */
export function Pick({ group, name, hint, chosen, disabled, onChoose }: Props) {
  return (
    <label className={classes.pick}>
      <input type="radio" name={group} checked={chosen} disabled={disabled} onChange={onChoose} />
      <span>
        {name}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
