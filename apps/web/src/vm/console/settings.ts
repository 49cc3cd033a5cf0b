import { useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'

const MAX = 'consoleproxy.session.max'
const number = (text: string | undefined): number | undefined => {
  const value = Number(text || Number.NaN)
  return Number.isNaN(value) ? undefined : value
}

/**
 * `consoleproxy.session.max` by zone: up to how many sessions a proxy is chosen for a new one, no hard limit inside it
 * (reference §7.6). Empty while it is being asked, and for roles that may not read settings.
 */
export function useSessionMax(zoneids: readonly string[]): ReadonlyMap<string, number> {
  const { apis } = useSession()
  const enabled = apis.has('listConfigurations')
  const zones = [...new Set(zoneids)]
  const everywhere = useQuery({ ...q(cs.listConfigurations, { name: MAX }), enabled, staleTime: SELDOM })
  const own = useQueries({
    queries: zones.map((zoneid) => ({
      ...q(cs.listConfigurations, { name: MAX, zoneid }),
      enabled,
      staleTime: SELDOM,
    })),
  })
  const of = (rows: { name: string; value?: string }[] | undefined) =>
    number(rows?.find(({ name }) => name === MAX)?.value)
  const common = of(everywhere.data?.configuration)
  return new Map(
    zones.flatMap((zoneid, index) => {
      const max = of(own[index]?.data?.configuration) ?? common
      return max === undefined ? [] : [[zoneid, max] as const]
    }),
  )
}

/** What decides how CloudStack names console proxies; undefined for roles that may not read settings. */
export function useNaming(zoneid: string | undefined): ReadonlyMap<string, string> | undefined {
  const { apis } = useSession()
  const { data } = useQuery({
    ...q(cs.listConfigurations, { name: 'consoleproxy.', ...(zoneid === undefined ? {} : { zoneid }) }),
    enabled: apis.has('listConfigurations'),
    staleTime: SELDOM,
  })
  const everywhere = useQuery({
    ...q(cs.listConfigurations, { name: 'consoleproxy.' }),
    enabled: apis.has('listConfigurations'),
    staleTime: SELDOM,
  })
  if (data === undefined || everywhere.data === undefined) return undefined
  const rows = [...everywhere.data.configuration, ...data.configuration]
  return new Map(rows.map(({ name, value }) => [name, value ?? '']))
}
