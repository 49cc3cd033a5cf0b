import type { SystemVm } from '@stratoview/api-client'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { useServerNow } from '../../clock.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { useMinimum } from '../fleet/use-minimum.ts'
import { useRuns } from './use-runs.ts'
import type { Evidence } from './why.ts'

/** Under this label the sequence's commands are told in the jobs tray, and found again. */
export const WHY = 'Why is it not Up?'

/** All that the sequence looks at; what the role may not ask is left out. `ready`: it is known whom to ask. */
export function useEvidence(vm: SystemVm): { evidence: Evidence; ready: boolean } {
  const { apis } = useSession()
  const now = useServerNow(30)
  const runs = useRuns().filter((run) => run.vm.id === vm.id && run.label === WHY)
  const batch = runs.at(-1)?.batch
  const may = (command: string) => apis.has(command)
  const hosts = useQuery({
    ...q(cs.listHosts, { id: vm.hostid }),
    enabled: vm.hostid !== undefined && may('listHosts'),
  })
  const servers = useQuery({
    ...q(cs.listManagementServers, {}),
    enabled: may('listManagementServers'),
    staleTime: SELDOM,
  })
  const others = useQuery({ ...q(cs.listSystemVms, { zoneid: vm.zoneid }), enabled: may('listSystemVms') })
  const recent = { resourceid: vm.id, listall: true, page: 1, pagesize: 50 }
  const own = useQuery({ ...q(cs.listEvents, { ...recent, resourcetype: 'SystemVm' }), enabled: may('listEvents') })
  const starts = useQuery({
    ...q(cs.listEvents, { ...recent, resourcetype: 'VirtualMachine' }),
    enabled: may('listEvents'),
  })
  const alerts = useQuery({
    ...q(cs.listAlerts, { keyword: vm.name, page: 1, pagesize: 50 }),
    enabled: may('listAlerts'),
  })
  const minimum = useMinimum(vm.zoneid)
  const events = [...(own.data?.event ?? []), ...(starts.data?.event ?? [])]
  const evidence = {
    vm,
    host: hosts.data?.host[0],
    servers: servers.data?.managementserver ?? [],
    others: (others.data?.systemvm ?? []).filter(({ id }) => id !== vm.id),
    events: own.data || starts.data ? events.toSorted((a, b) => b.created.localeCompare(a.created)) : undefined,
    alerts: alerts.data?.alert,
    minimum,
    runs: runs.filter((run) => run.batch === batch),
    now,
  }
  // Without the management servers' addresses half of the questions would be missing.
  return { evidence, ready: servers.isFetched || !may('listManagementServers') }
}
