import type { Host } from '@stratoview/api-client'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { FLEET_ROUTERS, FLEET_SYSTEM_VMS, fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { JOBS_BUSY, paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { internalLbsQuery } from '../../vm/internal-lbs.ts'
import { asOne } from '../../vm/tabs/as-one.ts'
import type { OnHost } from './on-host.ts'

/** A host on its way into maintenance moves after its job has ended: it is asked as often as a running job. */
const preparing = (host: Host | undefined) => /PrepareForMaintenance/.test(host?.resourcestate ?? '')

/** One host, as its page asks for it. */
export function useHostQuery(id: string) {
  const { apis } = useSession()
  return useQuery({
    ...q(cs.listHosts, { id }),
    enabled: apis.has('listHosts'),
    refetchInterval: ({ state }) => (preparing(state.data?.host[0]) ? JOBS_BUSY : paceOf('listHosts')()),
  })
}

/** What is on a host; a part is undefined until it is known, or when the role may not ask. */
export function useOnHost(host: Host) {
  const { apis, features } = useSession()
  const busy = preparing(host)
  const paced = (name: string) => (busy ? JOBS_BUSY : paceOf(name))
  const routers = useQuery({
    ...fleetRouters(),
    enabled: apis.has('listRouters'),
    refetchInterval: paced(FLEET_ROUTERS),
  })
  const systemVms = useQuery({
    ...fleetSystemVms(),
    enabled: apis.has('listSystemVms'),
    refetchInterval: paced(FLEET_SYSTEM_VMS),
  })
  const lbs = useQuery({
    ...internalLbsQuery(features.defaultpagesize),
    enabled: apis.has('listInternalLoadBalancerVMs'),
    refetchInterval: paced('listInternalLoadBalancerVMs'),
  })
  const instances = useQuery({
    ...q(cs.listVirtualMachines, {
      hostid: host.id,
      listall: true,
      projectid: '-1',
      details: 'min',
      page: 1,
      pagesize: 1,
    }),
    enabled: apis.has('listVirtualMachines'),
    refetchInterval: paced('listVirtualMachines'),
  })
  const on = <Row extends { hostid?: string | undefined }>(rows: readonly Row[] | undefined) =>
    (rows ?? []).filter((row) => row.hostid === host.id)
  const here: OnHost = {
    routers: on(routers.data?.rows),
    systemVms: on(systemVms.data?.rows),
    internalLbs: on(lbs.data),
  }
  const known = [
    [routers.data?.done === true, 'listRouters'],
    [systemVms.data?.done === true, 'listSystemVms'],
    [lbs.data !== undefined, 'listInternalLoadBalancerVMs'],
    [instances.data !== undefined, 'listVirtualMachines'],
  ] as const
  const queries = [routers, systemVms, lbs, instances]
  return {
    here,
    fleet: { routers: routers.data?.rows ?? [], systemVms: systemVms.data?.rows ?? [] },
    /** Users' machines on it; undefined when not known. */
    instances: instances.data?.count,
    /** Commands without which "empty" cannot be said. */
    missing: known.flatMap(([done, command]) => (done ? [] : [command])),
    /** Some of it has not been answered yet; false when what is missing may not be asked, or failed. */
    asking:
      queries.some(({ isLoading }) => isLoading) ||
      [routers, systemVms].some(({ data, isFetching }) => data?.done === false && isFetching),
    trouble: asOne(queries),
    /** When the oldest of what is known was answered, epoch ms. */
    asked: Math.min(...queries.flatMap(({ dataUpdatedAt: at }) => (at > 0 ? [at] : []))),
    count: here.routers.length + here.systemVms.length + here.internalLbs.length,
  }
}
export type Here = ReturnType<typeof useOnHost>
