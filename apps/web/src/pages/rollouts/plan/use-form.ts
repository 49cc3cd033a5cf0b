import type { RolloutOptions, RolloutRequest } from '@stratoview/bff/app'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { fleetRouters } from '../../../fleet.ts'
import { entriesOf } from '../../../vm/fleet/entries.ts'
import { useClusters } from '../../../vm/fleet/use-clusters.ts'
import { readWanted, scopeOf, type Wanted, writeWanted } from './scope.ts'

/** Routers chosen in a list come with the step of history that led here: a thousand ids are too long for an address. */
function useSelection(): string[] {
  const state: unknown = useLocation().state
  return useMemo(() => {
    const ids = typeof state === 'object' && state !== null && 'routers' in state ? state.routers : undefined
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  }, [state])
}

const initial: RolloutOptions = { parallel: 1, stopAfter: 1, gate: 'no-worse', patience: 20 }

/** What the operator decides against the plan: VMs left out of it, and VMs taken though they are not due. */
function useChosen() {
  const [{ without, include }, set] = useState<{ without: readonly string[]; include: readonly string[] }>({
    without: [],
    include: [],
  })
  const lists = useMemo(() => ({ without: [...without], include: [...include] }), [without, include])
  const but = (list: readonly string[], ids: readonly string[]) => list.filter((id) => !ids.includes(id))
  return {
    lists,
    leaveOut: (ids: readonly string[]) => set({ without: [...without, ...ids], include: but(include, ids) }),
    /** Back into the plan: what the operator left out as it was, anything else though it is not due. */
    take: (ids: readonly string[]) => set({ without: but(without, ids), include: [...include, ...but(ids, without)] }),
  }
}
export type Chosen = ReturnType<typeof useChosen>

/** What is asked for: kind, method and scope in the URL, the rest in the page until the run is started. */
export function useForm() {
  const [params, setParams] = useSearchParams()
  const location = useLocation()
  const selection = useSelection()
  const wanted = useMemo(() => readWanted(params, selection), [params, selection])
  const [options, setOptions] = useState(initial)
  const chosen = useChosen()

  const fleet = useQuery(fleetRouters())
  const clusters = useClusters(wanted.by === 'cluster')
  const rows = fleet.data?.rows
  const entries = useMemo(() => entriesOf(rows ?? [], clusters), [rows, clusters])
  const scope = useMemo(() => scopeOf(wanted, entries, selection), [wanted, entries, selection])
  const request = useMemo<RolloutRequest | undefined>(
    () => scope && { kind: wanted.kind, method: wanted.method, scope, options, ...chosen.lists },
    [wanted, scope, options, chosen.lists],
  )
  const change = (next: Partial<Wanted>) =>
    setParams(writeWanted({ ...wanted, ...next }), { replace: true, state: location.state as unknown })
  return { wanted, change, options, setOptions, chosen, fleet, entries, selection, request }
}
export type Form = ReturnType<typeof useForm>
