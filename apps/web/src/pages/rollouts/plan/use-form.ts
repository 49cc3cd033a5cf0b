import type { RolloutOptions, RolloutRequest } from '@stratoview/bff/app'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { fleetRouters } from '../../../fleet.ts'
import { entriesOf } from '../../../vm/fleet/entries.ts'
import { useClusters } from '../../../vm/fleet/use-clusters.ts'
import { type Kept, keptOf } from './kept.ts'
import { readWanted, scopeOf, type Wanted, writeWanted } from './scope.ts'

/** What the operator decides against the plan: VMs left out of it, and VMs taken though they are not due. */
function chosenOf({ without, include }: Kept, keep: (next: Partial<Kept>) => void) {
  const but = (list: readonly string[], ids: readonly string[]) => list.filter((id) => !ids.includes(id))
  return {
    leaveOut: (ids: readonly string[]) => keep({ without: [...without, ...ids], include: but(include, ids) }),
    /** Back into the plan: what the operator left out as it was, anything else though it is not due. */
    take: (ids: readonly string[]) => keep({ without: but(without, ids), include: [...include, ...but(ids, without)] }),
  }
}
export type Chosen = ReturnType<typeof chosenOf>

/** What is asked for: kind, method and scope in the URL, the rest in its step of history until the run is started. */
export function useForm() {
  const [params, setParams] = useSearchParams()
  const location = useLocation()
  const kept = useMemo(() => keptOf(location.state), [location.state])
  const { routers: selection, options, without, include } = kept
  const wanted = useMemo(() => readWanted(params, selection), [params, selection])
  const set = (next: Partial<Wanted>, more: Partial<Kept>) =>
    // At once and not when React finds time: a box stays as it was clicked, and the next change builds on this one.
    setParams(writeWanted({ ...wanted, ...next }), { replace: true, state: { ...kept, ...more }, flushSync: true })
  const keep = (more: Partial<Kept>) => set({}, more)

  const fleet = useQuery(fleetRouters())
  const clusters = useClusters(wanted.by === 'cluster')
  const rows = fleet.data?.rows
  const entries = useMemo(() => entriesOf(rows ?? [], clusters), [rows, clusters])
  const scope = useMemo(() => scopeOf(wanted, entries, selection), [wanted, entries, selection])
  const request = useMemo<RolloutRequest | undefined>(
    () => scope && { kind: wanted.kind, method: wanted.method, scope, options, without, include },
    [wanted, scope, options, without, include],
  )
  return {
    wanted,
    change: (next: Partial<Wanted>) => set(next, {}),
    options,
    setOptions: (next: RolloutOptions) => keep({ options: next }),
    chosen: chosenOf(kept, keep),
    fleet,
    entries,
    selection,
    request,
  }
}
export type Form = ReturnType<typeof useForm>
