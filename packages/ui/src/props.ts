import type { ReactNode } from 'react'
import type { Action } from './action.ts'

/** Passing, failing and what lies between; each has its own glyph. */
export type VerdictKind =
  | 'failing'
  | 'warning'
  | 'no-contact'
  | 'unknown'
  | 'never-ran'
  | 'stale'
  | 'passing'
  | 'running'

export interface VerdictGlyphProps {
  kind: VerdictKind
  /** spoken name; the kind's own words when absent, '' when text beside it says the same */
  label?: string
  size?: number
}

export interface VerdictCellProps {
  kind: VerdictKind
  /** how many fail, warn or pass; left out for no contact and never ran */
  count?: number
  /** names of what fails or warns, worst first; the first is shown, the rest on hover and focus */
  names?: readonly string[]
  /** instead of count and names: "no contact" */
  text?: string
  /** "4 m" */
  age?: string
  /** draws the age amber */
  old?: boolean
  /** the whole cell as a sentence: "2 basic checks failing: disk_space_check, gateways_check, 4 minutes ago" */
  label: string
}

export interface StateBadgeProps {
  /** ok = green dot, off = hollow, moving = arc, error = red, unknown = ring */
  tone: 'ok' | 'off' | 'moving' | 'error' | 'unknown'
  /** the server's own word */
  children: string
}

export interface PillProps {
  tone?: 'neutral' | 'fail' | 'warn'
  /** the whole story, shown on hover and on focus */
  hint?: string
  children: ReactNode
}

export interface Property {
  label: string
  /** left out of the list when undefined, null or '' */
  value: ReactNode
  mono?: boolean
  /** adds a copy button that puts this on the clipboard */
  copy?: string
}

export interface PropertyListProps {
  items: readonly Property[]
  /** accessible name */
  label?: string
  /** `sides` (default) puts values at the right edge, for side cards; `columns` beside their labels */
  layout?: 'sides' | 'columns'
}

export interface CopyTextProps {
  text: string
  /** what is copied, spoken: "the command" */
  label?: string
  /** draws a sunken box of code instead of words with a button after them */
  block?: boolean
}

export interface EmptyStateProps {
  children: ReactNode
  /** "Clear filters", drawn as a link after the sentence */
  action?: { label: string; onSelect(): void }
  /** nothing is wrong: one line with a tick */
  good?: boolean
}

export interface ErrorPanelProps {
  /** what failed, in our words: "The routers could not be read" */
  title: string
  /** the server's words, unchanged */
  message?: string
  /** the call: "listRouters, HTTP 504" */
  call?: string
  onRetry?(): void
  retrying?: boolean
}

export interface FreshnessProps {
  /** epoch ms of the last answer, by this browser's clock; nothing is shown before the first */
  at: number | undefined
  onRefresh?(): void
  /** the last refresh failed: "The server did not answer: 504"; drawn amber after "Shown as of 14:02." */
  problem?: string
}

export interface BulkBarProps {
  /** how many rows are selected; the bar is not drawn for 0 */
  count: number
  /** how many of them the filter hides */
  hiddenCount?: number
  /** what the selection means: "3 networks, 31 running instances behind them" */
  meaning?: ReactNode
  actions: readonly Action[]
  onClear(): void
}

export interface ConfirmModalProps {
  opened: boolean
  /** a question, with the object in <code>: Destroy <code>r-1042-VM</code>? */
  title: ReactNode
  /** its first clause, drawn bold: "This is the only router of net-web." */
  lead: ReactNode
  /** the rest of the consequence */
  consequence?: ReactNode
  /** a better way, with the dialog's only primary button */
  safer?: { title: string; text: ReactNode; button: string; onSelect(): void }
  /** what stops, and what comes back */
  effects?: readonly { what: ReactNode; becomes: ReactNode }[]
  /** over them, "What stops, and what comes back" when absent */
  effectsTitle?: string
  /** the name to type, only for what cannot be undone */
  typeName?: string
  /** the same from the command line */
  command?: string
  /** further fields: a check box, a choice */
  children?: ReactNode
  /** the verb with its object: "Destroy r-1042-VM" */
  verb: string
  danger?: boolean
  /** why the verb cannot be used yet, shown in the footer (a field of `children` is not filled) */
  blocked?: string | false
  /** "Keep it" when absent */
  keep?: string
  /** the dialog waits for it, keeps itself open and shows the text when it throws, and closes when it does not */
  onConfirm(): Promise<unknown> | void
  onClose(): void
}

export interface DialogProps {
  opened: boolean
  onClose(): void
  title: ReactNode
  /** px, 560 when absent */
  width?: number
  children: ReactNode
  /** at the left of the footer */
  note?: ReactNode
  /** at the right of the footer */
  buttons?: ReactNode
  /** shown above the footer, announced */
  error?: ReactNode
}

export interface FilterInputProps {
  value: string
  onChange(value: string): void
  /** also the accessible name: "Filter these routers" */
  placeholder: string
}

export interface FacetOption {
  value: string
  label: string
  count?: number
}

/** A chip: dashed "+ State" while nothing is chosen, solid "State is Running ×" after. */
export interface FacetChipProps {
  label: string
  options: readonly FacetOption[]
  selected: readonly string[]
  onChange(selected: string[]): void
  /** one value at most */
  single?: boolean
}

/** A button that shows the chosen one of a few: "Group by None". */
export interface ChoiceMenuProps {
  label: string
  options: readonly FacetOption[]
  value: string
  onChange(value: string): void
}

/** An on-off chip: "Pairs together ✓". */
export interface ToggleChipProps {
  label: string
  on: boolean
  onChange(on: boolean): void
}

export interface Tab {
  id: string
  label: string
  count?: number | string
  glyph?: VerdictKind
  /** draws the count red */
  alarm?: boolean
  /** makes the tabs links; a plain click still calls onChange */
  href?: string
}

export interface TabBarProps {
  /** accessible name */
  label: string
  tabs: readonly Tab[]
  value: string
  onChange(id: string): void
  /** after the last tab: "+ Save view" */
  extra?: ReactNode
}

export interface ColumnsMenuProps {
  columns: readonly { id: string; header: string; optional?: boolean }[]
  hidden: ReadonlySet<string>
  onHidden(hidden: ReadonlySet<string>): void
}

export interface PanelProps {
  title: ReactNode
  /** at the right of the head */
  aside?: ReactNode
  /** no padding: for tables and rows with rules of their own */
  flush?: boolean
  children: ReactNode
}

export interface TextFieldProps {
  label: string
  value: string
  onChange(value: string): void
  maxLength?: number
  placeholder?: string
  /** one more line below the field */
  description?: string
  /** what is wrong with the value; announced with the field */
  error?: string
}

export interface TermProps {
  /** what a command printed, as it came: nothing in it is obeyed */
  text: string
  /** accessible name: "Output of ping 10.1.1.1" */
  label: string
}
