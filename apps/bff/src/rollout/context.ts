import type { Log } from '../log.ts'
import type { Cloud } from './cloud.ts'
import { placeKey } from './look-all.ts'
import { count, isActive, isOver, type ItemRecord, type RunRecord } from './record.ts'
import type { Change, Claimant, Held, Store } from './store.ts'
import type { RunEvent } from './types.ts'
import { isOpen } from './window.ts'

/** A run in the hands of its driver: what is known of it, and the one way to write it down. */
export interface Hold {
  readonly run: RunRecord
  readonly items: ReadonlyMap<string, ItemRecord>
  readonly cloud: Cloud
  /** This machine's own clock, ms. */
  readonly now: () => number
  /** How long it has been since this was last asked, by that clock; undefined the first time. */
  elapsed(): number | undefined
  readonly log: Log
  /** Takes the places of these items for this run; returns those whose place another run has, and why they wait. */
  claim(items: readonly ItemRecord[]): Promise<Map<ItemRecord, string>>
  /** Of the places that were claimed only those at which something is under way are kept, from the next `save` on. */
  release(): void
  /** Notes something for the log of the run; it is written with the next `save`. */
  say(level: RunEvent['level'], text: string, about?: ItemRecord, said?: string): void
  /** Writes the run with these items and all that was said, in one piece. Throws Lost when another drives it by now. */
  save(items?: readonly ItemRecord[], orders?: readonly number[]): Promise<void>
}

export function createHold(store: Store, held: Held, cloud: Cloud, now: () => number, log: Log): Hold {
  const { run, epoch } = held
  const items = new Map(held.items.map((item) => [item.id, item]))
  let events: RunEvent[] = []
  const activePlaces = () => [...items.values()].filter(isActive).map(({ own }) => placeKey(own.place))
  /** Places this run has, and those of them at which something is about to begin. */
  let ours: ReadonlySet<string> = new Set(activePlaces())
  let claimed: readonly string[] = []
  let asked: number | undefined
  // One after the other: two writes on their way at once could overtake each other. What comes while one is on its way goes
  // with the next, all in one piece: fifty items that move on together cost two writes and not fifty.
  let last: Promise<void> = Promise.resolve()
  let pending: Change | undefined
  let next: Promise<void> | undefined
  return {
    run,
    items,
    cloud,
    now,
    log,
    elapsed() {
      const before = asked
      asked = now()
      return before === undefined ? undefined : asked - before
    },
    async claim(wanted) {
      claimed = [...new Set(wanted.map(({ own }) => placeKey(own.place)))]
      const asking = last.then(() => store.claim(run.id, epoch, claimed))
      // Whoever asked hears of it when it fails; what is written after it fails by itself.
      last = asking.then(
        () => undefined,
        () => undefined,
      )
      const others = await asking
      claimed = claimed.filter((place) => !others.has(place))
      ours = new Set([...ours, ...claimed])
      // Whose run stands still may keep its place for days; who works there gives it up.
      if ([...others.values()].some(({ state }) => state !== 'paused')) delete run.own.stuck
      return new Map(
        wanted.flatMap((item) => {
          const other = others.get(placeKey(item.own.place))
          return other ? [[item, atWork(run, other)] as const] : []
        }),
      )
    },
    release() {
      claimed = []
    },
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
      const needed = new Set([...claimed, ...activePlaces()])
      const frees = [...ours].filter((place) => !needed.has(place))
      ours = needed
      const change: Change = structuredClone({ run, items: changed, events, orders, frees })
      events = []
      pending = pending === undefined ? change : both(pending, change)
      if (next === undefined) {
        last = next = last.then(() => {
          const written = pending!
          pending = next = undefined
          return store.commit(run.id, epoch, written)
        })
      }
      return next
    },
  }
}

/** Two changes as one; of an item written in both the later one counts. */
function both(earlier: Change, later: Change): Change {
  const items = new Map([...(earlier.items ?? []), ...(later.items ?? [])].map((item) => [item.id, item]))
  return {
    run: later.run,
    items: [...items.values()],
    events: [...(earlier.events ?? []), ...(later.events ?? [])],
    orders: [...(earlier.orders ?? []), ...(later.orders ?? [])],
    frees: [...(earlier.frees ?? []), ...(later.frees ?? [])],
  }
}

/** Another account's run isn't named: who waits may not see it. */
function atWork({ owner }: RunRecord, other: Claimant): string {
  const ours = owner.account === other.owner.account && owner.domainid === other.owner.domainid
  const which = ours ? `Another run, “${other.title}”,` : 'Another run'
  return other.state === 'paused' ? `${which} is paused in the middle of it` : `${which} is at work on it`
}

/**
 * By what the done ones took: what is under way has some of that behind it, and two of a pair go one after the other.
 * Until one is done it is the plan's guess.
 */
export function remaining(run: RunRecord, items: Iterable<ItemRecord>): number | null {
  const left: ItemRecord[] = []
  let [done, took] = [0, 0]
  for (const item of items) {
    if (!isOver(item)) left.push(item)
    if (item.step !== 'done' || item.started === undefined || item.ended === undefined) continue
    done += 1
    took += Math.max(0, item.ended - item.started)
  }
  if (left.length === 0) return 0
  if (done === 0) return run.remainingMs
  const each = took / done
  const pairs = new Map<string, number>()
  let [work, longest] = [0, 0]
  for (const { step, started, own } of left) {
    const ms = step === 'waiting' || started === undefined ? each : Math.max(0, each - (run.seen - started))
    const key = own.pair ? own.place.id : ''
    const chain = key === '' ? ms : (pairs.get(key) ?? 0) + ms
    if (key !== '') pairs.set(key, chain)
    work += ms
    longest = Math.max(longest, chain)
  }
  return Math.round(run.method === 'all-at-once' ? longest : Math.max(longest, work / run.options.parallel))
}

/** Whether anything may begin: nobody has stopped the run, and it is within its hours. */
export const mayBegin = ({ run, cloud }: Hold): boolean => run.state === 'running' && isWithinHours(run, cloud.date())

/** Also of one that waits for something else. */
export const isWithinHours = ({ options: { window } }: Pick<RunRecord, 'options'>, at: number): boolean =>
  window === undefined || isOpen(window, at)

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

/** Nothing need be done to it. It took no time of ours, so nothing is to be learnt from it. */
export async function needless(hold: Hold, item: ItemRecord, step: 'done' | 'skipped', why: string): Promise<void> {
  delete item.started
  delete hold.run.own.stuck
  enter(hold, item, step, why)
  hold.say('info', `${item.subject.name}: ${why}`, item)
  await hold.save([item])
}
