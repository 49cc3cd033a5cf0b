import { useSyncExternalStore } from 'react'
import type { Action, Choices, VmRow } from './action.ts'

/**
 * The one place where a verb waits for a yes (habit 6). `ask` opens the dialog, which the shell draws; it is a chunk of
 * its own, fetched at the first question.
 */
export interface Question<Row extends VmRow = VmRow> {
  action: Action<Row>
  rows: readonly Row[]
  /** The kind's other verbs, for the safer one. */
  siblings: readonly Action<Row>[]
  /** What to open with instead of the options' own beginnings. */
  choices?: Choices
}

let question: Question | undefined
const listeners = new Set<() => void>()

function set(next: Question | undefined): void {
  question = next
  for (const listener of listeners) listener()
}

// A dialog never mixes an action with another kind's rows: both come from the same Question<Row>.
export const ask = <Row extends VmRow>(next: Question<Row>): void => set(next as unknown as Question)
export const answered = (): void => set(undefined)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useQuestion = (): Question | undefined => useSyncExternalStore(subscribe, () => question)
