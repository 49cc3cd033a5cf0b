import type { ReactNode } from 'react'

/** One verb in a menu or on a bar. A verb that cannot be used stays, and says why. */
export interface Action {
  label: string
  icon?: ReactNode
  /** the reason it cannot be used now; false or absent when it can */
  disabled?: string | false
  /** one more line below the label */
  hint?: string
  danger?: boolean
  /** one of a few choices, chosen or not; absent for a verb */
  checked?: boolean
  onSelect(): void
}

export type MenuEntry = Action | { heading: string } | 'divider'

export function isAction(entry: MenuEntry): entry is Action {
  return entry !== 'divider' && 'onSelect' in entry
}

/**
 * The label of a verb over a selection: "Stop", "Stop 2 of 3", with an ellipsis when a dialog follows.
 * @param suits how many of the selected rows the verb can be used on
 */
export function bulkLabel(verb: string, suits: number, selected: number, dialog = true): string {
  const part = suits > 0 && suits < selected ? ` ${suits} of ${selected}` : ''
  return `${verb}${part}${dialog ? '…' : ''}`
}
