import { Menu } from '@mantine/core'
import { useId, type ComponentProps, type ReactElement, type ReactNode } from 'react'
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

// Mantine's own `disabled` takes an item out of the arrow keys' way, and its reason with it; and it drops an
// `aria-disabled` that it did not set itself.
function Unavailable(props: ComponentProps<'button'>) {
  return <button type="button" {...props} aria-disabled />
}

function Item({ action }: { action: Action }) {
  const id = useId()
  const { label, icon, disabled, hint, danger, keys, onSelect } = action
  const more = disabled || hint
  const shared = {
    className: classes.item,
    'aria-label': label,
    'aria-describedby': more ? id : undefined,
    'data-danger': danger || undefined,
    leftSection: icon,
    rightSection: keys && <Kbd>{keys}</Kbd>,
  }
  const words = (
    <>
      <span>{label}</span>
      {more && (
        <span id={id} className={classes.reason}>
          {more}
        </span>
      )}
    </>
  )
  return disabled ? (
    <Menu.Item component={Unavailable} closeMenuOnClick={false} {...shared}>
      {words}
    </Menu.Item>
  ) : (
    <Menu.Item onClick={onSelect} {...shared}>
      {words}
    </Menu.Item>
  )
}

function entryOf(entry: MenuEntry, index: number): ReactNode {
  if (entry === 'divider') return <Menu.Divider key={index} />
  if (isAction(entry)) return <Item key={entry.label} action={entry} />
  return <Menu.Label key={entry.heading}>{entry.heading}</Menu.Label>
}

// Without `keydown`: the key that opens a menu would close it again at once. Escape has its own handler.
const outside = ['mousedown', 'touchstart']

/** A menu of verbs. A disabled one can still be reached by the arrow keys, and its reason is read with it. */
export function ActionMenu({ children, label, entries, opened, onChange }: Props) {
  return (
    <Menu position="bottom-end" offset={4} opened={opened} onChange={onChange} clickOutsideEvents={outside}>
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
