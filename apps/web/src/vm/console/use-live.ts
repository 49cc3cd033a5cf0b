import type { Host } from '@stratoview/api-client'
import type { SystemVmRow } from '@stratoview/bff/rows'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fleetSystemVms } from '../../fleet.ts'
import { CONSOLES, SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { hostsQuery } from '../hosts.ts'
import { consolesQuery, liveConsoles, type LiveConsole } from './live.ts'
import { throughOf, type Through } from './through.ts'

export type RoutedConsole = LiveConsole & { through: Through<SystemVmRow> }

const none: readonly never[] = []

/** Every open console this role may hear of, and for operators through which proxy. */
export function useLiveConsoles(wanted = true) {
  const { apis, features } = useSession()
  const query = useQuery({ ...consolesQuery, enabled: wanted, refetchInterval: CONSOLES })
  const systemVms = useQuery({ ...fleetSystemVms(), enabled: wanted && apis.has('listSystemVms') })
  const hosts = useQuery({
    ...hostsQuery(features.defaultpagesize),
    enabled: wanted && apis.has('listSystemVms') && apis.has('listHosts'),
    staleTime: SELDOM,
  })
  const rows = useMemo(
    () => routed(query.data ? liveConsoles(query.data) : none, systemVms.data?.rows ?? none, hosts.data ?? none),
    [query.data, systemVms.data, hosts.data],
  )
  return { query, rows, told: query.data === undefined || query.data.elsewhere !== undefined }
}

const routed = (
  consoles: readonly LiveConsole[],
  systemVms: readonly SystemVmRow[],
  hosts: readonly Host[],
): RoutedConsole[] => consoles.map((one) => ({ ...one, through: throughOf(one, systemVms, hosts) }))
