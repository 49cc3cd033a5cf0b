import type { Router } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { counted } from '../../vm/words.ts'
import { served } from '../../vm/actions/stand-in.ts'
import { servedBy } from '../../vm/pairs.ts'

/** What runs on a host, or has it as its host. */
export interface OnHost {
  routers: readonly RouterRow[]
  systemVms: readonly SystemVmRow[]
  internalLbs: readonly Router[]
}

type Kind = 'router' | 'system-vm' | 'internal-lb'

/** Why "empty" cannot be said. `missing`: the commands that would tell. */
export const notKnown = (missing: readonly string[]): string =>
  `Whether it is empty is not known: ${missing.join(', ')} did not answer or may not be asked.`

/** One VM on the host, as its list shows it. */
export interface Line {
  kind: Kind
  id: string
  name: string
  state: string
  what: string
  offering?: string | undefined
}

/** One thing that would be lost with the host, worst first. */
export interface Loss {
  kind: 'both' | 'alone' | 'zone' | 'sessions' | 'lb' | 'covered'
  /** VMs it is about. */
  names: string[]
  /** The network, VPC or zone that feels it. */
  whom: string
  text: string
}

/** Routers, internal load balancers, system VMs, each by name. */
export function linesOf({ routers, systemVms, internalLbs }: OnHost): Line[] {
  const line = (kind: Kind, row: RouterRow | SystemVmRow | Router, what: string): Line => {
    const { id, name, state, serviceofferingname } = row
    return { kind, id, name, state, what, offering: serviceofferingname }
  }
  const byName = (a: Line, b: Line) => a.name.localeCompare(b.name, 'en', { numeric: true })
  return [
    ...routers
      .map((row) => {
        const role = row.isredundantrouter === true ? (row.redundantstate ?? 'half') : 'only router'
        return line('router', row, `${role} of ${served(row)}`)
      })
      .sort(byName),
    ...internalLbs.map((row) => line('internal-lb', row, `internal load balancer of ${served(row)}`)).sort(byName),
    ...systemVms
      .map((row) => {
        const what = row.systemvmtype === 'consoleproxy' ? 'console proxy' : 'secondary storage'
        const open = row.activeviewersessions ?? 0
        const sessions = open === 0 ? '' : `, ${counted(open, 'console session')}`
        return line('system-vm', row, `${what} of ${row.zonename ?? row.zoneid}${sessions}`)
      })
      .sort(byName),
  ]
}

const order: readonly Loss['kind'][] = ['both', 'alone', 'zone', 'sessions', 'lb', 'covered']

/**
 * What goes with a host at once, if it were lost now. Only what runs counts; a partner counts when it runs elsewhere.
 *
 * @param fleet every router and every system VM there is
 */
export function lossesOf(
  host: OnHost,
  fleet: { routers: readonly RouterRow[]; systemVms: readonly SystemVmRow[] },
): Loss[] {
  const routers = lossesOfRouters(host.routers.filter(runs), fleet.routers)
  const lbs = host.internalLbs.filter(runs).map((lb): Loss => {
    const whom = served(lb)
    return { kind: 'lb', names: [lb.name], whom, text: `its balanced addresses in ${whom} do not answer` }
  })
  const all = [...routers, ...lossesOfSystemVms(host.systemVms.filter(runs), fleet.systemVms), ...lbs]
  return all.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.whom.localeCompare(b.whom))
}

const runs = ({ state }: { state: string }) => state === 'Running'

function lossesOfRouters(here: readonly RouterRow[], fleet: readonly RouterRow[]): Loss[] {
  const groups = new Map<string, RouterRow[]>()
  for (const row of here) groups.set(servedBy(row), [...(groups.get(servedBy(row)) ?? []), row])
  return [...groups].map(([key, rows]): Loss => {
    const ids = new Set(rows.map(({ id }) => id))
    const partner = fleet.find((row) => servedBy(row) === key && !ids.has(row.id) && runs(row))
    const names = rows.map(({ name }) => name)
    const whom = served(rows[0] as RouterRow)
    if (partner !== undefined) {
      const primary = rows.some(({ redundantstate }) => redundantstate === 'PRIMARY')
      const where = `${partner.name} on ${partner.hostname ?? 'another host'}`
      const text = primary ? `${where} takes over` : `${where} carries on alone`
      return { kind: 'covered', names, whom, text }
    }
    const both = rows.length > 1
    return {
      kind: both ? 'both' : 'alone',
      names,
      whom,
      text: both ? 'both routers of the pair are here' : 'its only running router is here',
    }
  })
}

function lossesOfSystemVms(here: readonly SystemVmRow[], fleet: readonly SystemVmRow[]): Loss[] {
  return here.flatMap((vm): Loss[] => {
    const zone = vm.zonename ?? vm.zoneid
    const proxy = vm.systemvmtype === 'consoleproxy'
    const others = fleet.some(
      (row) =>
        row.systemvmtype === vm.systemvmtype && row.zoneid === vm.zoneid && row.hostid !== vm.hostid && runs(row),
    )
    const sessions = vm.activeviewersessions ?? 0
    const losses: Loss[] = []
    if (!others) {
      const text = proxy
        ? 'no console opens there until another proxy runs'
        : 'nothing can be uploaded, downloaded or copied there'
      losses.push({ kind: 'zone', names: [vm.name], whom: zone, text })
    }
    if (sessions > 0) {
      const text = `${sessions} open console session${sessions === 1 ? ' breaks' : 's break'} off`
      losses.push({ kind: 'sessions', names: [vm.name], whom: zone, text })
    }
    return losses
  })
}
