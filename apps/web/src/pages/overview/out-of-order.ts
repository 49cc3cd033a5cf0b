import type { Host } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { paths } from '../../paths.ts'
import { agentKind } from '../../vm/cells/agent.ts'
import { findPairs, type Pair } from '../../vm/fleet/pairs.ts'
import { systemVmTypeWords } from '../../vm/system-vm-types.ts'
import { counted, listedAll } from '../../vm/words.ts'
import { type Cloud, earliest, type Place, type Problem } from './problem.ts'
import { tooManyRouters } from './too-many.ts'

/** What is out of reach or not as it should be, whatever the checks say: agents, pairs, hosts, routers. */
export function outOfOrder({ routers = [], systemVms = [], hosts }: Cloud): Problem[] {
  return [
    ...agentProblems(systemVms),
    ...pairProblems(routers),
    ...tooManyRouters(routers),
    ...inError(routers),
    ...outOfContact(routers, hosts),
    ...hostProblems(hosts ?? [], routers, systemVms),
    ...checksStopped(routers),
  ]
}

const lost = (vm: SystemVmRow): boolean => agentKind(vm) === 'failing'

function agentProblems(systemVms: readonly SystemVmRow[]): Problem[] {
  const ready = systemVms.filter((vm) => vm.state === 'Running' && !lost(vm))
  const groups = Map.groupBy(systemVms.filter(lost), (vm) => `${vm.systemvmtype}:${vm.agentstate}`)
  const agents = [...groups].map(([key, vms]): Problem => {
    const { systemvmtype, agentstate } = vms[0]!
    return {
      key: `agent:${key}`,
      kind: 'failing',
      name: `${systemVmTypeWords(systemvmtype)} agent ${agentstate}`,
      means: agentMeans(vms, ready),
      places: vms.map(systemVmPlace),
      since: earliest(vms.map((vm) => vm.disconnected)),
      count: vms.length,
      to: paths.systemVms({ type: systemvmtype, agent: agentstate }),
    }
  })
  const broken = systemVms.filter((vm) => vm.state === 'Error')
  return broken.length === 0 ? agents : [...agents, systemVmsInError(broken)]
}

const systemVmPlace = (vm: SystemVmRow): Place => ({
  name: vm.name,
  own: true,
  to: paths.systemVm(vm.id),
  note: vm.zonename,
})

function systemVmsInError(vms: SystemVmRow[]): Problem {
  return {
    key: 'system-vm-error',
    kind: 'failing',
    name: 'System VM in Error',
    means: 'CloudStack could not start it and may try again: look at its activity for the reason',
    places: vms.map(systemVmPlace),
    count: vms.length,
    to: paths.systemVms({ state: 'Error' }),
  }
}

/** A zone with another proxy (or storage VM) that is up has lost less than one without. */
function agentMeans(vms: readonly SystemVmRow[], ready: readonly SystemVmRow[]): string {
  const { systemvmtype } = vms[0]!
  const left = new Set(ready.filter((vm) => vm.systemvmtype === systemvmtype).map((vm) => vm.zoneid))
  const without = vms.filter((vm) => !left.has(vm.zoneid))
  const zones = listedAll([...new Set((without.length > 0 ? without : vms).map((vm) => vm.zonename ?? vm.zoneid))])
  const sessions = vms.reduce((sum, vm) => sum + (vm.activeviewersessions ?? 0), 0)
  if (systemvmtype === 'consoleproxy') {
    const cut = sessions > 0 ? `; it last reported ${counted(sessions, 'session')}` : ''
    if (without.length > 0) return `Consoles in ${zones} cannot open: no other proxy there${cut}`
    return `New consoles in ${zones} open through another proxy${cut}`
  }
  if (without.length === 0) return `Another one in ${zones} still takes templates, ISOs and volumes`
  return `Templates, ISOs and volumes cannot be moved in ${zones}`
}

function pairProblems(rows: readonly RouterRow[]): Problem[] {
  const pairs = [...new Set(findPairs(rows).values())]
  return [
    ...pairProblem(pairs, 'no-primary', 'Pair has no PRIMARY', 'may be offline: no router answers for it'),
    ...pairProblem(pairs, 'two-primary', 'Pair has two PRIMARY', 'may lose traffic: both answer for the same address'),
  ]
}

function pairProblem(pairs: Pair[], trouble: Pair['trouble'], name: string, consequence: string): Problem[] {
  const wrong = pairs.filter((pair) => pair.trouble === trouble)
  if (wrong.length === 0) return []
  const networks = wrong.map(({ members: [first] }) => first?.vpcname ?? first?.guestnetworkname ?? 'its network')
  const some = networks.length > 3 ? `${counted(networks.length, 'network')}` : listedAll(networks)
  const places = wrong.flatMap(({ members }) =>
    members.map((row) => ({ name: row.name, own: true as const, to: paths.router(row.id) })),
  )
  const to = paths.routers({ tab: 'pair-wrong', network: wrong.length === 1 ? wrong[0]!.key : undefined })
  return [
    { key: `pair:${trouble}`, kind: 'failing', name, means: `${some} ${consequence}`, places, count: wrong.length, to },
  ]
}

function inError(rows: readonly RouterRow[]): Problem[] {
  const broken = rows.filter((row) => row.state === 'Error')
  if (broken.length === 0) return []
  return [
    {
      key: 'router-error',
      kind: 'failing',
      name: 'Routers in Error',
      means: 'CloudStack could not bring them up: restart their networks with cleanup',
      places: broken.map((row) => ({ name: row.name, own: true, to: paths.router(row.id), note: row.zonename })),
      count: broken.length,
      to: paths.routers({ state: 'Error' }),
    },
  ]
}

/** By host: several on one host point at the host, not at the routers. */
function outOfContact(rows: readonly RouterRow[], hosts: Cloud['hosts']): Problem[] {
  const silent = rows.filter(
    ({ health }) => health.basic.verdict === 'no-contact' || health.advanced.verdict === 'no-contact',
  )
  const byHost = Map.groupBy(silent, (row) => row.hostid ?? '')
  return [...byHost].map(([hostid, group]): Problem => {
    const { hostname, hostcontrolstate } = group[0]!
    const state = hosts?.find((host) => host.id === hostid)?.state ?? hostcontrolstate
    const one = group.length === 1
    const many =
      hostid === ''
        ? 'No host is named for them'
        : `${group.length === 2 ? 'Both' : `All ${group.length}`} on one host: look at the host first`
    return {
      key: `no-contact:${hostid}`,
      kind: 'no-contact',
      name: one ? 'Router out of contact' : 'Routers out of contact',
      means: one ? 'The management server cannot reach it: its checks are unknown, not failing' : many,
      places: [
        ...(one
          ? group.map((row) => ({ name: row.name, own: true as const, to: paths.router(row.id, 'health') }))
          : []),
        ...(hostname === undefined ? [] : [{ name: hostname, own: true as const, note: state && `host ${state}` }]),
      ],
      count: group.length,
      to: paths.routers({ tab: 'no-contact', host: hostid === '' ? undefined : hostid }),
    }
  })
}

/** Hosts that do not answer, and hosts in maintenance that still carry our VMs. */
function hostProblems(
  hosts: readonly Host[],
  routers: readonly RouterRow[],
  systemVms: readonly SystemVmRow[],
): Problem[] {
  const routersOn = Map.groupBy(routers, (row) => row.hostid)
  const systemVmsOn = Map.groupBy(systemVms, (row) => row.hostid)
  return hosts.flatMap((host): Problem[] => {
    const here = routersOn.get(host.id) ?? []
    const others = systemVmsOn.get(host.id) ?? []
    const count = here.length + others.length
    const place: Place = { name: host.name, own: true, note: host.zonename }
    const to = here.length > 0 || count === 0 ? paths.routers({ host: host.id }) : paths.systemVms({ host: host.id })
    const means = whatIsOn(here, others)
    if (host.state !== undefined && /^(Down|Disconnected|Alert|Error)$/.test(host.state)) {
      const since = host.disconnected
      return [
        {
          key: `host:${host.id}`,
          kind: 'failing',
          name: `Host ${host.state}`,
          means,
          places: [place],
          since,
          count: 1,
          to: count === 0 ? paths.hosts({ state: host.state }) : to,
        },
      ]
    }
    if (count === 0 || !/Maintenance/.test(host.resourcestate ?? '')) return []
    const name = host.resourcestate === 'Maintenance' ? 'Host in maintenance' : `Host ${host.resourcestate}`
    const kind = host.resourcestate === 'ErrorInMaintenance' ? 'failing' : 'warning'
    return [{ key: `maintenance:${host.id}`, kind, name, means, places: [place], count, to }]
  })
}

function whatIsOn(routers: readonly RouterRow[], systemVms: readonly SystemVmRow[]): string {
  const parts = [
    ...(routers.length > 0 ? [counted(routers.length, 'router')] : []),
    ...(systemVms.length > 0 ? [counted(systemVms.length, 'system VM')] : []),
  ]
  if (parts.length === 0) return 'No router or system VM is on it'
  const primaries = routers.filter((row) => row.redundantstate === 'PRIMARY').length
  const primary = primaries === 0 ? '' : `, ${primaries === 1 ? '1 is a PRIMARY' : `${primaries} are PRIMARY`}`
  return `${listedAll(parts)} still on it${primary}`
}

/** Running, and yet nothing was checked for long: the checks themselves have stopped. */
function checksStopped(rows: readonly RouterRow[]): Problem[] {
  const old = rows.filter(
    ({ state, health }) =>
      state === 'Running' && (health.basic.verdict === 'stale' || health.advanced.verdict === 'stale'),
  )
  if (old.length === 0) return []
  return [
    {
      key: 'stale',
      kind: 'stale',
      name: 'Checks have stopped',
      means: 'They run, but their last results are old: what they say is not how they are',
      places: old.map((row) => ({ name: row.name, own: true, to: paths.router(row.id, 'health') })),
      since: earliest(old.flatMap(({ health }) => [health.basic.oldest, health.advanced.oldest])),
      count: old.length,
      to: paths.routers({ tab: 'stale', state: 'Running' }),
    },
  ]
}
