import type { Group, Pairing } from './types.ts'

export interface RowItem<Row> {
  kind: 'row'
  key: string
  row: Row
  place?: 'first' | 'last' | 'middle'
  wrong?: boolean
}

export interface GroupItem<Row> {
  kind: 'group'
  key: string
  group: Group<Row>
  collapsed: boolean
}

export interface DetailItem<Row> {
  kind: 'detail'
  key: string
  row: Row
}

export type Item<Row> = RowItem<Row> | GroupItem<Row> | DetailItem<Row>

/** Rows already in order, with the brackets of those that stand together. */
export function rowItems<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  pairing?: Pairing<Row>,
): RowItem<Row>[] {
  const items: RowItem<Row>[] = rows.map((row) => ({ kind: 'row', key: rowKey(row), row }))
  if (!pairing) return items
  for (let start = 0; start < items.length;) {
    const key = pairing.key(items[start]!.row)
    let end = start + 1
    while (key !== undefined && end < items.length && pairing.key(items[end]!.row) === key) end++
    if (end - start > 1) bracket(items.slice(start, end), pairing)
    start = end
  }
  return items
}

function bracket<Row>(items: RowItem<Row>[], pairing: Pairing<Row>): void {
  const wrong = pairing.wrong?.(items.map((item) => item.row)) ?? false
  items.forEach((item, index) => {
    item.place = index === 0 ? 'first' : index === items.length - 1 ? 'last' : 'middle'
    item.wrong = wrong
  })
}

/** Everything a table draws, from top to bottom. */
export function tableItems<Row>(
  parts: readonly { group?: Group<Row>; items: readonly RowItem<Row>[] }[],
  collapsed: ReadonlySet<string>,
  expanded?: ReadonlySet<string>,
): Item<Row>[] {
  const items: Item<Row>[] = []
  for (const { group, items: rows } of parts) {
    const folded = group !== undefined && collapsed.has(group.key)
    if (group) items.push({ kind: 'group', key: `group:${group.key}`, group, collapsed: folded })
    if (folded) continue
    for (const item of rows) {
      items.push(item)
      if (expanded?.has(item.key)) items.push({ kind: 'detail', key: `detail:${item.key}`, row: item.row })
    }
  }
  return items
}

export type CardItem<Row> = GroupItem<Row> | { kind: 'card'; key: string; items: RowItem<Row>[] }

/** The same for a phone: rows in one bracket share one card, details are left to the row's own page. */
export function cardItems<Row>(items: readonly Item<Row>[]): CardItem<Row>[] {
  const cards: CardItem<Row>[] = []
  for (const item of items) {
    const last = cards.at(-1)
    const joins = item.kind === 'row' && (item.place === 'last' || item.place === 'middle')
    if (item.kind === 'group') cards.push(item)
    else if (joins && last?.kind === 'card') last.items.push(item)
    else if (item.kind === 'row') cards.push({ kind: 'card', key: item.key, items: [item] })
  }
  return cards
}
