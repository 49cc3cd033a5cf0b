import { expect, test } from 'vitest'
import { cellAt, cellGrid } from './cells.ts'

test('a few routers are one line, five thousand are lines of narrow cells that still fit', () => {
  expect(cellGrid(24, 1188)).toEqual({ columns: 24, rows: 1, pitch: 49.5, line: 12 })
  const many = cellGrid(5000, 1188)
  expect(many.columns * many.pitch).toBeLessThanOrEqual(1188)
  expect(many.columns * many.rows).toBeGreaterThanOrEqual(5000)
  expect(many.rows * many.line).toBeLessThan(150)
  expect(cellGrid(3, 358).pitch).toBe(96)
  expect(cellGrid(0, 1188).rows).toBe(0)
})

test('a point names its cell, and none beside them', () => {
  const grid = cellGrid(300, 1188)
  expect(cellAt(0, 0, grid, 300)).toBe(0)
  expect(cellAt(grid.pitch * 2 + 1, grid.line + 1, grid, 300)).toBe(grid.columns + 2)
  expect(cellAt(grid.columns * grid.pitch + 3, 0, grid, 300)).toBeUndefined()
  expect(cellAt(1, grid.line * grid.rows, grid, 300)).toBeUndefined()
})
