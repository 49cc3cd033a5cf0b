import { unmet } from './conditions.ts'
import { hasLeft } from './evacuate.ts'
import { placeKey } from './look-all.ts'
import { minesOf, type Vm } from './look.ts'
import { methods } from './methods.ts'
import { isActive, type ItemRecord, type RunRecord } from './record.ts'

/** How many that can't have their turn are asked again in one look, beside those for which there is room. */
const lookAhead = 8
/** How long an item that cannot have its turn is left alone, ms of the run. */
export const rest = 15_000

const inOrder = (items: Iterable<ItemRecord>) => [...items].toSorted((a, b) => a.own.order - b.own.order)
const room = (run: RunRecord, items: readonly ItemRecord[]) => run.options.parallel - items.filter(isActive).length

/**
 * Whose turn it could be: their places are to be looked at. Those that could not have theirs before come first, the one that
 * has rested longest ahead, then the others in the plan's order; of both so many that neither waits for ever. Pure.
 */
export function candidates(run: RunRecord, all: Iterable<ItemRecord>): ItemRecord[] {
  const items = inOrder(all)
  const free = room(run, items)
  if (free <= 0) return []
  const taken = new Set(items.filter(isActive).map(({ own }) => placeKey(own.place)))
  const byId = new Map(items.map((item) => [item.id, item]))
  const waiting = items.filter(
    (item) => item.step === 'waiting' && !taken.has(placeKey(item.own.place)) && !comesAfter(item, byId),
  )
  const again = waiting.filter(({ own }) => own.held !== undefined && own.held <= run.own.ran)
  const first = waiting.filter(({ own }) => own.held === undefined)
  return [
    ...again.toSorted((a, b) => a.own.held! - b.own.held!).slice(0, lookAhead),
    ...first.slice(0, free + lookAhead),
  ]
}

/** It leads, and the other router of its pair waits, too: until that changes there is nothing to be asked. */
function comesAfter({ own }: ItemRecord, all: ReadonlyMap<string, ItemRecord>): boolean {
  const partner = all.get(own.partner ?? '')
  return own.later === true && partner?.step === 'waiting' && partner.own.later !== true
}

/** Whether each that waits has been asked since a moment of the run, and could not begin. Pure. */
export const allAsked = (waiting: readonly ItemRecord[], since: number): boolean =>
  waiting.every(({ own }) => own.later === true || own.last === true || (own.held ?? 0) >= since + rest)

export interface Choice {
  begin: ItemRecord[]
  /** These can't have their turn, and why. */
  hold: { item: ItemRecord; why: string }[]
  /** Others of this run simply come first. */
  later: ItemRecord[]
}

/** Who begins: as many as there is room for, one a place, of a pair the one that doesn't lead. Pure. */
export function choose(
  run: RunRecord,
  all: ReadonlyMap<string, ItemRecord>,
  from: readonly ItemRecord[],
  places: ReadonlyMap<string, readonly Vm[]>,
): Choice {
  const choice: Choice = { begin: [], hold: [], later: [] }
  const taken = new Set<string>()
  let free = room(run, [...all.values()])
  for (const item of from) {
    const key = placeKey(item.own.place)
    if (free <= 0) break
    if (taken.has(key)) continue
    const reason = notYet(run, all, item, places.get(key) ?? [])
    if (reason === 'later') {
      choice.later.push(item)
      continue
    }
    if (reason !== undefined) {
      choice.hold.push({ item, why: reason })
      continue
    }
    taken.add(key)
    free -= 1
    choice.begin.push(item)
  }
  return choice
}

/** Why not now; `later` when others simply come first. */
function notYet(
  run: RunRecord,
  all: ReadonlyMap<string, ItemRecord>,
  item: ItemRecord,
  place: readonly Vm[],
): string | undefined {
  if (item.own.last) return lastTurn(all, item)
  const mine = minesOf(item, place)
  if (run.kind === 'evacuate' && hasLeft(run, mine) !== undefined) return undefined
  const reason = unmet(run.method, mine, place)
  if (reason) return reason.text
  const partner = all.get(item.own.partner ?? '')
  if (!partner || !methods[run.method].pairwise) return undefined
  if (partner.step === 'failed') return `The other router, ${partner.subject.name}, failed`
  return mine[0]?.redundantstate === 'PRIMARY' && partner.step === 'waiting' ? 'later' : undefined
}

/** The host goes into maintenance when all others have left it; what somebody skipped, the maintenance moves. */
function lastTurn(all: ReadonlyMap<string, ItemRecord>, item: ItemRecord): string | undefined {
  const open = [...all.values()].filter(({ step, id }) => id !== item.id && step !== 'done' && step !== 'skipped')
  if (open.length === 0) return undefined
  const moving = open.some((one) => isActive(one) || (one.step === 'waiting' && one.why === undefined))
  return moving ? 'later' : `Not all have left it: ${open.map(({ subject }) => subject.name).join(', ')}`
}
