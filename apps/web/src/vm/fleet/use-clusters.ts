import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import type { ClusterOfHost } from './entries.ts'
import { hostsQuery } from '../hosts.ts'

const none: ClusterOfHost = new Map()

/** hostid → cluster, asked for only when somebody looks at clusters: a router's row names its host and no cluster. */
export function useClusters(wanted: boolean): ClusterOfHost {
  const { apis, features } = useSession()
  const { data } = useQuery({
    ...hostsQuery(features.defaultpagesize),
    enabled: wanted && apis.has('listHosts'),
    staleTime: SELDOM,
  })
  return useMemo(() => {
    if (data === undefined) return none
    const pairs = data.flatMap(({ id, clusterid, clustername }) =>
      clusterid === undefined ? [] : [[id, { id: clusterid, name: clustername ?? clusterid }] as const],
    )
    return new Map(pairs)
  }, [data])
}
