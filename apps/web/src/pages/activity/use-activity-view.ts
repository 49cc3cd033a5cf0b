import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type ActivityView, readActivity, writeActivity } from './view.ts'

/** As `useListView`: a choice makes a step of history, typing does not, and what was typed last counts. */
export function useActivityView() {
  const [params, setParams] = useSearchParams()
  const [typed, setTyped] = useState<string>()
  const held = useMemo(() => readActivity(params), [params])
  if (typed !== undefined && typed === held.q) setTyped(undefined)
  const view = useMemo(() => (typed === undefined ? held : { ...held, q: typed }), [held, typed])
  const change = useCallback(
    (next: Partial<ActivityView>) => {
      setTyped(undefined)
      setParams(writeActivity({ ...view, ...next }))
    },
    [setParams, view],
  )
  const type = useCallback(
    (q: string) => {
      setTyped(q)
      setParams(writeActivity({ ...view, q }), { replace: true })
    },
    [setParams, view],
  )
  return { view, change, type }
}
