import { expect, test } from 'vitest'
import { seed } from './seed/index.ts'
import { World } from './world.ts'

function fleet(options: { name: string; routers?: number }): World {
  const world = new World(options)
  seed(world)
  return world
}

test.each([1, 7, 60, 250])('a world named fleet%i has as many routers', (count) => {
  expect(fleet({ name: `fleet${count}` }).tables.routers).toHaveLength(count)
})

test('asking for a number gives the demo world that many, the demo troubles among them', () => {
  const { tables, troubles } = fleet({ name: '', routers: 2000 })
  expect(tables.routers).toHaveLength(2000)
  expect(new Set(tables.routers.map((router) => router.id)).size).toBe(2000)
  expect(new Set(tables.routers.map((router) => router.name)).size).toBe(2000)
  expect(new Set(troubles.values())).toContain('both-primary')
  expect(tables.volumes.length).toBeGreaterThan(2000)
})

test('a large fleet is a realistic mix', () => {
  const { tables } = fleet({ name: 'fleet4000' })
  const share = (count: number) => count / tables.routers.length
  expect(share(tables.routers.filter((router) => router.isredundantrouter).length)).toBeCloseTo(0.24, 1)
  expect(share(tables.routers.filter((router) => router.requiresupgrade).length)).toBeCloseTo(0.15, 1)
  const failing = tables.routers.filter((router) =>
    router.healthcheckresults?.some((result) => result.status === 'FAILED'),
  )
  expect(failing.length).toBeGreaterThan(8)
  expect(share(failing.length)).toBeLessThan(0.02)
  const zones = Map.groupBy(tables.routers, (router) => router.zonename)
  expect([...zones.keys()].toSorted()).toEqual(['ams-1', 'fra-1', 'fra-2'])
})

test('nothing in it was made in the future, and low numbers are older', () => {
  const world = fleet({ name: 'fleet4000' })
  for (const rows of [world.tables.routers, world.tables.networks, world.tables.vpcs, world.tables.volumes]) {
    const created = rows.map((row) => row.created ?? '')
    expect(created.filter((at) => at > world.date())).toEqual([])
  }
  const [first, last] = ['r-1101-VM', 'r-4900-VM'].map((name) => world.tables.routers.find((row) => row.name === name))
  expect(first!.created! < last!.created!).toBe(true)
})

test('each router has results of its own, so that checking one leaves the others', () => {
  const { tables } = fleet({ name: 'fleet200' })
  const all = tables.routers.flatMap((router) => router.healthcheckresults ?? [])
  expect(new Set(all).size).toBe(all.length)
})

test('the same fleet comes out the same', () => {
  expect(fleet({ name: 'fleet300' }).tables).toEqual(fleet({ name: 'fleet300' }).tables)
})
