import { expect, test } from 'vitest'
import { placeOf } from './menu-place.ts'

const view = { width: 400, height: 600 }
const button = (top: number, left = 200) => ({ top, bottom: top + 28, left, right: left + 80 })

test('below the button, with the edges asked for in line', () => {
  expect(placeOf(button(100), { width: 150, height: 200 }, view, 'start')).toMatchObject({ top: 132, left: 200 })
  expect(placeOf(button(100), { width: 150, height: 200 }, view, 'end')).toMatchObject({ top: 132, left: 130 })
})

test('above when it would not fit below and there is more room', () => {
  expect(placeOf(button(500), { width: 150, height: 200 }, view, 'start').top).toBe(500 - 4 - 200)
})

test('never outside the window', () => {
  expect(placeOf(button(100, 330), { width: 150, height: 200 }, view, 'start').left).toBe(400 - 150 - 8)
  expect(placeOf(button(100, -60), { width: 150, height: 200 }, view, 'end').left).toBe(8)
  expect(placeOf(button(300), { width: 150, height: 900 }, view, 'start')).toMatchObject({ top: 8, maxHeight: 288 })
})
