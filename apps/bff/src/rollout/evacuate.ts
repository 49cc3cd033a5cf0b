import type { HostForMigration } from '@stratoview/api-client'
import { isForbidden } from '../error.ts'
import { troubleOf, type Cloud } from './cloud.ts'
import { enter, needless, type Hold } from './context.ts'
import { factsOf, look, minesOf, ofProjectsToo, type Vm } from './look.ts'
import type { ItemRecord, RunRecord } from './record.ts'

/** Why a VM need not be moved off the host any more; undefined while it is on it or on its way. Pure. */
export function hasLeft({ scope }: Pick<RunRecord, 'scope'>, [vm]: readonly Vm[]): string | undefined {
  if (!vm) return 'It is not there any more'
  if (vm.state === 'Stopped' && vm.hostid === undefined) return 'It is Stopped, and so on no host'
  const elsewhere = scope.by === 'host' && vm.hostid !== undefined && vm.hostid !== scope.id
  return vm.state === 'Running' && elsewhere ? `It had left already, and is on ${vm.hostname}` : undefined
}

/** Somebody else, or HA, was faster: then nothing is done to it, and the run says so. */
export async function needsNoAct(hold: Hold, item: ItemRecord): Promise<boolean> {
  if (item.subject.type === 'host') return inMaintenanceAlready(hold, item)
  const mine = minesOf(item, await look(hold.cloud, item.own.place))
  const why = hasLeft(hold.run, mine)
  if (why === undefined) return false
  item.after = mine.map(factsOf)
  await needless(hold, item, mine[0]?.state === 'Running' ? 'done' : 'skipped', why)
  return true
}

async function inMaintenanceAlready(hold: Hold, item: ItemRecord): Promise<boolean> {
  const state = await resourceState(hold.cloud, item)
  if (!maintained.has(state ?? '')) return false
  enter(hold, item, 'settling')
  hold.say('info', `${item.subject.name}: it is in ${state} already`, item)
  await hold.save([item])
  return true
}

/** States in which `prepareHostForMaintenance` has been heard, and would be refused (`ResourceState.java`). */
const maintained: ReadonlySet<string> = new Set([
  'PrepareForMaintenance',
  'ErrorInPrepareForMaintenance',
  'Maintenance',
])

const resourceState = async (cloud: Cloud, { subject }: ItemRecord): Promise<string | undefined> =>
  (await cloud.call('listHosts', { id: subject.id })).host[0]?.resourcestate

/** Whether CloudStack has taken the host's maintenance: its job ends at once (recorded: `prepareHostForMaintenance`). */
export const isMaintained = async ({ cloud }: Hold, item: ItemRecord): Promise<boolean> =>
  item.subject.type === 'host' && maintained.has((await resourceState(cloud, item)) ?? '')

/**
 * Whether CloudStack still offers the host chosen for a VM, or any when it is to choose. A VM whose host no longer fits
 * waits; it never goes elsewhere. What CloudStack won't say now it says when it is told to move.
 */
export async function nowhereToGo({ cloud }: Hold, { subject, target }: ItemRecord): Promise<string | undefined> {
  if (subject.type === 'host') return undefined
  const offered = await cloud.call('findHostsForMigration', { virtualmachineid: subject.id }).then(
    ({ host }) => host,
    (error: unknown) => {
      if (troubleOf(error) === 'refused' || troubleOf(error) === 'rights') return undefined
      throw error
    },
  )
  if (!offered) return undefined
  if (target) return unsuited(target, offered)
  const any = offered.some((host) => host.suitableformigration === true && host.requiresStorageMotion !== true)
  return any ? undefined : 'CloudStack offers no host for it now'
}

function unsuited({ hostid, hostname }: NonNullable<ItemRecord['target']>, offered: readonly HostForMigration[]) {
  const name = hostname ?? hostid
  const host = offered.find(({ id }) => id === hostid)
  if (!host) return `CloudStack does not offer ${name} for it now`
  if (host.suitableformigration === true) return undefined
  if (host.state !== undefined && host.state !== 'Up') return `${name}, chosen for it, is ${host.state}`
  if (host.resourcestate !== undefined && host.resourcestate !== 'Enabled')
    return `${name}, chosen for it, is in ${host.resourcestate}`
  return `CloudStack says that ${name}, chosen for it, does not fit now`
}

/** Where it is now: not where it was sent to, or beside the other router of its pair, is said. */
export function landed(hold: Hold, item: ItemRecord, place: readonly Vm[]): void {
  const [vm] = minesOf(item, place)
  if (!vm) return
  const { target, subject } = item
  if (target && vm.hostid !== target.hostid)
    hold.say('warning', `${subject.name} is on ${vm.hostname}, not on ${target.hostname ?? target.hostid}`, item)
  const other = place.find((one) => one.redundant && vm.redundant && one.id !== vm.id && one.hostid === vm.hostid)
  if (!other) return
  item.together = { id: other.id, name: other.name }
  hold.say('warning', `${subject.name} and ${other.name} are both on ${vm.hostname} now`, item)
}

/** A host in maintenance on which CloudStack lists nothing any more: undefined, and the proof is noted. */
export async function notEmpty({ cloud }: Hold, item: ItemRecord): Promise<string | undefined> {
  const state = await resourceState(cloud, item)
  const { left, asked } = await listOn(cloud, item.subject.id)
  const still = left.length > 0 ? `still on it: ${left.join(', ')}` : undefined
  if (state !== 'Maintenance')
    return [`The host is in ${state ?? 'no state that CloudStack tells'}`, still].filter(Boolean).join('; ')
  if (still) return `CloudStack calls it Maintenance, but ${still}`
  item.proof = { at: cloud.date(), asked }
  return undefined
}

/** What CloudStack lists on a host, by name or number, and which lists said so: a role may lack some. */
async function listOn(cloud: Cloud, hostid: string): Promise<{ left: string[]; asked: string[] }> {
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name)
  const lists: Record<string, () => Promise<string[]>> = {
    listRouters: async () => names((await ofProjectsToo(cloud, 'listRouters', { hostid })).router),
    listSystemVms: async () => names((await cloud.call('listSystemVms', { hostid })).systemvm),
    listInternalLoadBalancerVMs: async () =>
      names((await ofProjectsToo(cloud, 'listInternalLoadBalancerVMs', { hostid })).internalloadbalancervm),
    listVirtualMachines: async () => {
      const { count } = await ofProjectsToo(cloud, 'listVirtualMachines', {
        hostid,
        details: 'min',
        page: 1,
        pagesize: 1,
      })
      return count === 0 ? [] : [`${count} ${count === 1 ? 'instance' : 'instances'}`]
    },
  }
  const answers = await Promise.all(
    Object.entries(lists).map(async ([name, list]) => ({ name, found: await list().catch(notForUs) })),
  )
  return {
    left: answers.flatMap(({ found }) => found ?? []),
    asked: answers.flatMap(({ name, found }) => (found ? [name] : [])),
  }
}

/** Recorded: `tenant.listRouters`. */
function notForUs(error: unknown): undefined {
  if (!isForbidden(error)) throw error
}
