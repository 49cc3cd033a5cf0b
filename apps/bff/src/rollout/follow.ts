import type { AsyncJob } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { timeOf } from '@stratoview/api-client/health'
import { isForbidden } from '../error.ts'
import { actWhenReady } from './act.ts'
import { mostUnclear, passedOver, unclearTooOften } from './at-once.ts'
import { enter, fail, outOfPatience, type Hold } from './context.ts'
import { isMaintained, landed, notEmpty } from './evacuate.ts'
import { factsOf, look, minesOf, serves, type Vm } from './look.ts'
import { methods } from './methods.ts'
import { prove } from './prove.ts'
import type { ItemRecord } from './record.ts'

/** How long and how often CloudStack is asked before we believe that it never heard of an act, ms of the run. */
const grace = 10_000
const enoughLooks = 3
/** Two looks are never so far apart while somebody watches: more is a clock that was set. */
const longestLook = 5 * 60_000
/** CloudStack's dates are whole seconds. */
const slack = 2_000

/**
 * We were about to act, or acted and got no clear answer. What is true? A job on it, an event of it, or a change in the
 * VMs says that CloudStack took it. Only when it has been asked long enough and knows nothing has nothing been done.
 */
export async function resolve(hold: Hold, item: ItemRecord, place: readonly Vm[]): Promise<void> {
  const job = await jobOf(hold, item)
  if (job) return adopt(hold, item, job)
  const trace = await traceOf(hold, item)
  if (trace === 'failed') return fail(hold, item, 'CloudStack says it failed')
  if (trace === 'running' || (trace === undefined && isChanging(item, place))) return wait(hold, item, place)
  if (trace === 'ended' || hasChanged(hold, item, place) || (await isMaintained(hold, item))) {
    enter(hold, item, 'settling')
    hold.say('info', `${item.subject.name}: CloudStack had done it`, item)
    return hold.save([item])
  }
  const unsure = (item.own.unsure ??= { since: hold.run.own.ran, looks: 0 })
  unsure.looks += 1
  // Kept, so that whoever comes after us goes on counting.
  if (unsure.looks < enoughLooks || hold.run.own.ran - unsure.since < grace) return hold.save([item])
  delete item.own.unsure
  if (hold.run.method === 'all-at-once') return passedOver(hold, item)
  if ((item.own.unclear ?? 0) >= mostUnclear) return fail(hold, item, unclearTooOften)
  hold.say('info', `${item.subject.name}: CloudStack never heard of it; asked again`, item)
  await actWhenReady(hold, item)
}

/** It is being worked on, by a job we don't know the id of. */
async function wait(hold: Hold, item: ItemRecord, place: readonly Vm[]): Promise<void> {
  if (item.own.unsure !== undefined) {
    delete item.own.unsure
    await hold.save([item])
  }
  if (!outOfPatience(hold, item)) return
  const gone = minesOf(item, place).length === 0 && item.subject.type !== 'host'
  await fail(hold, item, gone ? 'It is not there any more' : `It did not end in ${hold.run.options.patience} minutes`)
}

async function adopt(hold: Hold, item: ItemRecord, job: AsyncJob): Promise<void> {
  item.jobid = job.jobid
  delete item.own.unsure
  enter(hold, item, 'acting')
  hold.say('info', `${item.subject.name}: found CloudStack’s job ${job.jobid}`, item)
  await hold.save([item])
}

/** Restarts of networks tell no `jobinstanceid` (recorded: `restartNetwork.cleanup`): for them the events must do. */
async function jobOf(hold: Hold, item: ItemRecord): Promise<AsyncJob | undefined> {
  const { asyncjobs } = await hold.cloud.call('listAsyncJobs', { listall: true })
  const { command } = methods[hold.run.method].deed(item)
  return asyncjobs.find(
    (job) =>
      job.jobinstanceid === item.subject.id &&
      job.cmd?.toLowerCase().endsWith(`.${command.toLowerCase()}cmd`) &&
      timeOf(job.created ?? '') >= (item.own.intent ?? 0) - slack,
  )
}

/** What the events since the intent say; undefined when they say nothing of it, or may not be read. */
async function traceOf(hold: Hold, item: ItemRecord): Promise<'running' | 'ended' | 'failed' | undefined> {
  const { trace } = methods[hold.run.method].deed(item)
  if (!trace) return undefined
  const since = (item.own.intent ?? 0) - slack
  const { type, resourcetype } = trace
  const about = { type, resourcetype, resourceid: item.subject.id, listall: true, page: 1, pagesize: 50 }
  const events = await hold.cloud.call('listEvents', about).then(
    ({ event }) => event.filter(({ created }) => timeOf(created) >= since),
    (error: unknown) => {
      if (isForbidden(error)) return []
      throw error
    },
  )
  const end = events.find(({ state }) => state === 'Completed')
  if (end) return end.level === 'ERROR' ? 'failed' : 'ended'
  return events.length > 0 ? 'running' : undefined
}

/** Also while nothing is listed there: whether that is so because of us isn't known before something is. */
function isChanging(item: ItemRecord, place: readonly Vm[]): boolean {
  const mine = minesOf(item, place)
  if (mine.length === 0) return item.subject.type !== 'host'
  return mine.some(({ state }) => ['Stopping', 'Stopped', 'Starting', 'Migrating'].includes(state))
}

function hasChanged({ run }: Hold, item: ItemRecord, place: readonly Vm[]): boolean {
  const before = item.before ?? []
  if (before.length === 0) return false
  if (methods[run.method].replaces) return before.every(({ id }) => place.every((vm) => vm.id !== id))
  return run.method === 'migrate' && minesOf(item, place).some(({ hostid }) => hostid !== before[0]?.hostid)
}

/** The job's course; its end in CloudStack's words. */
export async function followJob(hold: Hold, item: ItemRecord): Promise<void> {
  const jobid = item.jobid ?? ''
  const job = await hold.cloud.call('queryAsyncJobResult', { jobid }).catch((error: unknown) => {
    // Swept away meanwhile, so it has ended: what it came to is seen in the VMs (reference §1.6).
    if (error instanceof CloudStackError && [431, 531].includes(error.status)) return undefined
    throw error
  })
  if (job?.jobstatus === 0) {
    if (!outOfPatience(hold, item)) return
    return fail(hold, item, `CloudStack’s job did not end in ${hold.run.options.patience} minutes; it is still running`)
  }
  if (job && job.jobstatus !== 1) return failed(hold, item, job)
  enter(hold, item, 'settling')
  hold.say('info', `${item.subject.name}: CloudStack’s job has ended`, item)
  await hold.save([item])
  const place = await look(hold.cloud, item.own.place)
  watch(hold, item, place)
  await settle(hold, item, place)
}

/** What it left behind is told with it: a router whose start failed stays off. */
async function failed(hold: Hold, item: ItemRecord, job: AsyncJob): Promise<void> {
  const place = await look(hold.cloud, item.own.place)
  item.after = minesOf(item, place).map(factsOf)
  if (item.own.place.by !== 'host' && item.network && !serves(place))
    hold.say('error', `${item.network.name}: no router serves it now`, item)
  await fail(hold, item, 'CloudStack’s job failed', errorOf(job))
}

function errorOf({ jobresult }: AsyncJob): string | undefined {
  const text = (jobresult as { errortext?: unknown } | undefined)?.errortext
  return typeof text === 'string' ? text : undefined
}

/** Until it runs again, and a pair has one that leads and one that stands by. */
export async function settle(hold: Hold, item: ItemRecord, place: readonly Vm[]): Promise<void> {
  const ofHost = item.subject.type === 'host'
  const why = ofHost ? await notEmpty(hold, item) : unsettled(hold, item, place)
  if (why === undefined) {
    item.after = minesOf(item, place).map(factsOf)
    if (hold.run.method === 'migrate') landed(hold, item, place)
    enter(hold, item, 'proving')
    await hold.save([item])
    return prove(hold, item, place)
  }
  if (outOfPatience(hold, item)) return fail(hold, item, why)
  if (item.why === why) return
  // A host that goes on emptying is waited for, however many instances it has.
  if (ofHost) item.own.begun = hold.run.own.ran
  item.why = why
  await hold.save([item])
}

function unsettled({ run }: Hold, item: ItemRecord, place: readonly Vm[]): string | undefined {
  const mine = minesOf(item, place)
  if (mine.length === 0) return 'It is not there any more'
  const before = item.before ?? []
  if (methods[run.method].replaces && place.some(({ id }) => before.some((old) => old.id === id)))
    return 'A router from before is still there'
  // What an earlier attempt left switched off has no successor.
  const many = before.filter(({ state }) => state !== 'Stopped').length
  if (mine.length < many) return `Of ${many} routers ${mine.length} are there`
  const down = mine.find(({ state }) => state !== 'Running')
  if (down) return `${down.name} is ${down.state}`
  const lost = mine.find(({ hostcontrolstate }) => hostcontrolstate === 'Offline')
  if (lost) return `The host of ${lost.name}, ${lost.hostname}, is not up`
  // A live move changes nothing about who leads.
  if (run.method === 'migrate')
    return mine[0]?.hostid === before[0]?.hostid ? `It is still on ${mine[0]?.hostname}` : undefined
  if (!place.some(({ redundant }) => redundant)) return undefined
  const roles = place.map(({ redundantstate }) => redundantstate)
  if (!serves(place)) return `No router of the pair leads: ${roles.join(', ')}`
  return roles.filter((role) => role === 'PRIMARY').length > 1 ? 'Both routers of the pair lead' : undefined
}

/** Notes who serves, so that an interruption is measured as it was seen. */
export function watch(hold: Hold, item: ItemRecord, place: readonly Vm[]): void {
  if (item.subject.type === 'host' || item.subject.type === 'system-vm' || item.step === 'checking') return
  const { own } = item
  const at = hold.cloud.date()
  const seen = (item.interruption ??= { ms: 0, within: 0 })
  // What began and ended between two looks wasn't seen, and what was seen may have begun right after the look before.
  const since = Math.min(Math.max(0, at - (own.looked ?? at)), longestLook)
  seen.within = Math.max(seen.within, since)
  own.looked = at
  if (own.down !== undefined) seen.ms += since
  if (!serves(place)) {
    if (own.down === undefined && place.length > 1 && place.every(({ state }) => state !== 'Running'))
      tellPairDown(hold, item)
    own.down ??= at
  } else delete own.down
}

/** Both routers of a pair are down: that is told once, by whichever of their items saw it first. */
function tellPairDown(hold: Hold, item: ItemRecord): void {
  if (hold.items.get(item.own.partner ?? '')?.own.down !== undefined) return
  const where = item.network?.name ?? item.subject.name
  hold.say('error', `${where}: every router of it is down at once`, item)
}
