import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedded, type Database } from '../../src/rollout/database.ts'
import { migrate } from '../../src/rollout/migrations.ts'
import { sqlStore } from '../../src/rollout/sql-store.ts'
import { Lost, type Store } from '../../src/rollout/store.ts'
import { cloudy, here, memoryStore, runThrough, started } from './harness.ts'
import { runThroughKilled } from './killed.ts'

/** One for the file: it takes seconds to boot. */
let database: Database
beforeAll(async () => {
  database = await embedded(undefined)
  await migrate(database)
})
afterAll(() => database.close())

const request = { kind: 'restart', method: 'restart-router', scope: { by: 'everything' } } as const

describe.each<[string, () => Store]>([
  ['in memory', memoryStore],
  ['in PostgreSQL', () => sqlStore(database)],
])('a run %s', (_, make) => {
  test('is kept whole: run, items, events, and what is asked for since', async () => {
    const [cloud, store] = [await cloudy('calm-1', 4), make()]
    const id = await started(cloud, store, request)
    expect(await store.due(here)).toContain(id)
    const before = (await store.run(id))!
    expect(await store.items(id)).toHaveLength(before.counts.waiting)
    expect(await store.items(id, before.rev)).toEqual([])
    await runThrough(cloud, store, id)
    const run = (await store.run(id))!
    expect(run).toMatchObject({ state: 'ended', outcome: 'done' })
    expect(await store.due(here)).not.toContain(id)
    expect((await store.runs(here)).map((one) => one.id)).toContain(id)
    expect(await store.runs('another cloud')).toEqual([])
    const events = await store.events(id, 0)
    expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).toSorted((a, b) => a - b))
    expect(await store.events(id, events.at(-2)!.seq)).toEqual(events.slice(-1))
    // Whoever opens a long log late is given its end.
    const held = (await store.take(id))!
    const more = Array.from(
      { length: 600 },
      (_, i) => ({ seq: run.rev + 1 + i, at: 0, level: 'info', text: `${i}` }) as const,
    )
    await store.commit(id, held.epoch, { run, events: more })
    expect(await store.events(id)).toEqual(more.slice(-500))
    const [item] = await store.items(id)
    expect(await store.item(id, item!.id)).toEqual(item)
    expect((await store.samples(here)).find((one) => one.method === 'restart-router')?.took).toBeGreaterThan(0)
  })

  test('is one driver’s: who took it before can write it no more, and nothing of what it tried', async () => {
    const [cloud, store] = [await cloudy('calm-1', 3), make()]
    const id = await started(cloud, store, request)
    const first = (await store.take(id))!
    const second = (await store.take(id))!
    expect(second.epoch).toBeGreaterThan(first.epoch)
    const event = { seq: 99, at: 0, level: 'info', text: 'too late' } as const
    const change = { run: { ...first.run, title: 'stolen' }, items: first.items, events: [event] }
    await expect(store.commit(id, first.epoch, change)).rejects.toBeInstanceOf(Lost)
    expect(await store.run(id)).toEqual(second.run)
    expect(await store.events(id, 98)).toEqual([])
    await store.commit(id, second.epoch, { run: { ...second.run, title: 'kept' } })
    expect((await store.run(id))!.title).toBe('kept')
  })

  test('has its places to itself until it gives them up; who lost it takes none', async () => {
    const [cloud, store] = [await cloudy('calm-1', 3), make()]
    const ids = [await started(cloud, store, request), await started(cloud, store, request)] as const
    const [first, second] = [(await store.take(ids[0]))!, (await store.take(ids[1]))!]
    const claim = (n: 0 | 1, ...places: string[]) => store.claim(ids[n], [first, second][n]!.epoch, places)
    const [a, b, c] = ['a', 'b', 'c'].map((place) => `network:${place}-${ids[0]}`) as [string, string, string]
    expect(await claim(0, a, b)).toEqual(new Map())
    const refused = await claim(1, b, c)
    expect([...refused.keys()]).toEqual([b])
    expect(refused.get(b)).toMatchObject({ title: first.run.title, state: 'running', owner: first.run.owner })
    // Its own it may ask for again.
    expect(await claim(0, a)).toEqual(new Map())
    expect([...(await claim(0, c)).keys()]).toEqual([c])
    await store.commit(ids[0], first.epoch, { run: first.run, frees: [b, c] })
    expect([...(await claim(1, a, b, c)).keys()]).toEqual([a])
    await store.take(ids[0])
    await expect(claim(0, a)).rejects.toBeInstanceOf(Lost)
    // Nothing had begun there, and whoever wanted to is gone.
    expect(await claim(1, a)).toEqual(new Map())
  })

  test('keeps orders until they are carried out, in one piece with what they changed', async () => {
    const [cloud, store] = [await cloudy('calm-1', 3), make()]
    const id = await started(cloud, store, request)
    await store.order(id, { type: 'pause', by: 'anna' })
    await store.order(id, { type: 'resume', by: 'ben' })
    const orders = await store.orders(id)
    expect(orders.map(({ order }) => order.by)).toEqual(['anna', 'ben'])
    const held = (await store.take(id))!
    await store.commit(id, held.epoch, { run: { ...held.run, state: 'paused' }, orders: [orders[0]!.seq] })
    expect((await store.orders(id)).map(({ order }) => order.by)).toEqual(['ben'])
    expect(await store.due(here)).toContain(id)
  })
})

test('killed again and again over a real database, nothing is done twice', async () => {
  for (const lifetime of [5, 6, 7, 9, 13]) {
    const cloud = await cloudy('calm-1', 4)
    const store = sqlStore(database)
    const id = await started(cloud, store, { ...request, options: { parallel: 2, stopAfter: 0 } })
    const watched = await runThroughKilled(cloud, store, id, () => lifetime)
    expect(watched.killed).toBeGreaterThan(0)
    expect(watched.pairsDown).toEqual([])
    expect(await store.run(id)).toMatchObject({ state: 'ended', outcome: 'done' })
    expect(new Set(cloud.deeds.map((deed) => deed.id)).size).toBe(cloud.deeds.length)
  }
})
