import { useCallback, useEffect, useMemo, useState } from 'react'
import { useNavigation, useSearchParams } from 'react-router'

/** ms of quiet before what was typed goes into the URL: each step there draws the whole page once more. */
const QUIET = 200

/**
 * A list's view, held in the URL. A choice makes a step of history; typing makes none, and counts at once, before the URL
 * says the same.
 *
 * @param read the view that the URL says, `write` its opposite; both the same from one drawing to the next
 */
export function useUrlView<View extends { q: string }>(
  read: (params: URLSearchParams) => View,
  write: (view: View) => URLSearchParams,
) {
  const [params, setParams] = useSearchParams()
  // Writing the URL now would call back somebody who is already on the way to another page.
  const leaving = useNavigation().state !== 'idle'
  const [typed, setTyped] = useState<string>()
  const held = useMemo(() => read(params), [read, params])
  if (typed !== undefined && typed === held.q) setTyped(undefined)
  const view = useMemo(() => (typed === undefined ? held : { ...held, q: typed }), [held, typed])

  useEffect(() => {
    if (typed === undefined || leaving) return
    const tell = () => setParams(write({ ...held, q: typed }), { replace: true })
    const timer = setTimeout(tell, QUIET)
    // Whoever leaves the field is about to choose something, maybe the way to another page: that must come after.
    document.addEventListener('focusout', tell, { once: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('focusout', tell)
    }
  }, [typed, held, leaving, setParams, write])

  const change = useCallback(
    (next: Partial<View>) => {
      setTyped(undefined)
      setParams(write({ ...view, ...next }))
    },
    [setParams, view, write],
  )
  return { view, change, type: setTyped as (q: string) => void }
}
