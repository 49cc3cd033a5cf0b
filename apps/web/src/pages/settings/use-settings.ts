import type { Configuration, Zone } from '@stratoview/api-client'
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { everyPage } from '../../vm/every-page.ts'
import { asOne } from '../../vm/tabs/as-one.ts'
import { knownSettings } from './known.ts'

/**
 * Every setting (a page holds 500 at most, a server has 900), or every setting that a zone may have its own
 * value of. Recorded: `listConfigurations`, `.page2`, `.zone`.
 */
const settingsQuery = (pagesize: number, zoneid?: string) =>
  queryOptions({
    queryKey: ['listConfigurations', zoneid ?? 'everywhere'],
    queryFn: ({ signal }): Promise<Configuration[]> =>
      everyPage('configuration', (page) => cs.listConfigurations({ zoneid, page, pagesize }, signal)),
    refetchInterval: SELDOM,
    staleTime: SELDOM,
  })

const noZones: readonly Zone[] = []

/** The settings with their values, everybody's and each zone's. */
export function useSettings() {
  const { apis, features } = useSession()
  const pagesize = features.defaultpagesize ?? 500
  const may = apis.has('listConfigurations')
  const everywhere = useQuery({ ...settingsQuery(pagesize), enabled: may })
  const zoneList = useQuery({ ...q(cs.listZones, {}), enabled: may && apis.has('listZones'), staleTime: SELDOM })
  const zones = zoneList.data?.zone ?? noZones
  const byZone = useQueries({
    queries: zones.map(({ id }) => ({ ...settingsQuery(pagesize, id), enabled: may })),
    combine: (answers) => ({
      data: answers.map(({ data }) => data),
      ...asOne(answers),
    }),
  })
  const values = byZone.data
  const known = useMemo(() => {
    const own = zones.flatMap(({ id }, at) => {
      const settings = values[at]
      return settings === undefined ? [] : [[id, settings] as const]
    })
    return knownSettings(everywhere.data ?? [], new Map(own))
  }, [everywhere.data, zones, values])
  return {
    known,
    zones,
    may,
    everywhere,
    zoneList,
    byZone,
    /** When the older part came, epoch ms by this browser's clock. */
    at: everywhere.data === undefined ? undefined : everywhere.dataUpdatedAt,
    again: () => {
      void everywhere.refetch()
      byZone.refetch()
    },
  }
}
