import { describe, expect, test } from 'vitest'
import { checks, failing, redundantPair, routerRow } from '../../vm/fleet/sample-rows.ts'
import { gridOf, markAt, placeOf, scaleOf, zoneMaps } from './fleet-map.ts'

describe('the map', () => {
  test('stands by zone, the largest first, in order of pod and name', () => {
    const maps = zoneMaps(
      [
        routerRow('r-10-VM', { podname: 'pod-1' }),
        routerRow('r-9-VM', { podname: 'pod-1' }),
        routerRow('r-1-VM', { podname: 'pod-2' }),
        routerRow('r-5-VM', { zoneid: 'z2', zonename: 'ams-1' }),
      ],
      true,
    )
    expect(maps.map(({ name, marks }) => [name, marks.map((mark) => mark.name)])).toEqual([
      ['fra-1', ['r-9-VM', 'r-10-VM', 'r-1-VM']],
      ['ams-1', ['r-5-VM']],
    ])
  })

  test('counts what is wrong, worst first, and neither the healthy nor the stopped', () => {
    const [map] = zoneMaps(
      [
        ...redundantPair('net', ['r-1-VM', 'r-2-VM'], ['BACKUP', 'BACKUP']),
        routerRow('r-3-VM', { health: failing('dns_check.py') }),
        routerRow('r-4-VM', { health: failing('dns_check.py'), state: 'Stopped' }),
        routerRow('r-5-VM'),
      ],
      true,
    )
    expect(map?.counts).toEqual([
      ['failing', 1],
      ['pair-wrong', 2],
    ])
  })

  test('draws nothing as unhealthy for a role that sees no results', () => {
    const health = { basic: checks('never-ran'), advanced: checks('never-ran') }
    expect(zoneMaps([routerRow('r-1-VM', { health })], false)[0]?.counts).toEqual([])
  })
})

describe('the grid', () => {
  test('finds the mark that it has put somewhere, and nothing beyond the last', () => {
    const grid = gridOf(100, 200, 10)
    expect(grid).toEqual({ columns: 20, rows: 5, pitch: 10 })
    for (const index of [0, 1, 42, 99]) {
      const { x, y } = placeOf(index, grid)
      expect(markAt(x + 3, y + 3, grid, 100)).toBe(index)
    }
    expect(markAt(0, 55, grid, 100)).toBeUndefined()
    expect(markAt(195, 45, grid, 98)).toBeUndefined()
    expect(markAt(-1, 3, grid, 100)).toBeUndefined()
  })

  test('stands on a width of nothing, and ten thousand stay small', () => {
    expect(gridOf(3, 0, 10)).toEqual({ columns: 1, rows: 3, pitch: 10 })
    expect(gridOf(10_000, 1180, scaleOf(10_000).pitch).rows * scaleOf(10_000).pitch).toBeLessThan(240)
  })
})
