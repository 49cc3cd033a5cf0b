import type { Host, HostForMigration, Router } from '@stratoview/api-client'
import type { RouterRow, SystemVmRow } from '@stratoview/bff/rows'
import { servedBy } from '../../vm/pairs.ts'
import type { OnHost } from './on-host.ts'

export type Kind = 'router' | 'system-vm' | 'internal-lb'

/** A VM that has to leave. */
export interface Leaving {
  kind: Kind
  id: string
  name: string
  state: string
  hostcontrolstate?: string | undefined
  /** What it is, in words. */
  what: string
  offering?: string | undefined
  /** Routers that stand for one another have the same. */
  pair?: string | undefined
  rank: number
  /** Console sessions on it. */
  sessions: number
}

export interface Move {
  vm: Leaving
  /** Absent: CloudStack chooses. */
  to?: Host
  /** Why it cannot be moved. */
  why?: string
  /** What speaks against this destination though it fits. */
  warning?: string
}

const served = (row: RouterRow | Router) => row.vpcname ?? row.guestnetworkname ?? 'its network'

function routerLeaving(row: RouterRow): Leaving {
  const { id, name, state, hostcontrolstate, redundantstate, isredundantrouter } = row
  const redundant = isredundantrouter === true
  // A BACKUP costs nobody anything, a PRIMARY goes when its partner has long settled.
  const rank = redundant ? (redundantstate === 'PRIMARY' ? 2 : 0) : 1
  return {
    kind: 'router',
    id,
    name,
    state,
    hostcontrolstate,
    what: `${redundant ? (redundantstate ?? 'half') : 'only router'} of ${served(row)}`,
    offering: row.serviceofferingname,
    pair: redundant ? servedBy(row) : undefined,
    rank,
    sessions: 0,
  }
}

function systemVmLeaving(row: SystemVmRow): Leaving {
  const { id, name, state, hostcontrolstate, serviceofferingname, activeviewersessions = 0 } = row
  const proxy = row.systemvmtype === 'consoleproxy'
  const sessions =
    activeviewersessions === 0
      ? ''
      : `, ${activeviewersessions} console session${activeviewersessions === 1 ? '' : 's'}`
  const what = `${proxy ? 'console proxy' : 'secondary storage'} of ${row.zonename ?? row.zoneid}${sessions}`
  const common = {
    id,
    name,
    state,
    hostcontrolstate,
    what,
    offering: serviceofferingname,
    sessions: activeviewersessions,
  }
  return { kind: 'system-vm', ...common, rank: proxy ? 4 : 3 }
}

function lbLeaving(row: Router): Leaving {
  const { id, name, state, hostcontrolstate, serviceofferingname } = row
  const what = `internal load balancer of ${served(row)}`
  return {
    kind: 'internal-lb',
    id,
    name,
    state,
    hostcontrolstate,
    what,
    offering: serviceofferingname,
    rank: 1,
    sessions: 0,
  }
}

/** In the order they leave: BACKUPs, what has no partner, PRIMARYs, secondary storage, console proxies, the emptiest first. */
export function leavingOrder({ routers, systemVms, internalLbs }: OnHost): Leaving[] {
  const all = [...routers.map(routerLeaving), ...internalLbs.map(lbLeaving), ...systemVms.map(systemVmLeaving)]
  return all.sort(
    (a, b) => a.rank - b.rank || a.sessions - b.sessions || a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
}

export interface Known {
  /** What CloudStack offers for a VM; undefined while it is asked. */
  offered(vm: Leaving): readonly HostForMigration[] | undefined
  /** MiB of an offering. */
  memory(offering: string | undefined): number
  /** Where the other router of a pair runs. */
  partnerHost(vm: Leaving): string | undefined
}

/** Above this part of its memory promised, a host is taken only when the others are as full. */
const CROWDED = 0.85

/**
 * Where each goes: spread over the hosts that fit, the emptiest first, counting what this plan has already sent there, and
 * never to the partner's host while there is another.
 */
export function planMoves(leaving: readonly Leaving[], known: Known): Move[] {
  const sent = new Map<string, number>()
  const guests = new Map<string, number>()
  const pairs = new Map<string, string>()
  return leaving.map((vm): Move => {
    const why = whyNot(vm)
    if (why !== undefined) return { vm, why }
    const offered = known.offered(vm)
    if (offered === undefined) return { vm }
    const need = known.memory(vm.offering)
    const fits = offered.filter((host) => host.suitableformigration === true && free(host, sent) >= need)
    const shunned = (vm.pair === undefined ? undefined : pairs.get(vm.pair)) ?? known.partnerHost(vm)
    const [to] = fits.toSorted(
      (a, b) =>
        Number(a.id === shunned) - Number(b.id === shunned) ||
        Number(a.requiresStorageMotion === true) - Number(b.requiresStorageMotion === true) ||
        Number(promised(a, sent) > CROWDED) - Number(promised(b, sent) > CROWDED) ||
        (guests.get(a.id) ?? 0) - (guests.get(b.id) ?? 0) ||
        promised(a, sent) - promised(b, sent) ||
        a.name.localeCompare(b.name),
    )
    if (to === undefined) return { vm, why: 'No host within its reach has room for it' }
    sent.set(to.id, (sent.get(to.id) ?? 0) + need)
    guests.set(to.id, (guests.get(to.id) ?? 0) + 1)
    if (vm.pair !== undefined) pairs.set(vm.pair, to.id)
    return { vm, to, ...(to.id === shunned ? { warning: 'its partner is there too: no other host fits' } : {}) }
  })
}

function whyNot({ state, hostcontrolstate }: Leaving): string | undefined {
  if (state !== 'Running') return `It is ${state}: only a running VM moves`
  return hostcontrolstate === 'Offline' ? 'The host is offline: nothing can leave it' : undefined
}

const MIB = 2 ** 20
const capacity = (host: Host) => Number(host.memorywithoverprovisioning ?? host.memorytotal ?? 0) / MIB
const used = (host: Host, sent: ReadonlyMap<string, number>) =>
  (host.memoryallocated ?? 0) / MIB + (sent.get(host.id) ?? 0)
const free = (host: Host, sent: ReadonlyMap<string, number>) =>
  capacity(host) === 0 ? Number.POSITIVE_INFINITY : capacity(host) - used(host, sent)
const promised = (host: Host, sent: ReadonlyMap<string, number>) => used(host, sent) / (capacity(host) || 1)

/** The moves dealt to so many queues, in order; routers of one pair stay in one queue, so they never move together. */
export function dealt(moves: readonly Move[], queues: number): Move[][] {
  const lanes: Move[][] = Array.from({ length: Math.max(1, queues) }, () => [])
  const laneOf = new Map<string, Move[]>()
  for (const move of moves) {
    const { pair } = move.vm
    const known = pair === undefined ? undefined : laneOf.get(pair)
    const lane = known ?? lanes.reduce((least, one) => (one.length < least.length ? one : least))
    if (pair !== undefined) laneOf.set(pair, lane)
    lane.push(move)
  }
  return lanes.filter((lane) => lane.length > 0)
}
