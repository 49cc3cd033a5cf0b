import { apisOf } from '../rights.ts'
import type { Cause } from './closings.ts'
import type { Desk } from './desk.ts'
import { readVm } from './lookup.ts'
import { nameOf, type Seat } from './seat.ts'

/**
 * A console proxy ends a session without a word, whatever the reason (reference "Console path", §1.6). The VM's state
 * and CloudStack's list of sessions tell which it was. Throws when CloudStack can't be asked.
 */
export async function explain(
  { cloudstack, uses }: Pick<Desk, 'cloudstack' | 'uses'>,
  { vm, session }: Seat,
  cause: Cause,
): Promise<Cause & { by?: string }> {
  const apis = apisOf(session)
  const [found, others] = await Promise.all([
    vm.kind && readVm(cloudstack, session, vm.id, vm.kind),
    uses.others(session, apis, vm.id),
  ])
  const { detail } = cause
  if (vm.kind && !found) return { why: 'vm-gone', text: `${nameOf(vm)} is gone.`, detail }
  if (found?.state && ['Stopped', 'Stopping', 'Destroyed', 'Expunging', 'Error'].includes(found.state)) {
    return { why: 'vm-gone', text: `${nameOf(vm)} is ${found.state}.`, detail }
  }
  const other = others.at(-1)
  if (!other) return cause
  return { why: 'taken-over', text: `${other.user} opened this console.`, detail, by: other.user }
}
