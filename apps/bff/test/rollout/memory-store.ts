import { placeKey } from '../../src/rollout/look-all.ts'
import { isActive, type ItemRecord, type Order, type RunRecord } from '../../src/rollout/record.ts'
import { Lost, sampleOf, type Change, type Held, type Store } from '../../src/rollout/store.ts'
import type { RunEvent } from '../../src/rollout/types.ts'

interface Kept {
  run: RunRecord
  items: Map<string, ItemRecord>
  events: RunEvent[]
  orders: { seq: number; order: Order }[]
  epoch: number
}

const copy = <T>(value: T): T => structuredClone(value)

/** A store of one process: for tests of the engine, where a database would only cost time. */
export function memoryStore(): Store {
  const runs = new Map<string, Kept>()
  /** Who has a place: its run, by cloud and place. */
  const claims = new Map<string, string>()
  let seq = 0
  const write = (kept: Kept, { run, items = [], events = [], orders = [], frees = [] }: Change) => {
    kept.run = copy(run)
    for (const item of items) kept.items.set(item.id, copy(item))
    kept.events.push(...copy(events))
    kept.orders = kept.orders.filter((one) => !orders.includes(one.seq))
    for (const place of frees) if (claims.get(place) === run.id) claims.delete(place)
  }
  const of = (cloud: string) => [...runs.values()].filter(({ run }) => run.own.cloud === cloud)
  const itemsOf = (kept?: Kept) => [...(kept?.items.values() ?? [])].toSorted((a, b) => a.own.order - b.own.order)
  return {
    async create(change) {
      const kept: Kept = { run: change.run, items: new Map(), events: [], orders: [], epoch: 0 }
      write(kept, change)
      runs.set(change.run.id, kept)
    },
    runs: async (cloud) => copy(of(cloud).map(({ run }) => run)).toSorted((a, b) => b.created - a.created),
    run: async (id) => copy(runs.get(id)?.run),
    items: async (id, after = -1) => copy(itemsOf(runs.get(id)).filter(({ rev }) => rev > after)),
    item: async (id, item) => copy(runs.get(id)?.items.get(item)),
    events: async (id, after) => {
      const events = runs.get(id)?.events ?? []
      return copy(after === undefined ? events.slice(-500) : events.filter(({ seq }) => seq > after).slice(0, 500))
    },
    due: async (cloud) =>
      of(cloud)
        .filter(({ run, orders }) => run.state === 'running' || run.state === 'aborting' || orders.length > 0)
        .map(({ run }) => run.id),
    async order(id, order) {
      runs.get(id)?.orders.push({ seq: ++seq, order: copy(order) })
    },
    orders: async (id) => copy(runs.get(id)?.orders ?? []),
    async take(id): Promise<Held | undefined> {
      const kept = runs.get(id)
      if (!kept) return undefined
      kept.epoch += 1
      const active = new Set([...kept.items.values()].filter(isActive).map(({ own }) => placeKey(own.place)))
      for (const [place, by] of claims) if (by === id && !active.has(place)) claims.delete(place)
      return { run: copy(kept.run), items: copy(itemsOf(kept)), epoch: kept.epoch }
    },
    async commit(id, epoch, change) {
      const kept = runs.get(id)
      if (!kept || kept.epoch !== epoch) throw new Lost()
      write(kept, change)
    },
    async claim(id, epoch, places) {
      if (runs.get(id)?.epoch !== epoch) throw new Lost()
      for (const place of places) if (!claims.has(place)) claims.set(place, id)
      const others = places.flatMap((place) => {
        const by = claims.get(place)
        return by === id ? [] : [[place, copy(runs.get(by ?? '')!.run)] as const]
      })
      return new Map(others)
    },
    samples: async (cloud) =>
      of(cloud).flatMap(({ run, items }) => [...items.values()].flatMap((item) => sampleOf(run, item) ?? [])),
  }
}
