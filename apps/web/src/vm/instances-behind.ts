import type { RouterRow } from '@stratoview/bff/rows'
import { queryOptions } from '@tanstack/react-query'
import { cs, q } from '../api.ts'
import { SELDOM } from '../refresh.ts'

/**
 * How many instances run behind a router: those of its VPC or guest network. One row is asked for, the count is what
 * is read (a page's `count` is that of the whole list: recorded, `listRouters.page1`).
 */
export const instancesBehind = ({ vpcid, guestnetworkid }: Pick<RouterRow, 'vpcid' | 'guestnetworkid'>) =>
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
