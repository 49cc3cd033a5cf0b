import type { VirtualMachine } from '@stratoview/api-client'
import { queryOptions } from '@tanstack/react-query'
import { cs } from '../api.ts'

/** The instances the caller may see, page by page. Recorded: `tenant.listVirtualMachines`. */
export const instancesQuery = (pagesize = 500) =>
  queryOptions({
    queryKey: ['listVirtualMachines', 'mine'],
    queryFn: async ({ signal }): Promise<VirtualMachine[]> => {
      const rows: VirtualMachine[] = []
      for (let page = 1; ; page += 1) {
        const answer = await cs.listVirtualMachines({ listall: true, page, pagesize }, signal)
        rows.push(...answer.virtualmachine)
        if (answer.virtualmachine.length === 0 || rows.length >= answer.count) return rows
      }
    },
  })

/** What its owner calls it. */
export const nameOf = ({ displayname, name }: Pick<VirtualMachine, 'displayname' | 'name'>): string =>
  displayname === undefined || displayname === '' ? name : displayname
