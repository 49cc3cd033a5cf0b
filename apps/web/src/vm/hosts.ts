import type { Host } from '@stratoview/api-client'
import { queryOptions } from '@tanstack/react-query'
import { cs } from '../api.ts'

/**
 * Every hypervisor host, page by page: without `page` CloudStack cuts the list at `default.page.size` and a bigger
 * `pagesize` is refused (recorded: `listSystemVms.pagesize-too-large`). `details=min` leaves the capacities out.
 *
 * @param pagesize `features.defaultpagesize` of the session
 */
export const hostsQuery = (pagesize = 500) =>
  queryOptions({
    queryKey: ['listHosts', 'routing'],
    queryFn: async ({ signal }): Promise<Host[]> => {
      const hosts: Host[] = []
      for (let page = 1; ; page += 1) {
        const answer = await cs.listHosts({ type: 'Routing', details: 'min', page, pagesize }, signal)
        hosts.push(...answer.host)
        if (answer.host.length === 0 || hosts.length >= answer.count) return hosts
      }
    },
  })
