import type { VirtualMachine } from '@stratoview/api-client'
import { queryOptions } from '@tanstack/react-query'
import { cs } from '../api.ts'
import { everyPage } from './every-page.ts'

/** The instances the caller may see. Recorded: `tenant.listVirtualMachines`. */
export const instancesQuery = (pagesize = 500) =>
  queryOptions({
    queryKey: ['listVirtualMachines', 'mine'],
    queryFn: ({ signal }): Promise<VirtualMachine[]> =>
      everyPage('virtualmachine', (page) => cs.listVirtualMachines({ listall: true, page, pagesize }, signal)),
  })

/** What its owner calls it. */
export const nameOf = ({ displayname, name }: Pick<VirtualMachine, 'displayname' | 'name'>): string =>
  displayname === undefined || displayname === '' ? name : displayname
