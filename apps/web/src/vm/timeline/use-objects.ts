import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { internalLbsQuery } from '../internal-lbs.ts'
import { type Objects, objectsOf } from './objects.ts'

/** Everything that has a page here, by name and id, from the lists that other pages read too. */
export function useObjects(): Objects {
  const { apis, features } = useSession()
  const rare = { staleTime: SELDOM }
  const routers = useQuery({ ...fleetRouters(), ...rare, enabled: apis.has('listRouters') }).data?.rows
  const systemVms = useQuery({ ...fleetSystemVms(), ...rare, enabled: apis.has('listSystemVms') }).data?.rows
  const lbs = useQuery({
    ...internalLbsQuery(features.defaultpagesize),
    ...rare,
    enabled: apis.has('listInternalLoadBalancerVMs'),
  }).data
  return useMemo(
    () =>
      objectsOf([
        ...(routers ?? []).map(({ id, name }) => ({ id, name, to: paths.router(id), type: 'DomainRouter' })),
        ...(systemVms ?? []).map(({ id, name }) => ({ id, name, to: paths.systemVm(id), type: 'SystemVm' })),
        ...(lbs ?? []).map(({ id, name }) => ({ id, name, to: paths.internalLb(id), type: 'InternalLbVm' })),
      ]),
    [routers, systemVms, lbs],
  )
}
