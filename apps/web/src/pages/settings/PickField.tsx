import { checkNames } from '@stratoview/api-client/check-meanings'
import { DropDown } from '@stratoview/ui'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { picked } from './picked.ts'
import classes from './settings.module.css'
import type { InputProps } from './ValueInput.tsx'

const scripts = checkNames.filter((name) => name.endsWith('.py'))

interface Props extends InputProps {
  /** Only scripts can be left out of the schedule; any check can be what recreates a router. */
  kind: 'scripts' | 'checks'
}

/** A comma-separated list of checks: picked from the known ones, or named, since an operator's own are nobody's to know. */
export function PickField({ kind, id, name, value, invalid, described, disabled, onChange }: Props) {
  const chosen = picked(value)
  const known = kind === 'scripts' ? scripts : checkNames
  const set = (names: readonly string[]) => onChange(names.join(','))
  const drop = (one: string) => set(chosen.filter((other) => other !== one))
  return (
    <div className={classes.pick} role="group" aria-label={name} data-invalid={invalid || undefined}>
      {chosen.map((one) => (
        <span key={one} className={classes.picked}>
          <bdi>{one}</bdi>
          {!disabled && (
            <button type="button" aria-label={`Take ${one} out of ${name}`} onClick={() => drop(one)}>
              <IconX size={12} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {chosen.length === 0 && <span className={classes.none}>none</span>}
      <DropDown
        kind="dialog"
        align="start"
        label={`Checks for ${name}`}
        button={
          <button
            type="button"
            id={id}
            disabled={disabled}
            className={classes.choose}
            aria-describedby={described}
            aria-label={`Choose checks: ${name}`}
          >
            Choose <IconChevronDown size={12} aria-hidden />
          </button>
        }
      >
        {() => <Choices known={known} chosen={chosen} onChange={set} />}
      </DropDown>
    </div>
  )
}

interface ChoicesProps {
  known: readonly string[]
  chosen: readonly string[]
  onChange(names: readonly string[]): void
}

function Choices({ known, chosen, onChange }: ChoicesProps) {
  const [own, setOwn] = useState('')
  const free = chosen.filter((one) => !known.includes(one))
  const add = (event: FormEvent) => {
    event.preventDefault()
    onChange([...new Set([...chosen, ...picked(own)])])
    setOwn('')
  }
  return (
    <form className={classes.choices} onSubmit={add}>
      {[...known, ...free].map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
            }
          />
          <code>{one}</code>
        </label>
      ))}
      <div className={classes.own}>
        <input
          className={classes.input}
          aria-label="A check of your own"
          placeholder="another check’s name"
          value={own}
          spellCheck={false}
          onChange={(event) => setOwn(event.target.value)}
        />
        <button type="submit" className={classes.choose} disabled={picked(own).length === 0}>
          Add
        </button>
      </div>
    </form>
  )
}
