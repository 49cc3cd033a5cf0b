import type { Router, SystemVm, VirtualMachine } from '@stratoview/api-client'
import type { VmKind } from '@stratoview/api-client/can'
import { CloudStackError } from '@stratoview/api-client/error'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { instanceActions } from '../../vm/actions/instance.ts'
import { internalLbActions } from '../../vm/actions/internal-lb.ts'
import { routerActions } from '../../vm/actions/router.ts'
import { systemVmActions } from '../../vm/actions/system-vm.ts'
import type { ConsoleTarget } from '../../vm/console/target.ts'
import { nameOf } from '../../vm/instances.ts'
import { asOne } from '../../vm/tabs/as-one.ts'
import type { Asked } from '../../vm/tabs/QueryTrouble.tsx'
import { useVerbs } from '../../vm/use-verbs.tsx'

const everywhere = { listall: true, projectid: '-1' } as const

interface Found {
  target?: ConsoleTarget
  looking: boolean
  /** Lists that did not answer: it may well be in one of them. */
  trouble: Asked
}

/** A list answers 431 to the id of another kind. */
const isElsewhere = (error: Error | null) => error instanceof CloudStackError && error.status === 431

/** The VM of an id. Without a kind every list that the role may read is asked. */
export function useTarget(id: string, kind: VmKind | undefined): Found {
  const { apis } = useSession()
  const may = (one: VmKind, command: string) => (kind === undefined || kind === one) && apis.has(command)
  const rest = (one: VmKind, command: string) => ({
    enabled: may(one, command),
    refetchInterval: paceOf(command),
    retry: false,
  })
  const routers = useQuery({ ...q(cs.listRouters, { id, ...everywhere }), ...rest('router', 'listRouters') })
  const systemVms = useQuery({ ...q(cs.listSystemVms, { id }), ...rest('system-vm', 'listSystemVms') })
  const instances = useQuery({
    ...q(cs.listVirtualMachines, { id, ...everywhere }),
    ...rest('instance', 'listVirtualMachines'),
  })
  const lbs = useQuery({
    ...q(cs.listInternalLoadBalancerVMs, { id, ...everywhere }),
    ...rest('internal-lb', 'listInternalLoadBalancerVMs'),
  })
  const routerVerbs = useVerbs<Router>(routerActions)
  const lbVerbs = useVerbs<Router>(internalLbActions)
  const systemVmVerbs = useVerbs<SystemVm>(systemVmActions)
  const instanceVerbs = useVerbs<VirtualMachine>(instanceActions)
  const [router] = routers.data?.router ?? []
  const [systemVm] = systemVms.data?.systemvm ?? []
  const [instance] = instances.data?.virtualmachine ?? []
  const [lb] = lbs.data?.internalloadbalancervm ?? []
  const lists = [routers, systemVms, instances, lbs]
  const found = {
    looking: lists.some(({ isLoading }) => isLoading),
    trouble: asOne(lists.filter(({ error }) => !isElsewhere(error))),
  }
  const of = (row: Router | SystemVm, seenAt: number) => ({
    id,
    name: row.name,
    state: row.state,
    host: row.hostid,
    seenAt,
    about: about(row),
  })
  if (router)
    return {
      ...found,
      target: {
        ...of(router, routers.dataUpdatedAt),
        kind: 'router',
        mark: router.isredundantrouter ? router.redundantstate : undefined,
        verbs: routerVerbs.forRow(router),
      },
    }
  if (lb) return { ...found, target: { ...of(lb, lbs.dataUpdatedAt), kind: 'internal-lb', verbs: lbVerbs.forRow(lb) } }
  if (systemVm) {
    const verbs = systemVmVerbs.forRow(systemVm)
    return { ...found, target: { ...of(systemVm, systemVms.dataUpdatedAt), kind: 'system-vm', verbs } }
  }
  if (!instance) return found
  const { state, zonename } = instance
  const verbs = instanceVerbs.forRow(instance)
  const seenAt = instances.dataUpdatedAt
  return {
    ...found,
    target: {
      id,
      kind: 'instance',
      name: nameOf(instance),
      state,
      host: instance.hostid,
      seenAt,
      about: zonename,
      keyboard: keyboardOf(instance),
      verbs,
    },
  }
}

function about(row: Router | SystemVm): string {
  const network = 'guestnetworkname' in row ? (row.vpcname ?? row.guestnetworkname) : undefined
  return [network, row.zonename].filter((word) => word !== undefined).join(', ')
}

/** The detail `keyboard`: only instances have one. */
function keyboardOf({ details }: VirtualMachine): string | undefined {
  const { keyboard } = (details ?? {}) as { keyboard?: unknown }
  return typeof keyboard === 'string' ? keyboard : undefined
}
