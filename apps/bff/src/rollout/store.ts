import type { ItemRecord, Order, RunRecord, Sample } from './record.ts'
import type { RunEvent } from './types.ts'

/** What happened between two looks; all of it is written, or none. */
export interface Change {
  run: RunRecord
  items?: readonly ItemRecord[]
  events?: readonly RunEvent[]
  /** Orders that this carries out. */
  orders?: readonly number[]
  /** Places (`placeKey`) that it gives up. */
  frees?: readonly string[]
}

export interface Held {
  run: RunRecord
  items: ItemRecord[]
  /** Grows with every take: who holds a smaller one has lost the run. */
  epoch: number
}

/** The run that is at work at a place. */
export type Claimant = Pick<RunRecord, 'title' | 'state' | 'owner'>

/** Somebody else drives this run by now: whatever we were about to write is not true any more. */
export class Lost extends Error {}

export interface Store {
  create(change: Change): Promise<void>
  /** Newest first, 200 at most. */
  runs(cloud: string): Promise<RunRecord[]>
  run(id: string): Promise<RunRecord | undefined>
  /** Those that changed after a `rev`. */
  items(id: string, after?: number): Promise<ItemRecord[]>
  item(id: string, item: string): Promise<ItemRecord | undefined>
  /** 500 at most, oldest first: those after one, or the newest. */
  events(id: string, after?: number): Promise<RunEvent[]>
  /** Runs that somebody has to drive: what is running or aborting, and what has orders waiting. */
  due(cloud: string): Promise<string[]>
  order(id: string, order: Order): Promise<void>
  orders(id: string): Promise<{ seq: number; order: Order }[]>
  /** From now on only the taker may write; the run has the places at which something is under way. Undefined when there is no such run, or it is a newer Stratoview's. */
  take(id: string): Promise<Held | undefined>
  /** Throws Lost when another has taken the run since. */
  commit(id: string, epoch: number, change: Change): Promise<void>
  /**
   * Takes places of its cloud for a run, those that no other run has: two runs are never at work at one place. It has them
   * until a commit frees them. Returns the places it could not have. Throws Lost like `commit`.
   */
  claim(id: string, epoch: number, places: readonly string[]): Promise<Map<string, Claimant>>
  /** Figures of what was done here lately. */
  samples(cloud: string): Promise<Sample[]>
}

/** ms: looked at more seldom than that, an interruption was not measured, as most of a reboot fits between two looks. */
const closely = 5_000

export function sampleOf(run: Pick<RunRecord, 'method'>, item: ItemRecord): Sample | undefined {
  const { started, ended, interruption } = item
  if (item.step !== 'done' || item.own.last || started === undefined || ended === undefined) return undefined
  return {
    method: run.method,
    pair: item.own.pair,
    hypervisor: item.own.hypervisor,
    ...((interruption?.within ?? 0) <= closely && { interrupted: interruption?.ms ?? 0 }),
    took: Math.max(0, ended - started),
  }
}
