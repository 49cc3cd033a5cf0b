import { useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { isSystemVm, presetsFor, type Preset, type Vm } from './presets.ts'

const everyone = { listall: true, projectid: '-1' } as const
/** Instances offered as addresses; whoever wants another types it. */
const SHOWN = 12

/** The addresses that make sense for each of these VMs, as far as the role may ask. */
export function usePresets(vms: readonly Vm[]): ReadonlyMap<string, Preset[]> {
  const { apis } = useSession()
  const zones = [...new Set(vms.map(({ zoneid }) => zoneid))]
  const servers = useQuery({
    ...q(cs.listManagementServers, {}),
    enabled: apis.has('listManagementServers'),
    staleTime: SELDOM,
  })
  const zoneRows = useQuery({ ...q(cs.listZones, {}), enabled: apis.has('listZones'), staleTime: SELDOM })
  const stores = useQuery({ ...q(cs.listImageStores, {}), enabled: apis.has('listImageStores'), staleTime: SELDOM })
  const systemVms = useQueries({
    queries: zones.map((zoneid) => ({
      ...q(cs.listSystemVms, { zoneid }),
      enabled: vms.some((vm) => isSystemVm(vm) && vm.zoneid === zoneid),
      staleTime: SELDOM,
    })),
  })
  const near = useQueries({ queries: vms.map((vm) => nearQuery(vm, apis)) })
  return new Map(
    vms.map((vm, at) => [
      vm.id,
      presetsFor(vm, {
        zone: zoneRows.data?.zone.find(({ id }) => id === vm.zoneid),
        host: near[at]?.data?.host,
        managementServers: servers.data?.managementserver ?? [],
        imageStores: (stores.data?.imagestore ?? []).filter(({ zoneid }) => zoneid === vm.zoneid),
        siblings: isSystemVm(vm)
          ? systemVms.flatMap(({ data }) => data?.systemvm ?? []).filter(({ zoneid }) => zoneid === vm.zoneid)
          : (near[at]?.data?.routers ?? []),
        instances: near[at]?.data?.instances ?? [],
      }),
    ]),
  )
}

/** A VM's host, and for a router who else is in its network. */
function nearQuery(vm: Vm, apis: ReadonlySet<string>) {
  return {
    queryKey: ['diagnostics-near', vm.id, vm.hostid],
    staleTime: SELDOM,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const where = isSystemVm(vm) ? undefined : vm.vpcid ? { vpcid: vm.vpcid } : { networkid: vm.guestnetworkid }
      const served = where !== undefined && Object.values(where).some((id) => id !== undefined)
      const page = { page: 1, pagesize: SHOWN }
      const [hosts, routers, instances] = await Promise.all([
        vm.hostid !== undefined && apis.has('listHosts') ? cs.listHosts({ id: vm.hostid }, signal) : undefined,
        served && apis.has('listRouters') ? cs.listRouters({ ...where, ...everyone }, signal) : undefined,
        served && apis.has('listVirtualMachines')
          ? cs.listVirtualMachines({ ...where, ...everyone, state: 'Running', ...page }, signal)
          : undefined,
      ])
      return { host: hosts?.host[0], routers: routers?.router, instances: instances?.virtualmachine }
    },
  }
}
