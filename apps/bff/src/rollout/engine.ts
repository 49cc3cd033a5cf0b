import { begin, holdBack, runChecks } from './act.ts'
import { allAtOnce } from './at-once.ts'
import { haltOn, troubleOf } from './cloud.ts'
import { backInLine, enter, isWithinHours, mayBegin, type Hold } from './context.ts'
import { followJob, resolve, settle, watch } from './follow.ts'
import { minesOf, type Vm } from './look.ts'
import { lookAll, placeKey } from './look-all.ts'
import { prove } from './prove.ts'
import { pooled } from '../pool.ts'
import { Halt, isActive, type ItemRecord } from './record.ts'
import { allAsked, candidates, choose } from './schedule.ts'
import { opensAt } from './window.ts'

/** What a look at a run came to: when to look again (ms), or that nothing is to be done until somebody says so. */
export type Next = { again: number } | 'idle' | 'over'

/** More than that at once is a time in which nobody watched. */
const longestTick = 5 * 60_000
/** How much CloudStack's clock and ours may differ over one look. */
const apart = 60_000
/** What the time before a driver's first look counts for at most: a hand-over takes about that long. */
const firstTick = 60_000
/** Nothing could begin for so long, whoever was asked: what still waits is left. */
const stuckFor = 120_000
/** Items that are worked on at the same time in one look. */
const inFlight = 50
/** How long until a CloudStack that does not answer is asked again, ms. */
const tryAgain = 5_000

/**
 * One look at a run: what is true in CloudStack, what follows for everything under way, and what may begin. Whatever is
 * done is written down before and after, so it may end anywhere and be done again by another.
 */
export async function tick(hold: Hold): Promise<Next> {
  const { run } = hold
  if (run.state === 'ended') return 'over'
  // Nothing is left to be followed: then CloudStack needn't even be there.
  if (run.state === 'aborting' && ![...hold.items.values()].some(isActive)) return end(hold)
  try {
    await keepTime(hold)
    const active = [...hold.items.values()].filter(isActive)
    await goOn(hold, active)
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

async function goOn(hold: Hold, active: readonly ItemRecord[]): Promise<void> {
  const places = await lookAll(
    hold.cloud,
    active.map(({ own }) => own.place),
  ).catch(haltOn)
  await pooled(
    active,
    inFlight,
    async (item) => step(hold, item, places.get(placeKey(item.own.place)) ?? []).catch(haltUnlessOurs),
    isHalt,
  )
}

function haltUnlessOurs(error: unknown): never {
  if (troubleOf(error) !== undefined) haltOn(error)
  throw error
}
const isHalt = (error: unknown) => error instanceof Halt

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
  for (const item of next) item.own.later = choice.later.includes(item)
  for (const { item, why } of choice.hold) await holdBack(hold, item, why)
  // Whoever only asks for health checks is in nobody's way.
  const taken = run.method === 'check' ? new Map<ItemRecord, string>() : await hold.claim(choice.begin)
  for (const [item, why] of taken) await holdBack(hold, item, why)
  const ours = choice.begin.filter((item) => !taken.has(item))
  await pooled(ours, inFlight, (item) => begin(hold, item).catch(haltUnlessOurs), isHalt).finally(hold.release)
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
    delete run.own.stuck
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
    return run.state === 'aborting' ? awayFor(hold, standing.text) : { again: tryAgain }
  }
  if (run.state === 'aborting') return end(hold, standing.text)
  if (run.state === 'running' || !known) hold.say('error', standing.text)
  run.state = 'paused'
  run.standing = standing
  await hold.save()
  return 'idle'
}

/** Who has aborted a run gets rid of it, also when CloudStack never answers again. */
async function awayFor(hold: Hold, why: string): Promise<Next> {
  const { own, options } = hold.run
  own.away = (own.away ?? 0) + tryAgain
  if (own.away > options.patience * 60_000) return end(hold, why)
  await hold.save()
  return { again: tryAgain }
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
  run.own.stuck ??= run.own.ran
  const asked = allAsked(waiting, run.own.stuck)
  if (asked && run.own.ran - run.own.stuck >= stuckFor) return end(hold)
  await hold.save()
  return { again: asked ? 3_000 : 1_000 }
}

const endings = { done: 'Ended: all done', aborted: 'Ended: aborted', 'with-failures': 'Ended with failures' }

/** It is over: the keys go, what waited is left with its reason. */
async function end(hold: Hold, lost?: string): Promise<Next> {
  const { run, items } = hold
  const left = [...items.values()].filter((item) => item.step === 'waiting' || isActive(item))
  const why = run.state === 'aborting' ? 'The run was aborted' : undefined
  for (const item of left)
    enter(hold, item, 'left', isActive(item) ? `Not followed to its end: ${lost}` : (why ?? item.why))
  tellHalves(hold, left)
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

/** Pairs of which one router is done and the other was left: they run, and are not alike. */
function tellHalves(hold: Hold, left: readonly ItemRecord[]): void {
  for (const item of left) {
    const partner = hold.items.get(item.own.partner ?? '')
    if (partner?.step !== 'done') continue
    item.why = [item.why, `The other router of the pair, ${partner.subject.name}, is done`].filter(Boolean).join('. ')
    hold.say(
      'warning',
      `${item.network?.name ?? item.subject.name}: ${partner.subject.name} is done, ${item.subject.name} was left`,
      item,
    )
  }
}
