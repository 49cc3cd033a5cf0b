import type { Router } from '@stratoview/api-client'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { paceOf, SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { wrongPair } from '../../vm/pairs.ts'
import { useOne } from '../../vm/use-one.ts'

const whoever = { listall: true, projectid: '-1' } as const

/** One router with its results, as `useOne` tells it. */
export function useRouter(id: string) {
  const { apis } = useSession()
  const query = useQuery({
    ...q(cs.listRouters, { id, ...whoever, fetchhealthcheckresults: true }),
    enabled: apis.has('listRouters'),
    refetchInterval: paceOf('listRouters'),
  })
  return { query, ...useOne(id, query, (data) => data.router[0]) }
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
