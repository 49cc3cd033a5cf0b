import type { Template } from '@stratoview/api-client'
import { useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { FLEET_ROUTERS, FLEET_SYSTEM_VMS, fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { JOBS_BUSY, paceOf, SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { asOne } from '../../vm/tabs/as-one.ts'
import { standings } from './standing.ts'

/** A download is no job: while one is under way the list is asked as often as a job's. */
const downloading = (rows: readonly Template[] | undefined) => rows?.some(({ isready }) => isready !== true) === true

const listed = (templatetype: string) => ({
  ...q(cs.listTemplates, { templatefilter: 'all', templatetype, listall: true }),
  refetchInterval: ({ state }: { state: { data?: { template: Template[] } | undefined } }) =>
    downloading(state.data?.template) ? JOBS_BUSY : paceOf('listTemplates')(),
})

/** Templates for system VMs, what each zone names, and what runs on them. */
export function useTemplates() {
  const { apis } = useSession()
  const system = useQuery({ ...listed('SYSTEM'), enabled: apis.has('listTemplates') })
  const routing = useQuery({ ...listed('ROUTING'), enabled: apis.has('listTemplates') })
  const clusters = useQuery({ ...q(cs.listClusters, {}), enabled: apis.has('listClusters'), staleTime: SELDOM })
  const may = apis.has('listConfigurations')
  const zoneids = [...new Set((clusters.data?.cluster ?? []).map(({ zoneid }) => zoneid))]
  // One call a place holds `router.template.*` and `minreq.sysvmtemplate.version` both.
  const all = useQuery({ ...q(cs.listConfigurations, { name: 'template' }), enabled: may })
  const byZone = useQueries({
    queries: zoneids.map((zoneid) => ({ ...q(cs.listConfigurations, { name: 'template', zoneid }), enabled: may })),
  })
  const routers = useQuery({
    ...fleetRouters(),
    enabled: apis.has('listRouters'),
    refetchInterval: paceOf(FLEET_ROUTERS),
  })
  const systemVms = useQuery({
    ...fleetSystemVms(),
    enabled: apis.has('listSystemVms'),
    refetchInterval: paceOf(FLEET_SYSTEM_VMS),
  })
  const templates = [...(system.data?.template ?? []), ...(routing.data?.template ?? [])]
  const vms = { routers: routers.data?.rows ?? [], systemVms: systemVms.data?.rows ?? [] }
  const settings = new Map([
    ['', all.data?.configuration ?? []],
    ...zoneids.map((zoneid, at) => [zoneid, byZone[at]?.data?.configuration ?? []] as const),
  ])
  const clusterRows = clusters.data?.cluster ?? []
  const asked = [system, routing, clusters, ...(may ? [all, ...byZone] : [])]
  return {
    templates,
    // Of half a fleet nothing can be said.
    vms: routers.data?.done === true && systemVms.data?.done === true ? vms : undefined,
    lines: standings({ clusters: clusterRows, templates, settings, ...vms }),
    /** Whether all of it has come: before that nothing is missing, and nothing unready. */
    known: asked.every(({ data }) => data !== undefined),
    trouble: asOne(asked),
  }
}
