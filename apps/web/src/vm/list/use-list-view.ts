import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type ListShape, type ListView, readListView, writeListView } from './list-view.ts'

/**
 * A list's view, held in the URL. A choice makes a step of history, typing does not; and because the router takes a
 * moment to follow, what was typed last counts until the URL says the same.
 */
export function useListView<Row>(shape: ListShape<Row>) {
  const [params, setParams] = useSearchParams()
  const [typed, setTyped] = useState<string>()
  const held = useMemo(() => readListView(params, shape), [params, shape])
  if (typed !== undefined && typed === held.q) setTyped(undefined)
  const view = useMemo(() => (typed === undefined ? held : { ...held, q: typed }), [held, typed])

  const change = useCallback(
    (next: ListView) => {
      setTyped(undefined)
      setParams(writeListView(next, shape))
    },
    [setParams, shape],
  )
  const type = useCallback(
    (q: string) => {
      setTyped(q)
      setParams(writeListView({ ...view, q }, shape), { replace: true })
    },
    [setParams, shape, view],
  )
  return { view, change, type }
}
