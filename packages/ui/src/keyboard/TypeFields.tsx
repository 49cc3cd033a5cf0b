import { Switch } from '@mantine/core'
import { useId, type KeyboardEvent, type Ref } from 'react'
import { layoutNamed, layoutNames, type LayoutName } from './layouts.ts'
import classes from './type-panel.module.css'

interface SelectProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  disabled: boolean
  onChange(value: string): void
}

function Select({ label, value, options, disabled, onChange }: SelectProps) {
  return (
    <label className={classes.row}>
      <span>{label}</span>
      <select className={classes.select} value={value} disabled={disabled} onChange={(e) => onChange(e.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

interface TextProps {
  ref: Ref<HTMLTextAreaElement & HTMLInputElement>
  value: string
  hidden: boolean
  busy: boolean
  /** id of the sentences about the value */
  describedBy: string
  invalid: boolean
  onChange(value: string): void
  /** Ctrl+Enter, and Enter in the field for secrets */
  onSubmit(): void
}

/** What is to be typed: many lines, or one that nobody sees. */
export function TextInput({ ref, value, hidden, busy, describedBy, invalid, onChange, onSubmit }: TextProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(hidden || event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSubmit()
  }
  const shared = {
    ref,
    value,
    readOnly: busy,
    className: classes.text,
    placeholder: hidden ? 'Hidden text' : 'Text to type',
    autoCapitalize: 'off',
    autoCorrect: 'off',
    spellCheck: false,
    'aria-label': hidden ? 'Hidden text to type' : 'Text to type',
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    onKeyDown,
  }
  // As a one-time code no browser offers to fill it in, to make up a password for it or to keep it.
  return hidden ? (
    <input {...shared} type="password" autoComplete="one-time-code" />
  ) : (
    <textarea {...shared} rows={4} autoComplete="off" />
  )
}

/** ms a key; QEMU's own pace is 20, so what is slower is for guests that are. */
const paces = [
  { value: '12', label: 'Fast' },
  { value: '25', label: 'Normal' },
  { value: '60', label: 'Slow' },
  { value: '150', label: 'Very slow' },
]
export const normalPace = 25

export interface TypeOptions {
  layout: LayoutName
  pace: number
  hidden: boolean
  enterAfter: boolean
}

interface OptionsProps {
  options: TypeOptions
  /** why the layout cannot be chosen: "This host takes keys by the US layout only" */
  usOnly?: string
  busy: boolean
  onChange(change: Partial<TypeOptions>): void
}

interface ToggleProps {
  label: string
  on: boolean
  disabled: boolean
  onChange(on: boolean): void
}

function Toggle({ label, on, disabled, onChange }: ToggleProps) {
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{label}</label>
      <Switch id={id} size="xs" checked={on} disabled={disabled} onChange={(e) => onChange(e.currentTarget.checked)} />
    </div>
  )
}

export function TypeOptionFields({ options, usOnly, busy, onChange }: OptionsProps) {
  return (
    <>
      <Select
        label="Guest keyboard"
        value={options.layout}
        options={layoutNames}
        disabled={busy || usOnly !== undefined}
        onChange={(value) => onChange({ layout: layoutNamed(value) })}
      />
      {usOnly && <p className={classes.note}>{usOnly}</p>}
      <Select
        label="Pace"
        value={String(options.pace)}
        options={paces}
        disabled={busy}
        onChange={(value) => onChange({ pace: Number(value) })}
      />
      <Toggle
        label="Press Enter after"
        on={options.enterAfter}
        disabled={busy}
        onChange={(enterAfter) => onChange({ enterAfter })}
      />
      <Toggle label="Hide the text" on={options.hidden} disabled={busy} onChange={(hidden) => onChange({ hidden })} />
    </>
  )
}
