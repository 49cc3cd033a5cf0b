import type { Cloud } from './cloud.ts'
import { look, vmOf, type Vm } from './look.ts'
import type { Place } from './record.ts'

export const placeKey = ({ by, id }: Place): string => `${by}:${id}`

/** More places than that are looked up in one walk over all routers instead. */
const walkFrom = 15
const largestPage = 500

/** What is at each place. */
export async function lookAll(cloud: Cloud, places: readonly Place[]): Promise<Map<string, Vm[]>> {
  const wanted = new Map(places.map((place) => [placeKey(place), place]))
  const routersOnly = places.every(({ by }) => by === 'network' || by === 'vpc' || by === 'router')
  if (wanted.size > walkFrom && routersOnly) return walk(cloud, wanted)
  const found = await Promise.all([...wanted].map(async ([key, place]) => [key, await look(cloud, place)] as const))
  return new Map(found)
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
