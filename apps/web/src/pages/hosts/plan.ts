import type { Host, HostForMigration } from '@stratoview/api-client'
import type { PlanItem, RolloutRequest } from '@stratoview/bff/app'
import { counted } from '../../vm/words.ts'

/** A VM of the server's plan, which knows the order, with the destination that this page knows. */
export interface Move {
  vm: PlanItem
  /** Absent: CloudStack chooses. */
  to?: Host
  /** Why it cannot be moved now: it waits. */
  why?: string
  /** What speaks against this destination though it fits. */
  warning?: string
}

/** What the operator said of a VM: a host's id, `any` (CloudStack chooses) or `stay`. */
export type Choices = Readonly<Record<string, string>>

/** What it is, in words. */
export function whatIs({ type, pair, network, systemvmtype, zonename, zoneid, sessions = 0 }: PlanItem): string {
  const whom = network?.name ?? 'its network'
  if (type === 'internal-lb') return `internal load balancer of ${whom}`
  if (type === 'router') return `${pair === undefined ? 'only router' : pair.redundantstate} of ${whom}`
  const what = systemvmtype === 'consoleproxy' ? 'console proxy' : 'secondary storage'
  return `${what} of ${zonename ?? zoneid}${sessions === 0 ? '' : `, ${counted(sessions, 'console session')}`}`
}

/** Routers that stand for one another have the same. */
const pairOf = ({ pair, network }: PlanItem) => (pair === undefined ? undefined : network?.id)

export interface Known {
  /** What CloudStack offers for a VM; undefined while it is asked. */
  offered(vm: PlanItem): readonly HostForMigration[] | undefined
  /** MiB of an offering. */
  memory(offering: string | undefined): number
  /** Where the other router of a pair runs. */
  partnerHost(vm: PlanItem): string | undefined
}

/** Above this part of its memory promised, a host is taken only when the others are as full. */
const CROWDED = 0.85

/**
 * Where each goes: spread over the hosts that fit, the emptiest first, counting what this plan has already sent there, and
 * never to the partner's host while there is another.
 */
export function planMoves(leaving: readonly PlanItem[], known: Known): Move[] {
  const sent = new Map<string, number>()
  const guests = new Map<string, number>()
  const pairs = new Map<string, string>()
  return leaving.map((vm): Move => {
    const [unmet] = vm.unmet
    if (unmet !== undefined) return { vm, why: unmet.text }
    const offered = known.offered(vm)
    if (offered === undefined) return { vm }
    const need = known.memory(vm.offering)
    const fits = offered.filter((host) => host.suitableformigration === true && free(host, sent) >= need)
    const pair = pairOf(vm)
    const shunned = (pair === undefined ? undefined : pairs.get(pair)) ?? known.partnerHost(vm)
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
    if (pair !== undefined) pairs.set(pair, to.id)
    return { vm, to, ...(to.id === shunned ? { warning: 'its partner is there too: no other host fits' } : {}) }
  })
}

const MIB = 2 ** 20
const capacity = (host: Host) => Number(host.memorywithoverprovisioning ?? host.memorytotal ?? 0) / MIB
const used = (host: Host, sent: ReadonlyMap<string, number>) =>
  (host.memoryallocated ?? 0) / MIB + (sent.get(host.id) ?? 0)
const free = (host: Host, sent: ReadonlyMap<string, number>) =>
  capacity(host) === 0 ? Number.POSITIVE_INFINITY : capacity(host) - used(host, sent)
const promised = (host: Host, sent: ReadonlyMap<string, number>) => used(host, sent) / (capacity(host) || 1)

/** What the operator said of a move: another host, CloudStack's choice, or to leave it here. */
export function withChoice(move: Move, choice: string | undefined, hosts: ReadonlyMap<string, Host>): Move {
  if (choice === undefined) return move
  const { to: _, warning: __, ...rest } = move
  const to = hosts.get(choice)
  return to === undefined || move.why !== undefined ? rest : { ...rest, to }
}

/** As the server is told it: what was chosen, what stays, and nothing for those whose host CloudStack chooses. */
export function evacuation(
  host: Pick<Host, 'id'>,
  moves: readonly Move[],
  choices: Choices,
  { parallel, maintenance }: { parallel: number; maintenance: boolean },
): RolloutRequest {
  const without = moves.flatMap(({ vm }) => (choices[vm.id] === 'stay' ? [vm.id] : []))
  const going = moves.filter(({ vm }) => choices[vm.id] !== 'stay')
  return {
    kind: 'evacuate',
    method: 'migrate',
    scope: { by: 'host', id: host.id },
    // One that cannot leave must not keep the others on a host that may be failing.
    options: { parallel, stopAfter: 0 },
    targets: Object.fromEntries(going.flatMap(({ vm, to }) => (to === undefined ? [] : [[vm.id, to.id]]))),
    without,
    maintenance,
  }
}
