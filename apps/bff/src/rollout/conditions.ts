import type { Vm } from './look.ts'
import { methods } from './methods.ts'
import type { Condition, RolloutMethod } from './types.ts'

/**
 * Why one cannot have its turn now; the first that holds. Pure: a plan asks it of the list, a run of what it has just
 * looked at.
 *
 * @param mine the VMs of the item
 * @param place everything that serves where they do
 */
export function unmet(method: RolloutMethod, mine: readonly Vm[], place: readonly Vm[]): Condition | undefined {
  if (mine.length === 0) return { code: 'not-running', text: 'It is not there any more' }
  for (const vm of method === 'restart-network' ? [] : mine) {
    if (vm.state !== 'Running') return { code: 'not-running', text: `${vm.name} is ${vm.state}` }
    if (vm.hostcontrolstate === 'Offline')
      return { code: 'host-not-up', text: `The host of ${vm.name}, ${vm.hostname}, is not up` }
  }
  const busy = place.find(({ jobid }) => jobid !== undefined)
  if (busy) return { code: 'busy', text: `Another job is at work on ${busy.name}` }
  // Somebody else may be moving the other router: the job of a move names no VM (recorded: `migrateSystemVm.router`).
  const moving = method === 'migrate' && place.find(({ id, state }) => state === 'Migrating' && mine[0]?.id !== id)
  if (moving) return { code: 'busy', text: `${moving.name} is Migrating` }
  const [vm] = mine
  return methods[method].pairwise && vm?.redundant ? unready(vm, place) : undefined
}

/** A router of a pair may go only while the other stands: running, on a host that is up, and the two agree who leads. */
function unready(vm: Vm, place: readonly Vm[]): Condition | undefined {
  const others = place.filter((one) => one.id !== vm.id && one.redundant)
  const [other] = others
  if (!other) return { code: 'no-partner', text: `${vm.name} is one of a pair, and the other router is missing` }
  if (others.length > 1)
    return { code: 'pair-unsure', text: `There are ${others.length + 1} routers where two should be` }
  if (other.state !== 'Running')
    return { code: 'pair-unsure', text: `The other router, ${other.name}, is ${other.state}` }
  if (other.hostcontrolstate === 'Offline')
    return { code: 'host-not-up', text: `The host of the other router, ${other.name}, is not up` }
  const roles = [vm.redundantstate ?? 'UNKNOWN', other.redundantstate ?? 'UNKNOWN'].toSorted().join()
  if (roles === 'BACKUP,PRIMARY') return undefined
  if (roles === 'BACKUP,BACKUP') return { code: 'both-backup', text: `${vm.name} and ${other.name} are both BACKUP` }
  if (roles === 'PRIMARY,PRIMARY')
    return { code: 'both-primary', text: `${vm.name} and ${other.name} are both PRIMARY` }
  return { code: 'pair-unsure', text: `${vm.name} is ${vm.redundantstate}, ${other.name} is ${other.redundantstate}` }
}
