import type { RouterRow } from '@stratoview/bff/rows'
import { counted, listed } from '../words.ts'
import type { Facts, VmRow } from '../action.ts'
import { servedBy } from '../pairs.ts'

/** A router as a verb sees it: a row of the fleet or the object of its page. */
export type RouterLike = VmRow &
  Pick<RouterRow, 'publicip' | 'redundantstate' | 'guestnetworkname' | 'vpcname'> & { isredundantrouter?: boolean }

/** What a router serves, by CloudStack's name for it. */
export const served = (row: Pick<RouterLike, 'vpcname' | 'guestnetworkname'>): string =>
  isolated(row.vpcname ?? row.guestnetworkname ?? 'its network')

/** Letters written from right to left, and the marks that turn text round. */
const turns = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFEFC]/

/** A name that would turn our sentence round stands apart in it: U+2068 … U+2069, which also end what it left open. */
const isolated = (name: string): string => (turns.test(name) ? `\u2068${name}\u2069` : name)

/**
 * Who carries a network on while these routers are away.
 * - `partner`: a running router that stays
 * - `none`: nobody
 * - `idle`: this one carries nothing now, since it isn't running
 * - `unknown`: the fleet isn't known yet
 */
export type StandIn = { by: 'partner'; partner: RouterRow } | { by: 'none' | 'idle' | 'unknown'; partner?: RouterRow }

export function standIn(row: RouterLike, going: readonly RouterLike[], facts: Facts): StandIn {
  if (row.state !== 'Running') return { by: 'idle' }
  if (row.vpcid === undefined && row.guestnetworkid === undefined) return { by: 'none' }
  if (facts.routers === undefined) return { by: 'unknown' }
  const leaving = new Set(going.map(({ id }) => id))
  const others = facts.routers.filter((other) => other.id !== row.id && servedBy(other) === servedBy(row))
  const partner = others.find((other) => other.state === 'Running' && !leaving.has(other.id))
  return partner === undefined ? { by: 'none', partner: others[0] } : { by: 'partner', partner }
}

/** Rows whose network nobody carries on, and rows whose partner stays. */
export function divide(rows: readonly RouterLike[], facts: Facts) {
  const all = rows.map((row) => ({ row, stands: standIn(row, rows, facts) }))
  return {
    alone: all.filter(({ stands }) => stands.by === 'none').map(({ row }) => row),
    covered: all.filter(({ stands }) => stands.by === 'partner'),
    unknown: all.some(({ stands }) => stands.by === 'unknown'),
  }
}

/**
 * "Its 14 running instances lose DHCP, DNS, their gateway and 203.0.113.24"
 * @param all the rows the instances were counted over: a part of them is not given the count of the whole
 */
export function losses(rows: readonly RouterLike[], facts: Facts, all: readonly RouterLike[] = rows): string {
  const instances = rows.length === all.length ? facts.instances : undefined
  const whose = rows.length === 1 ? 'Its' : 'Their'
  const who = instances === undefined ? `${whose} instances` : `${whose} ${counted(instances, 'running instance')}`
  const addresses = rows.flatMap(({ publicip }) => (publicip === undefined ? [] : [publicip]))
  const verb = instances === 1 ? 'loses' : 'lose'
  const owner = instances === 1 ? 'its' : 'their'
  if (addresses.length === 0) return `${who} ${verb} DHCP and DNS`
  const address = addresses.length < 4 ? listed(addresses) : `${addresses.length} public addresses`
  return `${who} ${verb} DHCP, DNS, ${owner} gateway and ${address}`
}

/** The lead of whatever takes a router away for a while. */
export function leadOf(rows: readonly RouterLike[], facts: Facts): string {
  const { alone, covered, unknown } = divide(rows, facts)
  const [one] = rows
  if (unknown) return 'Whether another router stands in is not known yet.'
  if (one !== undefined && rows.length === 1) return leadOfOne(one, facts)
  const networks = [...new Set(alone.map(served))]
  if (networks.length > 0)
    return networks.length === 1
      ? `${networks[0]} is left without a router.`
      : `${networks.length} networks are left without a router: ${listed(networks)}.`
  return covered.length > 0 ? 'Each of these has a partner that carries on.' : 'None of these carries traffic now.'
}

function leadOfOne(row: RouterLike, facts: Facts): string {
  const stands = standIn(row, [row], facts)
  if (stands.by === 'idle') return `It is ${row.state}: it carries no traffic now.`
  if (stands.by === 'partner') return leadOfPair(row, stands.partner)
  if (stands.partner === undefined) return `This is the only router of ${served(row)}.`
  return `Its partner ${stands.partner.name} is ${stands.partner.state}, so this is the only router of ${served(row)} at work.`
}

function leadOfPair(row: RouterLike, partner: RouterRow): string {
  if (row.redundantstate === 'PRIMARY' && partner.redundantstate === 'BACKUP')
    return `Its partner ${partner.name} takes over ${served(row)}.`
  if (partner.redundantstate === 'PRIMARY') return `Its partner ${partner.name} is PRIMARY and carries on.`
  return `Its partner ${partner.name} says ${partner.redundantstate ?? 'nothing'}: it may not take over ${served(row)}.`
}
