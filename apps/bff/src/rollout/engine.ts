import { begin, holdBack, runChecks } from './act.ts'
import { allAtOnce } from './at-once.ts'
import { haltOn, troubleOf } from './cloud.ts'
import { backInLine, enter, isWithinHours, mayBegin, type Hold } from './context.ts'
import { followJob, resolve, settle, watch } from './follow.ts'
import { minesOf, type Vm } from './look.ts'
import { lookAll, placeKey } from './look-all.ts'
import { prove } from './prove.ts'
import { Halt, isActive, type ItemRecord } from './record.ts'
import { candidates, choose } from './schedule.ts'
import { opensAt } from './window.ts'

/** What a look at a run came to: when to look again (ms), or that nothing is to be done until somebody says so. */
export type Next = { again: number } | 'idle' | 'over'

/** More than that at once is a time in which nobody watched. */
const longestTick = 5 * 60_000
/** How much CloudStack's clock and ours may differ over one look. */
const apart = 60_000
/** What the time before a driver's first look counts for at most: a hand-over takes about that long. */
const firstTick = 60_000
/** Nothing could begin for so long: what still waits is left. */
const stuckFor = 120_000

/**
 * One look at a run: what is true in CloudStack, what follows for everything under way, and what may begin. Whatever is
 * done is written down before and after, so it may end anywhere and be done again by another.
 */
export async function tick(hold: Hold): Promise<Next> {
  const { run } = hold
  if (run.state === 'ended') return 'over'
  try {
    await keepTime(hold)
    const active = [...hold.items.values()].filter(isActive)
    await allOf(await goOn(hold, active))
    pauseOnFailures(hold)
    const open = isWithinHours(run, hold.cloud.date())
    if (run.state === 'running') await stand(hold, open ? undefined : 'window')
    if (run.state === 'running' && open) await beginNext(hold)
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    return halted(hold, error)
  }
  pauseOnFailures(hold)
  return finish(hold)
}

/** One cheap call: is CloudStack there, does it take our keys, what time is it there. */
async function keepTime(hold: Hold): Promise<void> {
  const { run, cloud } = hold
  await cloud.call('listCapabilities', {}).catch(haltOn)
  const told = cloud.date() - run.seen
  const own = hold.elapsed() ?? firstTick
  // Where the clocks tell so different things one has been set, and only what both say has passed.
  const passed = Math.abs(told - own) > apart ? Math.min(told, own) : told
  run.own.ran += Math.max(0, Math.min(passed, longestTick))
  if (told < 0) setBack(hold, told)
  run.seen = cloud.date()
}

/**
 * CloudStack's clock was set back: what it did since an intent bears a date from before it. How long before we can't know,
 * because nobody may have watched; better to take another's act for ours than to act twice.
 */
function setBack({ items }: Hold, by: number): void {
  for (const item of items.values())
    if (isActive(item) && item.own.intent !== undefined) item.own.intent += by - longestTick
}

async function goOn(hold: Hold, active: readonly ItemRecord[]): Promise<Promise<void>[]> {
  const places = await lookAll(
    hold.cloud,
    active.map(({ own }) => own.place),
  ).catch(haltOn)
  return active.map((item) => step(hold, item, places.get(placeKey(item.own.place)) ?? []).catch(haltUnlessOurs))
}

function haltUnlessOurs(error: unknown): never {
  if (troubleOf(error) !== undefined) haltOn(error)
  throw error
}

/** All are waited for, whatever becomes of one: the rest must not go on behind our back. */
async function allOf(steps: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(steps)
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const worst = failures.find((error) => !(error instanceof Halt)) ?? failures[0]
  if (worst !== undefined) throw worst
}

async function step(hold: Hold, item: ItemRecord, place: readonly Vm[]): Promise<void> {
  watch(hold, item, place)
  switch (item.step) {
    case 'checking':
      return mayBegin(hold) ? begin(hold, item) : backInLine(hold, item)
    case 'intent':
      return hold.run.method === 'check' ? runChecks(hold, item) : resolve(hold, item, place)
    case 'acting':
      return followJob(hold, item)
    case 'settling':
      return settle(hold, item, place)
    case 'proving':
      return prove(hold, item, place)
    default:
      return undefined
  }
}

/** Looks at whose turn it could be, and lets begin who may. */
async function beginNext(hold: Hold): Promise<void> {
  const { run, items, cloud } = hold
  if (run.own.group && !run.own.group.asked) return allAtOnce(hold)
  const next = candidates(run, items.values())
  const places = await lookAll(
    cloud,
    next.map(({ own }) => own.place),
  ).catch(haltOn)
  const changed = next.filter((item) => noteRole(item, places.get(placeKey(item.own.place)) ?? []))
  if (changed.length > 0) await hold.save(changed)
  const choice = choose(run, items, next, places)
  for (const { item, why } of choice.hold) await holdBack(hold, item, why)
  await allOf(choice.begin.map((item) => begin(hold, item).catch(haltUnlessOurs)))
}

/** A pair may have changed over while it waited. True when it has. */
function noteRole(item: ItemRecord, place: readonly Vm[]): boolean {
  const role = item.pair && minesOf(item, place)[0]?.redundantstate
  if (role === undefined || role === item.pair?.redundantstate) return false
  item.pair = { ...item.pair, redundantstate: role }
  return true
}

function pauseOnFailures(hold: Hold): void {
  const { run } = hold
  const { stopAfter } = run.options
  if (run.state !== 'running' || stopAfter === 0 || run.own.failures < stopAfter) return
  run.state = 'paused'
  run.standing = { code: 'failures', text: `Paused: ${run.own.failures} failed` }
  hold.say('error', run.standing.text)
}

async function stand(hold: Hold, code: 'window' | undefined): Promise<void> {
  const { run } = hold
  const { standing, seen } = run
  if (standing?.code === code && !(standing?.until !== undefined && standing.until <= seen)) return
  if (code === undefined) delete run.standing
  else {
    const { from, until, timezone } = run.options.window!
    const next = opensAt(run.options.window!, seen)
    run.standing = { code, text: `Nothing is begun outside of ${from} to ${until} (${timezone})` }
    if (next !== undefined) run.standing.until = next
  }
  hold.say('info', run.standing?.text ?? 'Goes on')
  await hold.save()
}

/** CloudStack isn't there, or won't have us any more. */
async function halted(hold: Hold, { standing }: Halt): Promise<Next> {
  const { run } = hold
  const known = run.standing?.code === standing.code
  if (standing.code === 'cloudstack') {
    // A restart of CloudStack is waited for, but a run that somebody paused stays his.
    if (run.state === 'running' && !known) {
      run.standing = standing
      hold.say('warning', 'CloudStack does not answer; waiting for it', undefined, standing.text)
      await hold.save()
    }
    return { again: 5_000 }
  }
  if (run.state === 'aborting') return end(hold, standing.text)
  if (run.state === 'running' || !known) hold.say('error', standing.text)
  run.state = 'paused'
  run.standing = standing
  await hold.save()
  return 'idle'
}

async function finish(hold: Hold): Promise<Next> {
  const { run, items } = hold
  const all = [...items.values()]
  const active = all.some(isActive)
  const waiting = all.filter(({ step }) => step === 'waiting')
  if (active) {
    await hold.save()
    return { again: 1_000 }
  }
  if (run.state === 'aborting') return end(hold)
  if (run.state === 'paused') {
    await hold.save()
    return 'idle'
  }
  if (waiting.length === 0) return end(hold)
  if (run.standing?.code === 'window') {
    await hold.save()
    return { again: 5_000 }
  }
  // Something failed at once, and the next in line can be asked now.
  if (waiting.some(({ own }) => (own.held ?? 0) <= run.own.ran)) {
    await hold.save()
    return { again: 1_000 }
  }
  run.own.stuck ??= run.own.ran
  if (run.own.ran - run.own.stuck >= stuckFor) return end(hold)
  await hold.save()
  return { again: 3_000 }
}

const endings = { done: 'Ended: all done', aborted: 'Ended: aborted', 'with-failures': 'Ended with failures' }

/** It is over: the keys go, what waited is left with its reason. */
async function end(hold: Hold, lost?: string): Promise<Next> {
  const { run, items } = hold
  const left = [...items.values()].filter((item) => item.step === 'waiting' || isActive(item))
  const why = run.state === 'aborting' ? 'The run was aborted' : undefined
  for (const item of left)
    enter(hold, item, 'left', isActive(item) ? `Not followed to its end: ${lost}` : (why ?? item.why))
  const failed = [...items.values()].some(({ step }) => step === 'failed' || step === 'left')
  run.outcome = run.state === 'aborting' ? 'aborted' : failed ? 'with-failures' : 'done'
  run.state = 'ended'
  run.ended = hold.cloud.date()
  delete run.standing
  delete run.own.sealed
  hold.say('info', endings[run.outcome])
  await hold.save(left)
  return 'over'
}
