import { illnessOf, isIll, mostIll } from './act.ts'
import { enter, fail, outOfPatience, type Hold } from './context.ts'
import { checkHealth, minesOf, type Vm } from './look.ts'
import { notRenewed, type ItemRecord } from './record.ts'
import type { HealthFacts } from './types.ts'

/** A router that has just come up may fail a check that passes a moment later: it gets this long, ms of the run. */
const second = 120_000
const between = 10_000

/** The health gate: fresh checks, compared with those before. */
export async function prove(hold: Hold, item: ItemRecord, place: readonly Vm[]): Promise<void> {
  const { run, cloud } = hold
  const routers = minesOf(item, place).filter(({ type }) => type === 'router')
  if (run.options.gate === 'none' || routers.length === 0) return finish(hold, item)
  if ((item.own.held ?? 0) > run.own.ran) return
  const now = mostIll(await Promise.all(routers.map((vm) => checkHealth(cloud, vm))))
  item.healthAfter = now
  const why = objection(run.options.gate === 'healthy' ? undefined : item.healthBefore, now)
  if (why === undefined) return finish(hold, item)
  item.own.bad ??= run.own.ran
  item.own.held = run.own.ran + between
  item.why = why
  const unreachable = now.said !== undefined
  const given = unreachable ? outOfPatience(hold, item) : run.own.ran - item.own.bad >= second
  if (given) return fail(hold, item, why, now.said)
  await hold.save([item])
}

/** What is worse than before. */
function objection(before: HealthFacts | undefined, now: HealthFacts): string | undefined {
  if (now.said !== undefined) return 'Its checks cannot be made yet'
  const worse = now.failing.filter((name) => !before?.failing.includes(name))
  if (worse.length > 0) return `Not healthy: ${worse.join(', ')}`
  if (now.verdict === 'no-contact' && before?.verdict !== 'no-contact') return `Not healthy: ${illnessOf(now)}`
  return before === undefined && isIll(now) ? `Not healthy: ${illnessOf(now)}` : undefined
}

async function finish(hold: Hold, item: ItemRecord): Promise<void> {
  const { own, interruption } = item
  for (const done of ['held', 'bad', 'unsure', 'down', 'looked'] as const) delete own[done]
  // CloudStack swallows what goes wrong in a live patch (reference §3.3), and a restart renews nothing while the old template
  // is the one that is set: on with the next would be an outage for nothing.
  const stale = notRenewed(item)
  if (stale) {
    const { name, version, softwareversion } = stale
    return fail(hold, item, `${name} is of version ${version} (software ${softwareversion}) as before`)
  }
  enter(hold, item, 'done')
  const cut = interruption && interruption.ms > 0 ? `; ${Math.round(interruption.ms / 1000)} s without a router` : ''
  hold.say('info', `${item.subject.name}: done${cut}`, item)
  await hold.save([item])
}
