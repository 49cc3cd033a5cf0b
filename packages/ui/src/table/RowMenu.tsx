import type { MenuEntry } from '../action.ts'
import { ActionMenu } from '../ActionMenu.tsx'
import classes from './table.module.css'

interface Props {
  name: string
  entries(): readonly MenuEntry[]
  opened: boolean
  onChange(opened: boolean): void
}

/** The `…` of a row. */
export function RowMenu({ name, entries, opened, onChange }: Props) {
  const label = `Actions for ${name}`
  return (
    <ActionMenu label={label} entries={entries} opened={opened} onChange={onChange}>
      <button type="button" className={classes.more} aria-label={label}>
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
          <path d="M2.5 7h.01M7 7h.01M11.5 7h.01" />
        </svg>
      </button>
    </ActionMenu>
  )
}
