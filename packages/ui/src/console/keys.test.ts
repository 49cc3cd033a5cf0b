import { expect, test } from 'vitest'
import { ctrlAltDel, ownCombination, ReleaseChord, strokesOf, virtualTerminals } from './keys.ts'

test('a combination goes down in order and up in reverse', () => {
  const said = strokesOf(ctrlAltDel).map(({ code, down }) => `${down ? '+' : '-'}${code}`)
  expect(said).toEqual(['+ControlLeft', '+AltLeft', '+Delete', '-Delete', '-AltLeft', '-ControlLeft'])
})

test('twelve terminals with the keysyms of F1 to F12', () => {
  expect(virtualTerminals.map(({ keys }) => keys.at(-1)?.keysym)).toEqual(
    Array.from({ length: 12 }, (_, index) => 0xffbe + index),
  )
})

test('the chord releases once all three were down and the last went up', () => {
  const chord = new ReleaseChord()
  for (const key of ['Control', 'Alt', 'Shift']) expect(chord.key(key, true)).toBe(false)
  expect(chord.key('Alt', false)).toBe(false)
  expect(chord.key('Control', false)).toBe(false)
  expect(chord.key('Shift', false)).toBe(true)
  expect(chord.key('Shift', false)).toBe(false)
})

test('a key in between makes it a combination for the machine', () => {
  const chord = new ReleaseChord()
  for (const key of ['Control', 'Alt', 'Shift', 'T']) chord.key(key, true)
  for (const key of ['T', 'Control', 'Alt']) chord.key(key, false)
  expect(chord.key('Shift', false)).toBe(false)
})

test('one’s own combination holds its modifiers in one order, whichever they were chosen in', () => {
  const own = ownCombination(['Shift', 'Ctrl'], 'T')
  expect(own?.label).toBe('Ctrl-Shift-T')
  expect(own?.keys.map(({ code }) => code)).toEqual(['ControlLeft', 'ShiftLeft', 'KeyT'])
  expect(own?.keys.at(-1)?.keysym).toBe('t'.charCodeAt(0))
  expect(ownCombination(['Alt'], 'B', true)?.label).toBe('Alt-SysRq-B')
  expect(ownCombination([], 'no such key')).toBeUndefined()
})
