import { useId } from 'react'
import type { TextFieldProps } from './props.ts'
import classes from './field.module.css'

/** One line of text with its label; lighter than Mantine's, for what must be there at the first paint. */
export function TextField({ label, value, onChange, maxLength, placeholder, description, error }: TextFieldProps) {
  const id = useId()
  const more = error ?? description
  return (
    <label className={classes.field}>
      <span className={classes.label}>{label}</span>
      <input
        className={classes.input}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        autoComplete="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={more ? id : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {more && (
        <span id={id} className={classes.more} data-error={error ? true : undefined}>
          {more}
        </span>
      )}
    </label>
  )
}
