import { useCallback, useRef } from 'react'
import { range, stateOf, withKeys, type Selection } from './selection.ts'

const nothing: Selection = new Set()

export interface Selecting {
  selection: Selection
  /** selects or clears one row, or all from the last one touched when `extend` */
  pick(key: string, extend: boolean): void
  /** selects all of them, or clears them when they all are selected already */
  pickAll(keys: readonly string[]): void
  /** from the last row touched up to this one, always on */
  extendTo(key: string, from: string | undefined): void
  clear(): void
}

/** Joins the pure functions to the set that the page holds; stable functions, so that rows need not be drawn again. */
export function useSelecting(
  shown: readonly string[],
  selection: Selection = nothing,
  onSelection?: (selection: Selection) => void,
): Selecting {
  const now = useRef({ shown, selection, onSelection })
  now.current = { shown, selection, onSelection }
  const anchor = useRef<string>(undefined)

  const pick = useCallback((key: string, extend: boolean) => {
    const { shown, selection, onSelection } = now.current
    const on = !selection.has(key)
    onSelection?.(withKeys(selection, extend ? range(shown, anchor.current, key) : [key], on || extend))
    anchor.current = key
  }, [])
  const pickAll = useCallback((keys: readonly string[]) => {
    const { selection, onSelection } = now.current
    onSelection?.(withKeys(selection, keys, stateOf(selection, keys) !== 'all'))
  }, [])
  const extendTo = useCallback((key: string, from: string | undefined) => {
    const { shown, selection, onSelection } = now.current
    anchor.current ??= from
    onSelection?.(withKeys(selection, range(shown, anchor.current, key), true))
  }, [])
  const clear = useCallback(() => {
    anchor.current = undefined
    now.current.onSelection?.(nothing)
  }, [])
  return { selection, pick, pickAll, extendTo, clear }
}
