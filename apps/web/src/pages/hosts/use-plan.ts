import type { Host, HostForMigration } from '@stratoview/api-client'
import { useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { servedBy } from '../../vm/pairs.ts'
import { leavingOrder, type Leaving, planMoves } from './plan.ts'
import type { Here } from './use-host.ts'

/** VMs of one kind and one size on one host are offered the same hosts: one of each is asked for. */
const sortOf = ({ kind, offering }: Leaving) => `${kind} ${offering ?? ''}`

/** Where everything on this host would go, by what CloudStack offers now. */
export function usePlan(host: Host, on: Here) {
  const { apis } = useSession()
  const leaving = leavingOrder(on.here)
  const asked = new Map(leaving.filter(({ state }) => state === 'Running').map((vm) => [sortOf(vm), vm]))
  const may = apis.has('findHostsForMigration') && host.state === 'Up'
  const offers = useQueries({
    queries: [...asked.values()].map(({ id }) => ({
      ...q(cs.findHostsForMigration, { virtualmachineid: id }),
      enabled: may,
      retry: false,
    })),
    combine: (answers) => answers.map(({ data, isError }) => data?.host ?? (isError ? [] : undefined)),
  })
  const offerings = useQuery({
    ...q(cs.listServiceOfferings, { issystem: true }),
    enabled: apis.has('listServiceOfferings'),
    staleTime: SELDOM,
  })
  const bySort = new Map<string, HostForMigration[] | undefined>(
    [...asked.keys()].map((sort, at) => [sort, offers[at]]),
  )
  const moves = planMoves(leaving, {
    offered: (vm) => bySort.get(sortOf(vm)),
    memory: (name) => offerings.data?.serviceoffering.find((one) => one.name === name)?.memory ?? 0,
    partnerHost: (vm) =>
      vm.pair === undefined
        ? undefined
        : on.fleet.routers.find((row) => servedBy(row) === vm.pair && row.id !== vm.id && row.hostid !== host.id)
            ?.hostid,
  })
  return {
    moves,
    asking: may && offers.some((offer) => offer === undefined),
    offers: new Map(leaving.map((vm) => [vm.id, bySort.get(sortOf(vm)) ?? []])),
    hosts: new Map<string, Host>(offers.flatMap((offer) => (offer ?? []).map((one) => [one.id, one] as const))),
  }
}
