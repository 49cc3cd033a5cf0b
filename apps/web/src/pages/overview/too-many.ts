import type { RouterRow } from '@stratoview/bff/rows'
import { paths } from '../../paths.ts'
import { networkKey } from '../../vm/pairs.ts'
import { listed } from '../../vm/words.ts'
import type { Problem } from './problem.ts'

/** A shared network (its routers have no public address) may have a router in each pod; any other has one, or one pair. */
const placeOf = (row: RouterRow): string | undefined => {
  const network = networkKey(row)
  if (network === undefined) return undefined
  return row.publicip === undefined ? `${network} ${row.podid}` : network
}

/** Left over from a restart that broke off (apache/cloudstack#2880, #7653): two that both answer for one address. */
export function tooManyRouters(rows: readonly RouterRow[]): Problem[] {
  const running = rows.filter(({ state }) => state === 'Running')
  const crowds = [...Map.groupBy(running, placeOf)]
    .filter(([place]) => place !== undefined)
    .map(([, group]) => group)
    .filter((group) => group.length > (group.some((row) => row.isredundantrouter === true) ? 2 : 1))
  if (crowds.length === 0) return []
  const networks = crowds.map(([first]) => first?.vpcname ?? first?.guestnetworkname ?? 'its network')
  const [only] = crowds.length === 1 ? crowds : []
  return [
    {
      key: 'too-many',
      kind: 'warning',
      name: 'More routers than there should be',
      means: `At ${listed(networks)}: unless a restart with cleanup is under way, one is left over from it. Restart with cleanup once more`,
      places: crowds.flat().map((row) => ({ name: row.name, own: true, to: paths.router(row.id) })),
      count: crowds.length,
      to: paths.routers({ network: only?.[0] && networkKey(only[0]) }),
    },
  ]
}
