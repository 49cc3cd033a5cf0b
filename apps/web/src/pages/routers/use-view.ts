import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type FleetView, readView, writeView } from '../../vm/fleet/view.ts'

/**
 * The list's state, held in the URL. Choices make a step of history, typing does not; and because the router takes a
 * moment to follow, what was typed last counts until the URL says the same.
 */
export function useView(): { view: FleetView; change: (next: Partial<FleetView>) => void; type: (q: string) => void } {
  const [params, setParams] = useSearchParams()
  const [typed, setTyped] = useState<string>()
  const held = useMemo(() => readView(params), [params])
  if (typed !== undefined && typed === held.q) setTyped(undefined)
  const view = useMemo(() => (typed === undefined ? held : { ...held, q: typed }), [held, typed])

  const change = useCallback(
    (next: Partial<FleetView>) => {
      setTyped(undefined)
      setParams(writeView({ ...view, ...next }))
    },
    [setParams, view],
  )
  const type = useCallback(
    (q: string) => {
      setTyped(q)
      setParams(writeView({ ...view, q }), { replace: true })
    },
    [setParams, view],
  )
  return { view, change, type }
}
