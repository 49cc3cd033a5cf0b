import { useCallback, useEffect, useMemo, useState } from 'react'
import { useNavigation, useSearchParams } from 'react-router'
import { type FleetView, readView, writeView } from '../../vm/fleet/view.ts'

/** ms of quiet before what was typed goes into the URL: each step there draws the whole page once more. */
const QUIET = 200

/**
 * The list's state, held in the URL. A choice makes a step of history; typing makes none, and counts at once, before the
 * URL says the same.
 */
export function useView(): { view: FleetView; change: (next: Partial<FleetView>) => void; type: (q: string) => void } {
  const [params, setParams] = useSearchParams()
  // Writing the URL now would call back somebody who is already on the way to another page.
  const leaving = useNavigation().state !== 'idle'
  const [typed, setTyped] = useState<string>()
  const held = useMemo(() => readView(params), [params])
  if (typed !== undefined && typed === held.q) setTyped(undefined)
  const view = useMemo(() => (typed === undefined ? held : { ...held, q: typed }), [held, typed])

  useEffect(() => {
    if (typed === undefined || leaving) return
    const write = () => setParams(writeView({ ...held, q: typed }), { replace: true })
    const timer = setTimeout(write, QUIET)
    // Whoever leaves the field is about to choose something, maybe the way to another page: that must come after.
    document.addEventListener('focusout', write, { once: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('focusout', write)
    }
  }, [typed, held, leaving, setParams])

  const change = useCallback(
    (next: Partial<FleetView>) => {
      setTyped(undefined)
      setParams(writeView({ ...view, ...next }))
    },
    [setParams, view],
  )
  return { view, change, type: setTyped }
}
