import { CloudStackError } from '@stratoview/api-client/error'
import * as z from 'zod'
import { haltOn, troubleOf } from './cloud.ts'
import { unmet } from './conditions.ts'
import { backInLine, enter, fail, mayBegin, needless, type Hold } from './context.ts'
import { needsNoAct, nowhereToGo } from './evacuate.ts'
import { checkHealth, factsOf, look, minesOf, type Vm } from './look.ts'
import { methods } from './methods.ts'
import { Halt, type ItemRecord } from './record.ts'
import { rest } from './schedule.ts'
import type { HealthFacts } from './types.ts'

const accepted = z.looseObject({ jobid: z.string() })

/** After that long the intent is too old to act on: another may drive the run by now. */
const stillOurs = 10_000

/** It can't have its turn; it keeps waiting, and says why. */
export async function holdBack(hold: Hold, item: ItemRecord, why: string): Promise<void> {
  item.own.held = hold.run.own.ran + rest
  if (item.step === 'waiting' && item.why === why) return
  delete item.started
  enter(hold, item, 'waiting', why)
  hold.say('warning', `${item.subject.name} waits: ${why}`, item)
  await hold.save([item])
}

/** Its turn: health before, a last look, the intent in writing, the act. */
export async function begin(hold: Hold, item: ItemRecord): Promise<void> {
  const { run } = hold
  item.started ??= hold.cloud.date()
  item.own.begun = run.own.ran
  if (run.method === 'check') return act(hold, item, [])
  if (run.kind === 'evacuate' && (await needsNoAct(hold, item))) return
  if (hasGate(hold, item) && item.step !== 'checking') {
    enter(hold, item, 'checking')
    hold.say('info', `${item.subject.name}: its turn; health before`, item)
    await hold.save([item])
  }
  await actWhenReady(hold, item)
}

const hasGate = ({ run }: Hold, { subject }: ItemRecord) => run.options.gate !== 'none' && subject.type !== 'host'

/** Everything that is asked before an act: the other router of its pair may be down since it was asked last. */
export async function actWhenReady(hold: Hold, item: ItemRecord): Promise<void> {
  const { run, cloud } = hold
  const ill = hasGate(hold, item) ? await checkBefore(hold, item) : undefined
  if (ill !== undefined) return holdBack(hold, item, ill)
  // What was so when its turn came may not be so after the checks.
  const place = await look(cloud, item.own.place)
  const mine = minesOf(item, place)
  if (isUpToDate(item, mine)) return passOver(hold, item, mine)
  const reason = item.subject.type === 'host' ? undefined : unmet(run.method, mine, place)?.text
  const why = reason ?? (run.method === 'migrate' ? await nowhereToGo(hold, item) : undefined)
  if (why !== undefined) return holdBack(hold, item, why)
  // The checks may have taken us past the hours.
  if (!mayBegin(hold)) return backInLine(hold, item)
  await act(hold, item, mine)
}

/** Somebody else has upgraded it since the plan: another run, or an operator. Each would be an outage for nothing. */
const isUpToDate = ({ own, attempt }: ItemRecord, mine: readonly Vm[]) =>
  attempt === 1 && own.flagged === true && mine.length > 0 && !mine.some(({ outdated }) => outdated)

async function passOver(hold: Hold, item: ItemRecord, mine: readonly Vm[]): Promise<void> {
  item.after = mine.map(factsOf)
  await needless(hold, item, 'done', 'It had been upgraded already when its turn came')
}

/** Why its health, or that of the other router of its pair, forbids it. */
async function checkBefore(hold: Hold, item: ItemRecord): Promise<string | undefined> {
  const { run, cloud, items } = hold
  const place = await look(cloud, item.own.place)
  const routers = place.filter(({ type, state }) => type === 'router' && state === 'Running')
  const mine = minesOf(item, routers)
  if (mine.length > 0) item.healthBefore = mostIll(await Promise.all(mine.map((vm) => checkHealth(cloud, vm))))
  if (run.options.gate === 'healthy' && item.healthBefore && isIll(item.healthBefore))
    return `It is not healthy: ${illnessOf(item.healthBefore)}`
  if (!methods[run.method].pairwise || !item.own.pair) return undefined
  for (const other of routers.filter((vm) => vm.redundant && !mine.includes(vm))) {
    const now = await checkHealth(cloud, other)
    const known = item.own.partner === undefined ? undefined : items.get(item.own.partner)?.healthBefore
    // The one that leads goes on leading, as ill as it is; the one that is to lead must be well, or as it was before.
    const leads = other.redundantstate === 'PRIMARY' && run.options.gate === 'no-worse'
    const worse = leads ? [] : now.failing.filter((name) => !known?.failing.includes(name))
    if (now.said !== undefined || now.verdict === 'no-contact' || worse.length > 0)
      return `The other router, ${other.name}, is not healthy: ${illnessOf({ ...now, failing: worse })}`
  }
  return undefined
}

export const isIll = ({ verdict, said }: HealthFacts) =>
  verdict === 'failing' || verdict === 'no-contact' || said !== undefined
export const illnessOf = ({ said, failing, verdict }: HealthFacts) => said ?? (failing.join(', ') || verdict)

/** Of a network's routers the one that is worst off, with all that fails anywhere. */
export function mostIll(all: readonly HealthFacts[]): HealthFacts {
  const [worst] = all.toSorted((a, b) => Number(isIll(b)) - Number(isIll(a)))
  return { ...worst!, failing: [...new Set(all.flatMap(({ failing }) => failing))] }
}

/** The intent is written before the act, so that whoever comes after us knows to ask CloudStack what became of it. */
export async function act(hold: Hold, item: ItemRecord, mine: readonly Vm[]): Promise<void> {
  const { run, cloud, now } = hold
  const { command, params } = methods[run.method].deed(item)
  if (mine.length > 0) item.before = mine.map(factsOf)
  item.own.intent = cloud.date()
  // Its place has just been looked at: an interruption may begin right after.
  if (mine.length > 0) item.own.looked = cloud.date()
  delete item.jobid
  delete run.own.stuck
  enter(hold, item, 'intent')
  hold.say('info', `${item.subject.name}: ${command}`, item)
  const asked = now()
  await hold.save([item])
  if (now() - asked > stillOurs)
    throw new Halt({ code: 'cloudstack', text: 'The database was too slow to act safely.' })
  if (run.method === 'check') return runChecks(hold, item)
  try {
    await started(hold, item, await cloud.act(command, params))
  } catch (error) {
    await notStarted(hold, item, error)
  }
}

async function started(hold: Hold, item: ItemRecord, answer: unknown): Promise<void> {
  item.jobid = accepted.parse(answer).jobid
  enter(hold, item, 'acting')
  hold.say('info', `${item.subject.name}: CloudStack’s job ${item.jobid}`, item)
  await hold.save([item])
}

async function notStarted(hold: Hold, item: ItemRecord, error: unknown): Promise<void> {
  const trouble = troubleOf(error)
  if (trouble === undefined && !(error instanceof z.ZodError)) throw error
  if (trouble === 'refused') return fail(hold, item, 'CloudStack refused it', (error as CloudStackError).message)
  if (trouble === 'keys' || trouble === 'rights') {
    enter(hold, item, 'waiting')
    await hold.save([item])
    haltOn(error)
  }
  item.own.unsure = { since: hold.run.own.ran, looks: 0 }
  item.own.unclear = (item.own.unclear ?? 0) + 1
  const said = error instanceof CloudStackError ? error.message : undefined
  hold.say('warning', `${item.subject.name}: no clear answer; CloudStack is asked what became of it`, item, said)
  await hold.save([item])
}

/** Fresh checks are all there is to do. Those that were made since the intent are taken as they are. */
export async function runChecks(hold: Hold, item: ItemRecord): Promise<void> {
  const [vm] = minesOf(item, await look(hold.cloud, item.own.place))
  if (!vm) return fail(hold, item, 'It is not there any more')
  item.healthAfter = await checkHealth(hold.cloud, vm, item.own.intent)
  if (item.healthAfter.said !== undefined)
    return fail(hold, item, 'Its checks could not be made', item.healthAfter.said)
  enter(hold, item, 'done')
  hold.say(isIll(item.healthAfter) ? 'warning' : 'info', `${vm.name}: ${illnessOf(item.healthAfter)}`, item)
  await hold.save([item])
}
