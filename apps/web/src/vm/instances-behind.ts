import type { RouterRow } from '@stratoview/bff/rows'
import { queryOptions, useQueries } from '@tanstack/react-query'
import { cs, q } from '../api.ts'
import { SELDOM } from '../refresh.ts'
import { useSession } from '../session.ts'
import { networkKey } from './pairs.ts'

type Router = Pick<RouterRow, 'vpcid' | 'guestnetworkid'>

/**
 * How many instances run behind a router: those of its VPC or guest network. One row is asked for, the count is what
 * is read (a page's `count` is that of the whole list: recorded, `listRouters.page1`).
 */
export const instancesBehind = ({ vpcid, guestnetworkid }: Router) =>
  queryOptions({
    ...q(cs.listVirtualMachines, {
      ...(vpcid === undefined ? { networkid: guestnetworkid } : { vpcid }),
      state: 'Running',
      listall: true,
      projectid: '-1',
      details: 'min',
      page: 1,
      pagesize: 1,
    }),
    select: ({ count }) => count,
    staleTime: SELDOM,
  })

/** Beyond this many networks the instances are not counted: one call a network. */
const MOST = 12

/**
 * How many networks and VPCs these routers serve, and how many instances run behind them: undefined until that is
 * known, or when it is not asked.
 *
 * @param staleTime ms for which a count is taken as it is
 */
export function useInstancesBehind(rows: readonly Router[], staleTime = SELDOM) {
  const { apis } = useSession()
  const served = [...Map.groupBy(rows, networkKey)].flatMap(([key, [first]]) =>
    key === undefined || first === undefined ? [] : [first],
  )
  const asked = served.length <= MOST && apis.has('listVirtualMachines') ? served : []
  const running = useQueries({
    queries: asked.map((router) => ({ ...instancesBehind(router), staleTime })),
    combine: (answers) =>
      answers.length === 0 || answers.some(({ data }) => data === undefined)
        ? undefined
        : answers.reduce((sum, { data }) => sum + (data ?? 0), 0),
  })
  return { networks: served.length, running }
}
