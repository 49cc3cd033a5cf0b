import { useState } from 'react'
import type { MenuEntry } from '../action.ts'
import { ActionMenu } from '../ActionMenu.tsx'
import { useFocusReturn } from '../use-focus-return.ts'
import classes from './table.module.css'

interface Props {
  name: string
  entries(): readonly MenuEntry[]
  opened: boolean
  onChange(opened: boolean): void
}

/** The `…` of a row. The menu itself is only made once it is asked for. */
export function RowMenu({ name, entries, opened, onChange }: Props) {
  const [used, setUsed] = useState(opened)
  if (opened && !used) setUsed(true)
  useFocusReturn(opened)
  const label = `Actions for ${name}`
  const button = (
    <button
      type="button"
      className={classes.more}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={opened}
      onClick={used ? undefined : () => onChange(true)}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
        <path d="M2.5 7h.01M7 7h.01M11.5 7h.01" />
      </svg>
    </button>
  )
  if (!used) return button
  return (
    <ActionMenu label={label} entries={entries} opened={opened} onChange={onChange}>
      {button}
    </ActionMenu>
  )
}
