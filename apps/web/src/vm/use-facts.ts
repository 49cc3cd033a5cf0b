import { useQuery } from '@tanstack/react-query'
import { fleetRouters, fleetSystemVms } from '../fleet.ts'
import { measured } from '../jobs-store.ts'
import { useSession } from '../session.ts'
import type { Call } from '../jobs-store.ts'
import type { Facts, VmRow } from './action.ts'
import { useLiveConsoles } from './console/use-live.ts'
import { useInstancesBehind } from './instances-behind.ts'

/** What a confirmation knows beyond its rows (`Facts`). Nothing is asked that the role may not ask. */
export function useFacts(rows: readonly VmRow[], calls: readonly Call[]): Facts {
  const { apis } = useSession()
  // Somebody is about to decide by it: asked anew.
  const { networks, running } = useInstancesBehind(rows, 0)
  const aboutSystemVms = networks === 0
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
    instances: running,
    measured: first === undefined ? [] : measured(first.command),
  }
}
