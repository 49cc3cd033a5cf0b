import type { Router, VirtualMachine } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fleetRouters, fleetSystemVms } from '../../fleet.ts'
import { paths } from '../../paths.ts'
import { SELDOM } from '../../refresh.ts'
import { seesInfrastructure, useSession } from '../../session.ts'
import { textOf } from '../../vm/find.ts'
import { fieldsOf } from '../../vm/fleet/entries.ts'
import { instancesQuery, nameOf } from '../../vm/instances.ts'
import { internalLbsQuery } from '../../vm/internal-lbs.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { placesOf } from '../nav.ts'
import type { Found } from './search.ts'

const where = (...parts: (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ')

const ofRouter = (row: RouterRow): Found => ({
  kind: 'router',
  id: row.id,
  name: row.name,
  detail: where(row.state, row.vpcname ?? row.guestnetworkname, row.publicip, row.account ?? row.project, row.zonename),
  text: textOf(...fieldsOf(row)),
  to: paths.router(row.id),
})

const ofSystemVm = (row: SystemVmRow): Found => ({
  kind: 'system-vm',
  id: row.id,
  name: row.name,
  detail: where(row.state, systemVmTypeWords(row.systemvmtype), row.publicip, row.zonename),
  text: textOf(
    row.name,
    row.id,
    row.publicip,
    row.privateip,
    row.linklocalip,
    row.hostname,
    row.zonename,
    row.systemvmtype,
    systemVmTypeWords(row.systemvmtype),
  ),
  to: paths.systemVm(row.id),
})
const ofInternalLb = (row: Router): Found => ({
  kind: 'internal-lb',
  id: row.id,
  name: row.name,
  detail: where(row.state, row.vpcname ?? row.guestnetworkname, row.guestipaddress, row.account, row.zonename),
  text: textOf(row.name, row.id, row.guestipaddress, row.guestnetworkname, row.vpcname, row.hostname, row.account),
  to: paths.internalLb(row.id),
})

const ofInstance = (row: VirtualMachine): Found => ({
  kind: 'instance',
  id: row.id,
  name: nameOf(row),
  detail: where(row.state, row.zonename),
  text: textOf(row.name, row.displayname, row.id, row.publicip, ...(row.nic ?? []).map(({ ipaddress }) => ipaddress)),
  to: paths.instances({ q: nameOf(row) }),
})

export interface Findable {
  items: readonly Found[]
  rows: { routers: readonly RouterRow[]; systemVms: readonly SystemVmRow[]; internalLbs: readonly Router[] }
  /** Some of it is still on its way. */
  loading: boolean
  /** Some of it could not be read. */
  incomplete: boolean
}

/** All that Ctrl-K looks through: what the lists have loaded already, asked for only when they have not. */
export function useFindable(): Findable {
  const { apis, features } = useSession()
  const kept = { staleTime: SELDOM }
  const routers = useQuery({ ...fleetRouters(), ...kept, enabled: apis.has('listRouters') })
  const systemVms = useQuery({ ...fleetSystemVms(), ...kept, enabled: apis.has('listSystemVms') })
  const lbs = useQuery({
    ...internalLbsQuery(features.defaultpagesize),
    ...kept,
    enabled: apis.has('listInternalLoadBalancerVMs'),
  })
  const instances = useQuery({
    ...instancesQuery(features.defaultpagesize),
    ...kept,
    enabled: !seesInfrastructure(apis) && apis.has('listVirtualMachines'),
  })
  const found = useMemo(() => {
    const rows = {
      routers: routers.data?.rows ?? [],
      systemVms: systemVms.data?.rows ?? [],
      internalLbs: lbs.data ?? [],
    }
    const pages = placesOf(apis).map(({ label, to }): Found => ({
      kind: 'page',
      id: to,
      name: label,
      detail: 'Page',
      text: textOf(label),
      to,
    }))
    const items = [
      ...pages,
      ...rows.routers.map(ofRouter),
      ...rows.systemVms.map(ofSystemVm),
      ...rows.internalLbs.map(ofInternalLb),
      ...(instances.data ?? []).map(ofInstance),
    ]
    return { items, rows }
  }, [apis, instances.data, lbs.data, routers.data, systemVms.data])
  const loading = [routers, systemVms, lbs, instances].some(({ isLoading }) => isLoading)
  const parted = [routers, systemVms].filter(({ data }) => data?.done === false)
  return {
    ...found,
    loading: loading || parted.some(({ isFetching }) => isFetching),
    incomplete:
      [routers, systemVms, lbs, instances].some(({ data, error }) => data === undefined && error !== null) ||
      parted.some(({ isFetching }) => !isFetching),
  }
}
