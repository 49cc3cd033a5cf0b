import type { Router } from '@stratoview/api-client'
import { queryOptions } from '@tanstack/react-query'
import { cs } from '../api.ts'
import { everyPage } from './every-page.ts'

/** Every internal load balancer, projects' too. Recorded: `listInternalLoadBalancerVMs`. */
export const internalLbsQuery = (pagesize = 500) =>
  queryOptions({
    queryKey: ['listInternalLoadBalancerVMs', 'all'],
    queryFn: ({ signal }): Promise<Router[]> =>
      everyPage('internalloadbalancervm', (page) =>
        cs.listInternalLoadBalancerVMs({ listall: true, projectid: '-1', page, pagesize }, signal),
      ),
  })
