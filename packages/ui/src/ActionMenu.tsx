import { Menu } from '@mantine/core'
import { useId, type ReactElement, type ReactNode } from 'react'
import { isAction, type Action, type MenuEntry } from './action.ts'
import classes from './menu.module.css'
import { Kbd } from './Kbd.tsx'

interface Props {
  /** the button that opens it */
  children: ReactElement
  /** accessible name of the list: "Actions for r-1042-VM" */
  label: string
  /** asked for only while the menu is open */
  entries: readonly MenuEntry[] | (() => readonly MenuEntry[])
  opened?: boolean
  onChange?(opened: boolean): void
}

function Item({ action }: { action: Action }) {
  const id = useId()
  const { label, icon, disabled, hint, danger, keys, onSelect } = action
  const more = disabled || hint
  return (
    <Menu.Item
      className={classes.item}
      // Not Mantine's `disabled`: that takes the item out of the arrow keys' way, and its reason with it.
      aria-disabled={disabled ? true : undefined}
      aria-describedby={more ? id : undefined}
      aria-label={label}
      data-danger={danger || undefined}
      closeMenuOnClick={!disabled}
      leftSection={icon}
      rightSection={keys && <Kbd>{keys}</Kbd>}
      onClick={disabled ? undefined : onSelect}
    >
      <span>{label}</span>
      {more && (
        <span id={id} className={classes.reason}>
          {more}
        </span>
      )}
    </Menu.Item>
  )
}

function entryOf(entry: MenuEntry, index: number): ReactNode {
  if (entry === 'divider') return <Menu.Divider key={index} />
  if (isAction(entry)) return <Item key={entry.label} action={entry} />
  return <Menu.Label key={entry.heading}>{entry.heading}</Menu.Label>
}

/** A menu of verbs. A disabled one can still be reached by the arrow keys, and its reason is read with it. */
export function ActionMenu({ children, label, entries, opened, onChange }: Props) {
  return (
    <Menu position="bottom-end" offset={4} opened={opened} onChange={onChange} withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className={classes.dropdown} aria-label={label}>
        <Entries entries={entries} />
      </Menu.Dropdown>
    </Menu>
  )
}

// The dropdown's children are only mounted while it is open, and so is the question for its entries.
function Entries({ entries }: Pick<Props, 'entries'>) {
  return (typeof entries === 'function' ? entries() : entries).map(entryOf)
}
