import type { Host } from '@stratoview/api-client'
import { queryOptions } from '@tanstack/react-query'
import { cs } from '../api.ts'
import { everyPage } from './every-page.ts'

/**
 * Every hypervisor host. `details=min` leaves the capacities out.
 *
 * @param pagesize `features.defaultpagesize` of the session
 */
export const hostsQuery = (pagesize = 500) =>
  queryOptions({
    queryKey: ['listHosts', 'routing'],
    queryFn: ({ signal }): Promise<Host[]> =>
      everyPage('host', (page) => cs.listHosts({ type: 'Routing', details: 'min', page, pagesize }, signal)),
  })
