import { Button } from '@mantine/core'
import { useId } from 'react'
import type { Action } from './action.ts'
import { hinted } from './hint-store.ts'

interface Props {
  action: Action
  /** the page's one primary button */
  primary?: boolean
  loading?: boolean
}

/**
 * A verb as a button. One that cannot be used keeps its place and the focus, and gives its reason on hover, on focus
 * and to a screen reader.
 */
export function ActionButton({ action, primary = false, loading }: Props) {
  const id = useId()
  const { label, icon, disabled, danger, onSelect } = action
  const color = danger ? 'red' : undefined
  const look = primary ? { variant: 'filled', color } : danger ? { c: 'var(--sv-fail)' } : {}
  if (!disabled) {
    return (
      <Button {...look} leftSection={icon} loading={loading} onClick={onSelect}>
        {label}
      </Button>
    )
  }
  const hint = hinted(disabled)
  return (
    <>
      <Button leftSection={icon} data-disabled aria-disabled aria-describedby={id} {...hint} onClick={hint.onFocus}>
        {label}
      </Button>
      <span id={id} hidden>
        {disabled}
      </span>
    </>
  )
}
