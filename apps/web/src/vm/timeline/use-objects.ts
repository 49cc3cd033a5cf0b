import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cs, q } from '../../api.ts'
import { fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { type Objects, objectsOf } from './objects.ts'

/** Everything that has a page here, by name and id, from the lists that other pages read too. */
export function useObjects(): Objects {
  const { apis } = useSession()
  const rare = { staleTime: SELDOM }
  const routers = useQuery({ ...fleetRouters(), ...rare, enabled: apis.has('listRouters') }).data?.rows
  const systemVms = useQuery({ ...fleetSystemVms(), ...rare, enabled: apis.has('listSystemVms') }).data?.rows
  const lbs = useQuery({
    ...q(cs.listInternalLoadBalancerVMs, { listall: true, projectid: '-1' }),
    ...rare,
    enabled: apis.has('listInternalLoadBalancerVMs'),
  }).data?.internalloadbalancervm
  return useMemo(
    () =>
      objectsOf([
        ...(routers ?? []).map(({ id, name }) => ({ id, name, to: paths.router(id) })),
        ...(systemVms ?? []).map(({ id, name }) => ({ id, name, to: paths.systemVm(id) })),
        ...(lbs ?? []).map(({ id, name }) => ({ id, name, to: paths.internalLb(id) })),
      ]),
    [routers, systemVms, lbs],
  )
}
