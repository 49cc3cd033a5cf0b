import type { Router } from '@stratoview/api-client'
import type { Params } from '../cloudstack.ts'
import { openFleet, walkFleet, type AskPage } from '../fleet.ts'
import type { Cloud } from './cloud.ts'
import { look, vmOf, type Vm } from './look.ts'
import { pooled } from '../pool.ts'
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
  await pooled(wanted, inFlight, async ([key, place]) => {
    found.set(key, await look(cloud, place))
  })
  return found
}

async function walk(cloud: Cloud, wanted: ReadonlyMap<string, Place>): Promise<Map<string, Vm[]>> {
  const found = new Map<string, Vm[]>([...wanted.keys()].map((key) => [key, []]))
  for (const one of await listEvery(cloud, {}, ['projectid'])) {
    const network = one.vpcid ? `vpc:${one.vpcid}` : `network:${one.guestnetworkid}`
    const at = found.get(network) ?? found.get(`router:${one.id}`)
    at?.push(vmOf(one))
  }
  return found
}

/** Every router of a kind, page by page; without those of `optional` (names of parameters) that this server or role refuses. */
export async function listEvery(cloud: Cloud, params: Params, optional: readonly string[]): Promise<Router[]> {
  const ask: AskPage<Router> = async (page, pagesize, without) => {
    const all: Params = { listall: true, projectid: '-1', ...params, page, pagesize }
    const told = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)))
    const { router, count } = await cloud.call('listRouters', told)
    return { rows: router, total: count, date: undefined }
  }
  const rows: Router[] = []
  for await (const page of walkFleet(ask, await openFleet(ask, largestPage, optional))) rows.push(...page.rows)
  return rows
}
