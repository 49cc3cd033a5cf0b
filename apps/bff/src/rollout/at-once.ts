import type { Result } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { haltOn, troubleOf } from './cloud.ts'
import { enter, fail, type Hold } from './context.ts'
import { pooled } from '../pool.ts'
import { holdBack } from './act.ts'
import type { ItemRecord } from './record.ts'
import { rest } from './schedule.ts'

/** Jobs asked for at the same time. */
const inFlight = 20

/** Who is told so often and never answers is not told again. */
export const mostUnclear = 5
export const unclearTooOften = `CloudStack gave no clear answer to it, ${mostUnclear} times`

const notPicked = 'CloudStack’s command did not pick it'

/** CloudStack's own command: one call, and every router it picks goes down at the same moment, both of a pair too. */
export async function allAtOnce(hold: Hold): Promise<void> {
  const { run, cloud, items } = hold
  const group = run.own.group!
  const waiting = [...items.values()].filter(({ step }) => step === 'waiting')
  const taken = await hold.claim(waiting)
  if (taken.size > 0) return waitForAll(hold, waiting, taken)
  for (const item of waiting) {
    item.started ??= cloud.date()
    item.own.begun = run.own.ran
    item.own.intent = cloud.date()
    enter(hold, item, 'intent')
  }
  group.asked = true
  hold.say('warning', `upgradeRouterTemplate: ${waiting.length} routers at once`)
  await hold.save(waiting)
  try {
    // Not by its shape alone: whatever it answers, it has been done.
    const { asyncjobs = [] } = (await cloud.act('upgradeRouterTemplate', group.params)) as Partial<
      Result<'upgradeRouterTemplate'>
    >
    await assign(
      hold,
      waiting,
      asyncjobs.map(({ jobid }) => jobid),
    )
  } catch (error) {
    await notAsked(hold, waiting, error)
  }
}

/** The command knows no exceptions: while another run is at work on one of them, all wait. */
async function waitForAll(hold: Hold, waiting: readonly ItemRecord[], taken: ReadonlyMap<ItemRecord, string>) {
  hold.release()
  for (const item of waiting) item.own.held = hold.run.own.ran + rest
  for (const [item, why] of taken) await holdBack(hold, item, why)
}

/** The answer names jobs, not routers (recorded: `upgradeRouterTemplate.zone`): each job says whose it is. */
async function assign(hold: Hold, waiting: readonly ItemRecord[], jobids: readonly string[]): Promise<void> {
  const byRouter = new Map<string | undefined, string>()
  await pooled(jobids, inFlight, async (jobid) => {
    const { jobinstanceid } = await hold.cloud.call('queryAsyncJobResult', { jobid })
    byRouter.set(jobinstanceid, jobid)
  })
  for (const item of waiting) {
    const jobid = byRouter.get(item.subject.id)
    if (jobid === undefined) enter(hold, item, 'skipped', notPicked)
    else {
      item.jobid = jobid
      enter(hold, item, 'acting')
    }
  }
  hold.say('info', `CloudStack picked ${byRouter.size} of ${waiting.length}`)
  await hold.save(waiting)
}

async function notAsked(hold: Hold, waiting: readonly ItemRecord[], error: unknown): Promise<void> {
  const trouble = troubleOf(error)
  if (trouble === 'refused') {
    const said = (error as CloudStackError).message
    for (const item of waiting) await fail(hold, item, 'CloudStack refused it', said)
    return
  }
  if (trouble === 'keys' || trouble === 'rights') await backToWaiting(hold, waiting)
  else hold.run.own.group!.unclear = (hold.run.own.group!.unclear ?? 0) + 1
  haltOn(error)
}

async function backToWaiting(hold: Hold, items: readonly ItemRecord[]): Promise<void> {
  hold.run.own.group!.asked = false
  for (const item of items) enter(hold, item, 'waiting')
  await hold.save(items)
}

/**
 * Of one router CloudStack knows no job and no event. When others have one, the command was heard and passed this one
 * over; when none has, it was never heard, and is asked again.
 */
export async function passedOver(hold: Hold, item: ItemRecord): Promise<void> {
  const all = [...hold.items.values()]
  const heard = all.some(({ step }) => step !== 'intent' && step !== 'waiting' && step !== 'skipped')
  const intents = all.filter(({ step }) => step === 'intent')
  if (!heard && (hold.run.own.group!.unclear ?? 0) >= mostUnclear) {
    for (const one of intents) await fail(hold, one, unclearTooOften)
    return
  }
  if (!heard) {
    hold.say('info', 'CloudStack never heard of it; asked again')
    return backToWaiting(hold, intents)
  }
  enter(hold, item, 'skipped', notPicked)
  await hold.save([item])
}
