import type { RefObject } from 'react'
import type { Item } from './group.ts'
import { moved, type Command } from './keyboard.ts'
import type { Active } from './use-active.ts'
import type { Selecting } from './use-selection.ts'

export interface Desk<Row> {
  items: readonly Item<Row>[]
  keys: readonly string[]
  groupKeys: ReadonlyMap<string, readonly string[]>
  active: Active
  selecting: Selecting
  selectable: boolean
  /** how many rows are seen at once */
  page: number
  scroller: RefObject<HTMLDivElement | null>
  reveal(index: number): void
  fold(group: string): void
  open(row: Row, key: string): void
  openMenu(key: string): void
}

/** The next item that can be active in the direction taken; details cannot. */
function settle<Row>(items: readonly Item<Row>[], index: number, from: number): number {
  const step = index < from ? -1 : 1
  let at = index
  while (items[at]?.kind === 'detail') at += step
  return items[at] ? at : from
}

function move<Row>(desk: Desk<Row>, command: Command & { do: 'move' }): boolean {
  const { items, active, selecting } = desk
  if (items.length === 0) return false
  const from = items[active.index]
  const index = settle(items, moved(active.index, items.length, command.by, desk.page), active.index)
  const to = items[index]
  if (!to) return false
  active.set(to.key)
  desk.reveal(index)
  desk.scroller.current?.focus({ preventScroll: true })
  if (command.extend && desk.selectable && to.kind === 'row') {
    selecting.extendTo(to.key, from?.kind === 'row' ? from.key : undefined)
  }
  return true
}

/** Steps through the links and buttons of the active row, and back to the row itself before the first. */
function inside<Row>(desk: Desk<Row>, by: 1 | -1): boolean {
  const box = desk.scroller.current
  const row = box?.querySelector('[role="row"][data-active]')
  const item = desk.items[desk.active.index]
  if (!box || !row || !item) return false
  if (item.kind === 'group') {
    if (item.collapsed !== (by === 1)) return false
    desk.fold(item.group.key)
    return true
  }
  const stops = [...row.querySelectorAll<HTMLElement>('a[href], button, input, [tabindex]')]
  const at = stops.findIndex((stop) => stop === document.activeElement) + by
  if (at < 0) box.focus({ preventScroll: true })
  else stops[Math.min(at, stops.length - 1)]?.focus()
  return true
}

/**
 * Does what a key asks.
 * @returns false when there was nothing to do and the browser may have the key
 */
export function runCommand<Row>(desk: Desk<Row>, command: Command): boolean {
  const { active, selecting, selectable, keys } = desk
  const item = desk.items[active.index]
  switch (command.do) {
    case 'move':
      return move(desk, command)
    case 'inside':
      return inside(desk, command.by)
    case 'all':
      if (selectable) selecting.pickAll(keys)
      return selectable
    case 'clear':
      if (selecting.selection.size > 0) selecting.clear()
      else if (item) active.set(undefined)
      else return false
      return true
  }
  if (!item) return false
  if (item.kind === 'group') {
    if (command.do === 'menu') return false
    if (command.do === 'open') desk.fold(item.group.key)
    else if (selectable) selecting.pickAll(desk.groupKeys.get(item.group.key) ?? [])
    return true
  }
  if (command.do === 'open') desk.open(item.row, item.key)
  else if (command.do === 'menu') desk.openMenu(item.key)
  else if (selectable) selecting.pick(item.key, command.extend)
  return true
}
