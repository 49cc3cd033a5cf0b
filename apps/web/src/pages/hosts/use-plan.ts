import type { Host, HostForMigration } from '@stratoview/api-client'
import type { PlanItem } from '@stratoview/bff/app'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { planQuery } from '../../vm/rollouts/api.ts'
import { evacuation, planMoves } from './plan.ts'
import type { Here } from './use-host.ts'

/** VMs of one kind and one size on one host are offered the same hosts: one of each is asked for. */
const sortOf = ({ type, offering }: PlanItem) => `${type} ${offering ?? ''}`

/** The server's plan: what leaves this host, and in which order. Asked again when what is on it has changed. */
function useOrder(host: Host, { here }: Here, may: boolean) {
  const all = [...here.routers, ...here.systemVms, ...here.internalLbs]
  const roles = here.routers.map(({ redundantstate }) => redundantstate)
  const changed = [...all.map(({ id, state }) => `${id} ${state}`), ...roles].join()
  const asked = planQuery(evacuation(host, [], {}, { parallel: 1, maintenance: false }))
  return useQuery({
    ...asked,
    queryKey: [...asked.queryKey, changed],
    enabled: may && all.length > 0,
    placeholderData: keepPreviousData,
  })
}

/** Where everything on this host would go, by what CloudStack offers now. */
export function usePlan(host: Host, on: Here) {
  const { apis } = useSession()
  const may = apis.has('findHostsForMigration') && apis.has('migrateSystemVm')
  const order = useOrder(host, on, may)
  const leaving = order.data?.items ?? []
  const asked = new Map(leaving.filter(({ unmet }) => unmet.length === 0).map((vm) => [sortOf(vm), vm]))
  const offers = useQueries({
    queries: [...asked.values()].map(({ id }) => ({
      ...q(cs.findHostsForMigration, { virtualmachineid: id }),
      enabled: may && host.state === 'Up',
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
    partnerHost: ({ pair }) => on.fleet.routers.find(({ id, hostid }) => id === pair?.id && hostid !== host.id)?.hostid,
  })
  return {
    may,
    order,
    moves,
    asking: order.isPending || offers.some((offer) => offer === undefined),
    offers: new Map(leaving.map((vm) => [vm.id, bySort.get(sortOf(vm)) ?? []])),
    hosts: new Map<string, Host>(offers.flatMap((offer) => (offer ?? []).map((one) => [one.id, one] as const))),
  }
}
