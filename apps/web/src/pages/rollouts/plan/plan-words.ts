import type { Expected, HealthGate, Plan, PlanItem, RolloutMethod } from '@stratoview/bff/app'
import { cmk } from '../../../vm/action.ts'
import { counted } from '../../../vm/words.ts'
import { aboutText } from '../../../vm/rollouts/words.ts'

/** How long its network is cut off, never more exact than it is known. */
export function expectedText({ ms, from }: Expected): string {
  if (ms === null || from === 'unknown') return 'not measured yet'
  return ms === 0 ? 'none' : aboutText(ms)
}

/** Where the figure is from. */
export function expectedWhy({ ms, from, samples }: Expected): string {
  if (from === 'pair') return 'The other of the pair takes over: an estimate from how keepalived is set.'
  if (from === 'method') return 'This way takes no router away from its network.'
  if (from === 'unknown' || ms === null) return 'Nothing of the kind has been watched here yet.'
  return `The median of ${counted(samples, 'interruption')} measured here.`
}

/** Who fails checks before anything is done, or does not answer them. */
const failingNow = ({ items }: Plan): PlanItem[] =>
  items.filter(({ health }) => health?.verdict === 'failing' || health?.verdict === 'no-contact')

const ofGate: Record<HealthGate, string> = {
  'no-worse': 'What fails now may go on failing',
  healthy: 'None of them is begun while it does',
  none: 'The run does not look at checks',
}

/** `4 of them fail checks already.`, and what the run makes of it; undefined when none does, or nothing is compared. */
export function failingText(plan: Plan): string | undefined {
  const count = failingNow(plan).length
  if (count === 0 || plan.method === 'check') return undefined
  const who = count === 1 ? 'One of them fails' : `${count} of them fail`
  const then =
    plan.atOnce === undefined ? ofGate[plan.options.gate] : 'CloudStack’s own command does not look at checks'
  return `${who} checks already, or cannot be asked. ${then}.`
}

/** What CloudStack's command line would be given for one unit of the plan, in order. */
function commandOf(method: RolloutMethod, item: PlanItem): string | undefined {
  if (method === 'restart-router') return cmk({ command: 'rebootRouter', params: { id: item.id } })
  if (method === 'check')
    return cmk({ command: 'getRouterHealthCheckResults', params: { routerid: item.id, performfreshchecks: true } })
  if (method === 'migrate') {
    const where = item.target ? { hostid: item.target.hostid } : { autoselect: true }
    return cmk({ command: 'migrateSystemVm', params: { virtualmachineid: item.id, ...where } })
  }
  const { network } = item
  if (network === undefined || (method !== 'restart-network' && method !== 'live-patch')) return undefined
  const params = { id: network.id, ...(method === 'live-patch' ? { livepatch: true } : { cleanup: true }) }
  return cmk({ command: network.type === 'vpc' ? 'restartVPC' : 'restartNetwork', params })
}

/** The plan as commands, each unit once, in the plan's order. They know no pairs, no checks and no limit. */
export function commandsOf(plan: Plan): string {
  if (plan.atOnce !== undefined) return `cmk ${plan.atOnce.command}`
  const last = plan.host?.maintenance
    ? [cmk({ command: 'prepareHostForMaintenance', params: { id: plan.host.id } })]
    : []
  return [...new Set(plan.items.flatMap((item) => commandOf(plan.method, item) ?? [])), ...last].join('\n')
}
