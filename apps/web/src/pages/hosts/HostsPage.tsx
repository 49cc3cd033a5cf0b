import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { FLEET_ROUTERS, FLEET_SYSTEM_VMS, fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { hostsQuery } from '../../vm/hosts.ts'
import { FactCard } from '../../vm/list/FactCard.tsx'
import { queryListing } from '../../vm/list/listing.ts'
import { ListPage } from '../../vm/list/ListPage.tsx'
import { type HostRow, hostRows } from './host-rows.ts'
import { CountLink, hiddenAtFirst, hostShape, HostState, ResourceState } from './shape.tsx'

const pageOf = ({ id }: HostRow) => paths.host(id)
const routersOn = ({ id }: HostRow) => paths.routers({ host: id })

/** The hypervisor hosts, with how many routers and system VMs each carries. */
export default function HostsPage() {
  const { apis, features } = useSession()
  const may = apis.has('listHosts')
  const hosts = useQuery({
    ...hostsQuery(features.defaultpagesize),
    enabled: may,
    refetchInterval: paceOf('listHosts'),
  })
  const routers = useQuery({
    ...fleetRouters(),
    enabled: may && apis.has('listRouters'),
    refetchInterval: paceOf(FLEET_ROUTERS),
  }).data?.rows
  const systemVms = useQuery({
    ...fleetSystemVms(),
    enabled: may && apis.has('listSystemVms'),
    refetchInterval: paceOf(FLEET_SYSTEM_VMS),
  }).data?.rows
  const rows = useMemo(() => hostRows(hosts.data ?? [], routers, systemVms), [hosts.data, routers, systemVms])
  if (!may) return <Denied title="Hosts">Your role may not list hosts (listHosts). Ask an administrator for it.</Denied>
  return (
    <ListPage
      id="hosts"
      title="Hosts"
      one="host"
      things="hosts"
      nothing="No host yet. CloudStack can run nothing before a cluster has one."
      listing={{ ...queryListing(hosts, () => ({ rows, total: rows.length })) }}
      shape={hostShape}
      hiddenAtFirst={hiddenAtFirst}
      to={pageOf}
      card={card}
    />
  )
}

function card(row: HostRow) {
  return (
    <FactCard
      name={row.name}
      to={pageOf(row)}
      facts={[
        row.resourcestate && <ResourceState key="resource" row={row} />,
        row.hypervisor,
        row.clustername && <bdi key="clustername">{row.clustername}</bdi>,
        row.zonename && <bdi key="zonename">{row.zonename}</bdi>,
        row.routers !== undefined && (
          <>
            Routers <CountLink count={row.routers} to={routersOn(row)} what={`routers on ${row.name}`} />
          </>
        ),
        row.systemVms !== undefined && (
          <>
            System VMs{' '}
            <CountLink
              count={row.systemVms}
              to={paths.systemVms({ host: row.id })}
              what={`system VMs on ${row.name}`}
            />
          </>
        ),
      ]}
    >
      <HostState row={row} />
    </FactCard>
  )
}
