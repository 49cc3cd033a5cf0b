import type { Log } from '../log.ts'
import type { Cloud } from './cloud.ts'
import { count, type ItemRecord, type RunRecord } from './record.ts'
import type { Change, Held, Store } from './store.ts'
import type { RunEvent } from './types.ts'

/** A run in the hands of its driver: what is known of it, and the one way to write it down. */
export interface Hold {
  readonly run: RunRecord
  readonly items: ReadonlyMap<string, ItemRecord>
  readonly cloud: Cloud
  /** This machine's own clock, ms. */
  readonly now: () => number
  readonly log: Log
  /** Notes something for the log of the run; it is written with the next `save`. */
  say(level: RunEvent['level'], text: string, about?: ItemRecord, said?: string): void
  /** Writes the run with these items and all that was said, in one piece. Throws Lost when another drives it by now. */
  save(items?: readonly ItemRecord[], orders?: readonly number[]): Promise<void>
}

export function createHold(store: Store, held: Held, cloud: Cloud, now: () => number, log: Log): Hold {
  const { run, epoch } = held
  const items = new Map(held.items.map((item) => [item.id, item]))
  let events: RunEvent[] = []
  // One after the other: two writes on their way at once could overtake each other.
  let last: Promise<void> = Promise.resolve()
  return {
    run,
    items,
    cloud,
    now,
    log,
    say(level, text, about, said) {
      run.rev += 1
      const at = Math.max(cloud.date(), run.seen)
      events.push({
        seq: run.rev,
        at,
        level,
        text,
        ...(about && { item: about.id, name: about.subject.name }),
        ...(said && { said }),
      })
    },
    save(changed = [], orders = []) {
      run.rev += 1
      run.counts = count(items.values())
      run.remainingMs = remaining(run, items.values())
      for (const item of changed) item.rev = run.rev
      const change: Change = structuredClone({ run, items: changed, events, orders })
      events = []
      last = last.then(() => store.commit(run.id, epoch, change))
      return last
    },
  }
}

/** By what the done ones took, as many at a time as may be. Until one is done it is the plan's guess. */
function remaining({ options, counts, remainingMs }: RunRecord, items: Iterable<ItemRecord>): number | null {
  let [done, took] = [0, 0]
  for (const { step, started, ended } of items) {
    if (step !== 'done' || started === undefined || ended === undefined) continue
    done += 1
    took += ended - started
  }
  const left = counts.waiting + counts.active
  if (left === 0) return 0
  return done === 0 ? remainingMs : Math.ceil(left / options.parallel) * Math.round(took / done)
}

/** Goes on to a step; `ended` and `since` by CloudStack's clock. */
export function enter(hold: Hold, item: ItemRecord, step: ItemRecord['step'], why?: string): void {
  item.step = step
  item.since = hold.cloud.date()
  if (why === undefined) delete item.why
  else item.why = why
  if (step === 'done' || step === 'failed' || step === 'skipped' || step === 'left') item.ended = item.since
}

/** Nothing has been done to it: it waits for its turn again. */
export async function backInLine(hold: Hold, item: ItemRecord): Promise<void> {
  enter(hold, item, 'waiting')
  await hold.save([item])
}

export const outOfPatience = ({ run }: Hold, { own }: ItemRecord) =>
  run.own.ran - (own.begun ?? 0) > run.options.patience * 60_000

export async function fail(hold: Hold, item: ItemRecord, why: string, said?: string): Promise<void> {
  if (said !== undefined) item.said = said
  enter(hold, item, 'failed', why)
  hold.run.own.failures += 1
  hold.say('error', `${item.subject.name} failed: ${why}`, item, said)
  await hold.save([item])
}
