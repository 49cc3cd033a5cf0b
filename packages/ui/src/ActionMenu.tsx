import { IconCheck } from '@tabler/icons-react'
import { useId, type ReactElement, type ReactNode } from 'react'
import { isAction, type Action, type MenuEntry } from './action.ts'
import { DropDown, type OpenerProps } from './DropDown.tsx'
import classes from './menu.module.css'

interface Props {
  /** the button that opens it */
  children: ReactElement<OpenerProps>
  /** accessible name of the list: "Actions for r-1042-VM" */
  label: string
  /** asked for only while the menu is open */
  entries: readonly MenuEntry[] | (() => readonly MenuEntry[])
  opened?: boolean
  onChange?(opened: boolean): void
}

function Item({ action, close }: { action: Action; close(): void }) {
  const id = useId()
  const { label, icon, disabled, hint, danger, checked, onSelect } = action
  const more = disabled || hint
  const select = () => {
    close()
    onSelect()
  }
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      tabIndex={-1}
      className={classes.item}
      aria-label={label}
      // Not `disabled`: that would take it out of the arrow keys' way, and its reason with it.
      aria-disabled={disabled ? true : undefined}
      aria-describedby={more ? id : undefined}
      data-danger={danger || undefined}
      onClick={disabled ? undefined : select}
    >
      {checked !== undefined && <span className={classes.mark}>{checked && <IconCheck size={13} aria-hidden />}</span>}
      {icon}
      <span className={classes.words}>
        {label}
        {more && (
          <span id={id} className={classes.reason}>
            {more}
          </span>
        )}
      </span>
    </button>
  )
}

const entryOf =
  (close: () => void) =>
  (entry: MenuEntry, index: number): ReactNode => {
    if (entry === 'divider') return <div key={index} role="separator" className={classes.divider} />
    if (isAction(entry)) return <Item key={entry.label} action={entry} close={close} />
    return (
      <div key={entry.heading} role="presentation" className={classes.heading}>
        {entry.heading}
      </div>
    )
  }

/** A menu of verbs. A disabled one can still be reached by the arrow keys, and its reason is read with it. */
export function ActionMenu({ children, label, entries, opened, onChange }: Props) {
  return (
    <DropDown button={children} label={label} opened={opened} onChange={onChange}>
      {(close) => (typeof entries === 'function' ? entries() : entries).map(entryOf(close))}
    </DropDown>
  )
}
