import { CloudStackError } from '@stratoview/api-client/error'
import type { RouterRow } from '@stratoview/bff/rows'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cs, q } from '../../api.ts'
import { serverAhead } from '../../clock.ts'
import { FLEET_ROUTERS, FLEET_SYSTEM_VMS, fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { hostsQuery } from '../../vm/hosts.ts'
import { servedQuery } from '../../vm/served.ts'
import { byTime, ofAlert, ofEvent, oneAnAction, type TimelineEntry } from '../../vm/timeline/entry.ts'
import type { Cloud } from './problem.ts'

/**
 * An idle page may ask four times a minute, and this one reads five lists besides the jobs: what changes slowly or only
 * accompanies is asked a third as often.
 */
const slowly = (name: string) => () => 3 * paceOf(name)()

export interface Trouble {
  /** What could not be read, in our words. */
  what: string
  error: CloudStackError
  /** Something of it is shown all the same. */
  partial: boolean
}

const HALF_HOUR = 30 * 60_000

export interface Seen {
  cloud: Cloud
  entries: TimelineEntry[]
  /** All the lists of `entries` have come. */
  told: boolean
  /** Nothing is known yet. */
  loading: boolean
  /** Every list that the role may see has come whole. */
  complete: boolean
  /** How far the router fleet has come. */
  loaded: number
  total: number
  troubles: Trouble[]
  /** When the oldest of what the title counts came, epoch ms by this browser's clock. */
  at: number | undefined
  again: () => void
}

const hasResults = ({ health }: RouterRow): boolean => health.basic.total + health.advanced.total > 0

/** Everything the overview reads, each list only when the role may. */
export function useCloud(): Seen {
  const { apis, features } = useSession()
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
  const hosts = useQuery({
    ...hostsQuery(features.defaultpagesize),
    enabled: apis.has('listHosts'),
    refetchInterval: slowly('listHosts'),
  })
  const recent = { page: 1, pagesize: 50 }
  const events = useQuery({
    ...q(cs.listEvents, { listall: true, ...recent }),
    enabled: apis.has('listEvents'),
    refetchInterval: slowly('listEvents'),
  })
  const alerts = useQuery({
    ...q(cs.listAlerts, recent),
    enabled: apis.has('listAlerts'),
    refetchInterval: slowly('listAlerts'),
  })

  // It waits for nothing and nothing waits for it: our server connects to every system VM for it.
  const { data: served, dataUpdatedAt: servedAt } = useQuery({
    ...servedQuery,
    enabled: systemVms.data !== undefined,
    refetchInterval: HALF_HOUR,
  })

  const cloud = useMemo<Cloud>(
    () => ({
      served,
      servedAt: servedAt + serverAhead(),
      routers: routers.data?.rows,
      systemVms: systemVms.data?.rows,
      hosts: hosts.data,
      server: features.cloudstackversion,
      // What came counts more than what the role is called: some are given results and no command of their own.
      seesHealth: apis.has('getRouterHealthCheckResults') || routers.data?.rows.some(hasResults) === true,
    }),
    [routers.data?.rows, systemVms.data?.rows, hosts.data, served, servedAt, apis, features],
  )
  const entries = useMemo(
    () => oneAnAction(byTime([...(events.data?.event ?? []).map(ofEvent), ...(alerts.data?.alert ?? []).map(ofAlert)])),
    [events.data, alerts.data],
  )

  const lists = [
    { what: 'The virtual routers', error: routers.data?.error ?? routers.error, partial: routers.data !== undefined },
    { what: 'The system VMs', error: systemVms.data?.error ?? systemVms.error, partial: systemVms.data !== undefined },
    { what: 'The hosts', error: hosts.error, partial: hosts.data !== undefined },
    { what: 'Events', error: events.error, partial: events.data !== undefined },
    { what: 'Alerts', error: alerts.error, partial: alerts.data !== undefined },
  ]
  const counted = [routers, systemVms, hosts].filter((list) => list.isEnabled)
  const ages = [routers.data?.at, systemVms.data?.at, hosts.dataUpdatedAt || undefined]
  return {
    cloud,
    entries,
    told: [events, alerts].every((list) => !list.isEnabled || list.data !== undefined),
    loading: counted.some((list) => list.isPending),
    complete:
      counted.every((list) => list.data !== undefined) &&
      routers.data?.done !== false &&
      systemVms.data?.done !== false,
    loaded: routers.data?.rows.length ?? 0,
    total: routers.data?.total ?? 0,
    troubles: lists.flatMap(({ what, error, partial }) =>
      error instanceof CloudStackError ? [{ what, error, partial }] : [],
    ),
    at: ages.filter((at) => at !== undefined).toSorted((a, b) => a - b)[0],
    again: () => {
      for (const list of [routers, systemVms, hosts, events, alerts]) if (list.isEnabled) void list.refetch()
    },
  }
}
