import type { Configuration } from '@stratoview/api-client'
import classes from './settings.module.css'

export interface InputProps {
  id: string
  /** Setting and place, as spoken. */
  name: string
  value: string
  invalid: boolean
  /** The id of what stands below. */
  described: string
  disabled: boolean
  onChange(value: string): void
}

interface Props extends InputProps {
  setting: Configuration
  unit: string | undefined
}

/** Longer than this a text has lines of its own. */
const line = 48

/** The field that fits the setting's type. */
export function ValueInput({ setting, unit, id, name, value, invalid, described, disabled, onChange }: Props) {
  const common = {
    id,
    disabled,
    'aria-invalid': invalid || undefined,
    'aria-describedby': described,
    'aria-label': name,
  }
  const choices = setting.type === 'Boolean' ? ['true', 'false'] : choicesOf(setting)
  if (choices !== undefined) {
    const all = choices.includes(value) ? choices : [value, ...choices]
    return (
      <select {...common} className={classes.input} value={value} onChange={(event) => onChange(event.target.value)}>
        {all.map((choice) => (
          <option key={choice} value={choice}>
            {choice || 'nothing'}
          </option>
        ))}
      </select>
    )
  }
  if (setting.withheld !== undefined) {
    return (
      <input
        {...common}
        className={classes.input}
        type="password"
        autoComplete="new-password"
        placeholder={setting.withheld ? 'a secret is set' : 'nothing is set'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  if (value.length > line || value.includes('\n')) {
    return (
      <textarea
        {...common}
        className={classes.area}
        rows={Math.min(8, Math.ceil(value.length / line) + 1)}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  const numeric = unit !== undefined || /^(Number|Decimal|Range)$/.test(setting.type ?? '')
  return (
    <span className={classes.withUnit}>
      <input
        {...common}
        className={classes.input}
        inputMode={numeric ? 'numeric' : undefined}
        data-text={!numeric || undefined}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {unit !== undefined && <span className={classes.unit}>{unit}</span>}
    </span>
  )
}

/** A Select has one of its options; an Order or a list of options is written out. */
const choicesOf = ({ type, options }: Configuration) =>
  type === 'Select' && options ? options.split(',').map((one) => one.trim()) : undefined
