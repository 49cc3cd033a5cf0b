import type { Cloud } from './cloud.ts'
import { look, vmOf, type Vm } from './look.ts'
import type { Place } from './record.ts'

export const placeKey = ({ by, id }: Place): string => `${by}:${id}`

/** More places than a run of ordinary limits has (`all-at-once` has them) are looked up in one walk over all routers. */
const walkFrom = 60
/** Lists asked for at the same time. */
const inFlight = 10
const largestPage = 500

/** What is at each place. */
export async function lookAll(cloud: Cloud, places: readonly Place[]): Promise<Map<string, Vm[]>> {
  const wanted = new Map(places.map((place) => [placeKey(place), place]))
  const routersOnly = places.every(({ by }) => by === 'network' || by === 'vpc' || by === 'router')
  if (wanted.size > walkFrom && routersOnly) return walk(cloud, wanted)
  const found = new Map<string, Vm[]>()
  const left = [...wanted]
  const asker = async () => {
    for (let next = left.shift(); next; next = left.shift()) found.set(next[0], await look(cloud, next[1]))
  }
  await Promise.all(Array.from({ length: inFlight }, asker))
  return found
}

async function walk(cloud: Cloud, wanted: ReadonlyMap<string, Place>): Promise<Map<string, Vm[]>> {
  const found = new Map<string, Vm[]>([...wanted.keys()].map((key) => [key, []]))
  for (let page = 1, total = 1; (page - 1) * largestPage < total; page++) {
    const params = { listall: true, projectid: '-1', page, pagesize: largestPage }
    const { router, count } = await cloud.call('listRouters', params)
    total = count
    for (const one of router) {
      const network = one.vpcid ? `vpc:${one.vpcid}` : `network:${one.guestnetworkid}`
      const at = found.get(network) ?? found.get(`router:${one.id}`)
      at?.push(vmOf(one))
    }
  }
  return found
}
