import type { Router } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { cs, q } from '../../api.ts'
import { paceOf, SELDOM } from '../../refresh.ts'
import { wrongPair } from '../../vm/pairs.ts'

const whoever = { listall: true, projectid: '-1' } as const

/**
 * One router with its results. `gone` once CloudStack says it does not exist (431 for its id, or an empty list while it
 * is being removed); `last` is then what was known of it, if this page has seen it.
 */
export function useRouter(id: string) {
  const query = useQuery({
    ...q(cs.listRouters, { id, ...whoever, fetchhealthcheckresults: true }),
    refetchInterval: paceOf('listRouters'),
  })
  const { data, error } = query
  const now = data?.router[0]
  const [last, setLast] = useState<Router>()
  if (now !== undefined && now !== last) setLast(now)
  const unknown = error instanceof CloudStackError && error.status === 431
  const gone = unknown || (data !== undefined && now === undefined)
  const known = last?.id === id ? last : undefined
  return { query, router: gone ? undefined : (now ?? known), gone, last: known }
}

/** The routers of the same guest network or VPC: partners of a redundant one, successors of one that is gone. */
export function useSiblings(router: Pick<Router, 'vpcid' | 'guestnetworkid'> | undefined): Router[] | undefined {
  const { vpcid, guestnetworkid } = router ?? {}
  const where = vpcid === undefined ? { networkid: guestnetworkid } : { vpcid }
  const { data } = useQuery({
    ...q(cs.listRouters, { ...where, ...whoever }),
    enabled: vpcid !== undefined || guestnetworkid !== undefined,
    staleTime: SELDOM,
    // Who is PRIMARY seldom changes; while it's wrong, somebody waits for it to change.
    refetchInterval: ({ state }) => wrongPair(state.data?.router ?? []) !== undefined && 2 * paceOf('listRouters')(),
  })
  return data?.router
}
