import { useQueries, useQuery } from '@tanstack/react-query'
import { cs, q } from '../api.ts'
import { fleetRouters, fleetSystemVms } from '../fleet.ts'
import { measured } from '../jobs-store.ts'
import { useSession } from '../session.ts'
import type { Call } from '../jobs-store.ts'
import type { Facts, VmRow } from './action.ts'
import { useLiveConsoles } from './console/use-live.ts'
import { servedBy } from './pairs.ts'

/** Above this many networks the instances are not counted: a dialog must not cost a hundred calls. */
const COUNTED = 12

type Service = { vpcid: string } | { networkid: string }

/** The networks and VPCs behind these rows, each once. */
export function servicesOf(rows: readonly VmRow[]): Service[] {
  const served = new Map(rows.map((row) => [servedBy(row), row]))
  return [...served.values()].flatMap(({ vpcid, guestnetworkid }): Service[] => {
    if (vpcid !== undefined) return [{ vpcid }]
    return guestnetworkid === undefined ? [] : [{ networkid: guestnetworkid }]
  })
}

/** Running instances of one network or VPC: `count` alone is wanted, so a page of one row. */
const instancesBehind = (service: Service) =>
  q(cs.listVirtualMachines, {
    ...service,
    state: 'Running',
    listall: true,
    projectid: '-1',
    details: 'min',
    page: 1,
    pagesize: 1,
  })

/** What a confirmation knows beyond its rows (`Facts`). Nothing is asked that the role may not ask. */
export function useFacts(rows: readonly VmRow[], calls: readonly Call[]): Facts {
  const { apis } = useSession()
  const services = servicesOf(rows)
  const counts = useQueries({
    queries: (services.length > COUNTED || !apis.has('listVirtualMachines') ? [] : services).map(instancesBehind),
    combine: (answers) => {
      if (answers.length === 0 || answers.some(({ data }) => data === undefined)) return undefined
      return answers.reduce((sum, { data }) => sum + (data?.count ?? 0), 0)
    },
  })
  const aboutSystemVms = services.length === 0
  const routers = useQuery({ ...fleetRouters(), enabled: !aboutSystemVms && apis.has('listRouters') })
  const systemVms = useQuery({ ...fleetSystemVms(), enabled: aboutSystemVms && apis.has('listSystemVms') })
  const proxies = aboutSystemVms && rows.some((row) => 'systemvmtype' in row && row.systemvmtype === 'consoleproxy')
  // Those that surely go through these: a session that may as well go through another proxy is not counted among them.
  const consoles = useLiveConsoles(proxies).rows.filter(
    ({ through }) => through.proxies.length > 0 && through.proxies.every(({ id }) => rows.some((row) => row.id === id)),
  )
  const [first] = calls
  return {
    consoles,
    routers: routers.data?.done === true ? routers.data.rows : undefined,
    systemVms: systemVms.data?.done === true ? systemVms.data.rows : undefined,
    instances: counts,
    measured: first === undefined ? [] : measured(first.command),
  }
}
