import { comingUp } from './coming-up.ts'
import { failingChecks } from './failing-checks.ts'
import { outOfOrder } from './out-of-order.ts'
import { counted, listedAll } from '../../vm/words.ts'
import { type Cloud, type Problem } from './problem.ts'

export interface Problems {
  failing: Problem[]
  outOfOrder: Problem[]
  comingUp: Problem[]
  /** Lines that are wrong now: what the title counts. */
  wrong: number
}

/** Everything the overview says, from what is known. Pure: the same cloud gives the same lines in the same order. */
export function problemsOf(cloud: Cloud): Problems {
  const failing = cloud.seesHealth ? failingChecks(cloud.routers ?? []) : []
  const broken = outOfOrder(cloud)
  return { failing, outOfOrder: broken, comingUp: comingUp(cloud), wrong: failing.length + broken.length }
}

/** "11 things are wrong now", "1 thing is wrong now", "Nothing is wrong". */
export function titleOf(wrong: number): string {
  if (wrong === 0) return 'Nothing is wrong'
  return `${counted(wrong, 'thing is', 'things are')} wrong now`
}

/** "in 1,284 routers, 6 system VMs and 42 hosts": only what was looked at. */
export function lookedAt({ routers, systemVms, hosts }: Cloud): string {
  const parts = [
    ...(routers === undefined ? [] : [counted(routers.length, 'router')]),
    ...(systemVms === undefined ? [] : [counted(systemVms.length, 'system VM')]),
    ...(hosts === undefined ? [] : [counted(hosts.length, 'host')]),
  ]
  return parts.length === 0 ? '' : `in ${listedAll(parts)}`
}

/** What this role is not shown, so that "nothing is wrong" is never read as more than it says. */
export function notShown(apis: ReadonlySet<string>, seesHealth: boolean): string[] {
  const parts: [shown: boolean, what: string][] = [
    [apis.has('listRouters'), 'virtual routers'],
    [seesHealth, 'health checks'],
    [apis.has('listSystemVms'), 'system VMs'],
    [apis.has('listHosts'), 'hosts'],
    [apis.has('listAlerts'), 'alerts'],
  ]
  return parts.filter(([shown]) => !shown).map(([, what]) => what)
}
