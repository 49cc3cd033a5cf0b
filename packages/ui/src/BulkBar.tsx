import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Action } from './action.ts'
import { ActionButton } from './ActionButton.tsx'
import { ActionMenu } from './ActionMenu.tsx'
import classes from './bulk.module.css'
import { Kbd } from './Kbd.tsx'
import type { BulkBarProps } from './props.ts'
import { isTyping, somethingFloats } from './table/use-grid-keys.ts'
import { usePhone } from './table/use-width.ts'

/** Docked below a table, never over its rows: what is selected, what that means, and what can be done with it. */
export function BulkBar({ count, hiddenCount = 0, meaning, actions, onClear }: BulkBarProps) {
  const phone = usePhone()
  const room = phone ? 1 : 4
  // One verb more needs no menu of its own.
  const shown: readonly Action[] = actions.length <= room + 1 && !phone ? actions : actions.slice(0, room)
  const rest = actions.slice(shown.length)
  useEscape(count > 0, onClear)
  if (count === 0) return null
  return (
    <div className={classes.bar} role="region" aria-label="Selection">
      <div className={classes.words} role="status">
        <b>{count} selected</b>
        {hiddenCount > 0 && <span>{hiddenCount} not shown</span>}
        {meaning && <span>{meaning}</span>}
      </div>
      <div className={classes.actions}>
        {shown.map((action) => (
          <ActionButton key={action.label} action={action} />
        ))}
        {rest.length > 0 && (
          <ActionMenu label="More for the selection" entries={rest}>
            <Button rightSection={<IconChevronDown size={12} aria-hidden />}>More</Button>
          </ActionMenu>
        )}
        <button type="button" className={classes.clear} onClick={onClear} aria-keyshortcuts="Escape">
          Clear {!phone && <Kbd>Esc</Kbd>}
        </button>
      </div>
    </div>
  )
}

/** Escape clears from anywhere on the page, unless something that floats or a text field has its own use for it. */
function useEscape(active: boolean, run: () => void) {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event.target) || somethingFloats()) return
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [active])
}
