import type { Router } from '@stratoview/api-client'
import { queryOptions } from '@tanstack/react-query'
import { cs } from '../api.ts'

/** Every internal load balancer, page by page, projects' too. Recorded: `listInternalLoadBalancerVMs`. */
export const internalLbsQuery = (pagesize = 500) =>
  queryOptions({
    queryKey: ['listInternalLoadBalancerVMs', 'all'],
    queryFn: async ({ signal }): Promise<Router[]> => {
      const rows: Router[] = []
      for (let page = 1; ; page += 1) {
        const asked = { listall: true, projectid: '-1', page, pagesize }
        const answer = await cs.listInternalLoadBalancerVMs(asked, signal)
        rows.push(...answer.internalloadbalancervm)
        if (answer.internalloadbalancervm.length === 0 || rows.length >= answer.count) return rows
      }
    },
  })
