import { expect, test } from 'vitest'
import { cardItems, rowItems, tableItems } from './group.ts'

interface Row {
  name: string
  pair?: string
}
const key = (row: Row) => row.name

test('neighbours that belong together get a bracket, one alone does not', () => {
  const pairs: Row[] = [
    { name: 'a', pair: 'x' },
    { name: 'b', pair: 'x' },
    { name: 'c', pair: 'y' },
    { name: 'd' },
    { name: 'e' },
  ]
  const items = rowItems(pairs, key, { key: (row) => row.pair, wrong: (two) => two.length === 2 })
  expect(items.map((item) => item.place)).toEqual(['first', 'last', undefined, undefined, undefined])
  expect(items.map((item) => item.wrong)).toEqual([true, true, undefined, undefined, undefined])
})

test('a folded group keeps its head and hides its rows; a detail follows its row', () => {
  const zone = (name: string, rows: Row[]) => ({ group: { key: name, name, rows }, items: rowItems(rows, key) })
  const parts = [zone('z-9', [{ name: 'c' }]), zone('z-10', [{ name: 'a' }, { name: 'd' }]), zone('', [{ name: 'b' }])]
  const keys = tableItems(parts, new Set(['z-10']), new Set(['c'])).map((item) => item.key)
  expect(keys).toEqual(['group:z-9', 'c', 'detail:c', 'group:z-10', 'group:', 'b'])
})

test('on a phone a pair shares one card', () => {
  const pairs: Row[] = [{ name: 'a' }, { name: 'b', pair: 'x' }, { name: 'c', pair: 'x' }, { name: 'd' }]
  const items = rowItems(pairs, key, { key: (row) => row.pair })
  const cards = cardItems(items).map((card) => (card.kind === 'card' ? card.items.map((item) => item.key) : card.key))
  expect(cards).toEqual([['a'], ['b', 'c'], ['d']])
})
