import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { useQuery } from '@tanstack/react-query'
import { fleetRouters, fleetSystemVms } from '../fleet.ts'
import type { Fleet } from '../fleet.ts'
import { SELDOM } from '../refresh.ts'
import { useSession } from '../session.ts'
import { agentKind } from '../vm/cells/agent.ts'
import { findPairs } from '../vm/fleet/pairs.ts'
import { standingOf } from '../vm/fleet/standing.ts'
import type { Standing } from '../vm/fleet/standing.ts'

const ALARMS: ReadonlySet<Standing> = new Set(['failing', 'pair-wrong', 'no-contact'])

/** Routers that fail a check, are out of contact, or belong to a pair without or with two PRIMARY. */
export function routersInTrouble({ rows }: Fleet<RouterRow>): number {
  const pairs = findPairs(rows)
  return rows.filter((row) => ALARMS.has(standingOf(row, pairs.get(row.id)))).length
}

/** Running system VMs whose agent has registered and is gone (one that never registered is not down), and broken ones. */
export const systemVmsInTrouble = ({ rows }: Fleet<SystemVmRow>): number =>
  rows.filter((row) => row.state === 'Error' || agentKind(row) === 'failing').length

/** The red numbers of the rail. They ride on the pages' queries and ask by themselves only every few minutes. */
export function useTroubles(): { routers: number; systemVms: number } {
  const { apis } = useSession()
  const slow = { staleTime: SELDOM, refetchInterval: SELDOM, refetchOnWindowFocus: false }
  const routers = useQuery({
    ...fleetRouters(),
    ...slow,
    enabled: apis.has('listRouters'),
    select: routersInTrouble,
  })
  const systemVms = useQuery({
    ...fleetSystemVms(),
    ...slow,
    enabled: apis.has('listSystemVms'),
    select: systemVmsInTrouble,
  })
  return { routers: routers.data ?? 0, systemVms: systemVms.data ?? 0 }
}
