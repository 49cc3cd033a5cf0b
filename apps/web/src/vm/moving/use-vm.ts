import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import type { Action, VmRow } from '../action.ts'

/** What a move or a change of size must know of a VM, whatever its kind; CloudStack's own names. */
export interface Vm {
  id: string
  name: string
  state: string
  zoneid?: string
  podid?: string
  hostid?: string
  hypervisor?: string
  serviceofferingid?: string
  serviceofferingname?: string
  /** Of proxies and secondary storage VMs alone. */
  systemvmtype?: string
  isdynamicallyscalable?: boolean
  isredundantrouter?: boolean
  guestnetworkid?: string
  guestnetworkname?: string
  vpcid?: string
  vpcname?: string
}

/** The whole object behind a row: rows are the columns of a list, and an offering's id or a pod is none of them. */
export function useVm(action: Action<VmRow>, row: VmRow | undefined) {
  const type = row === undefined ? undefined : action.call(row, {}).object.type
  const id = row?.id ?? ''
  const router = useQuery({
    ...q(cs.listRouters, { id, listall: true, projectid: '-1' }),
    enabled: type === 'DomainRouter',
  })
  const systemVm = useQuery({ ...q(cs.listSystemVms, { id }), enabled: type === 'SystemVm' })
  const lb = useQuery({
    ...q(cs.listInternalLoadBalancerVMs, { id, listall: true, projectid: '-1' }),
    enabled: type === 'InternalLbVm',
  })
  const query = type === 'DomainRouter' ? router : type === 'SystemVm' ? systemVm : lb
  const vm: Vm | undefined = router.data?.router[0] ?? systemVm.data?.systemvm[0] ?? lb.data?.internalloadbalancervm[0]
  return { type, vm, query }
}

/** A service offering by its id; undefined until it is known, or when the role may not ask. */
export function useOffering(id: string | undefined) {
  const { apis } = useSession()
  const query = useQuery({
    ...q(cs.listServiceOfferings, { id: id ?? '', issystem: true }),
    enabled: id !== undefined && apis.has('listServiceOfferings'),
    staleTime: SELDOM,
  })
  return query.data?.serviceoffering[0]
}
