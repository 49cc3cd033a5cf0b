import type { Family } from '../../jobs-families.ts'
import type { Step } from '../../jobs-store.ts'
import type { Kind, Move } from './plan.ts'

const objects: Record<Kind, { type: string; family: Family }> = {
  router: { type: 'DomainRouter', family: 'router' },
  'system-vm': { type: 'SystemVm', family: 'system-vm' },
  'internal-lb': { type: 'InternalLbVm', family: 'internal-lb' },
}

/** One queue of moves; a move that fails does not hold up the next. */
export function stepsOf(moves: readonly Move[], label: string): Step[] {
  return moves.map(({ vm: { id, name, kind }, to }) => {
    const { type, family } = objects[kind]
    const where = to === undefined ? { autoselect: true } : { hostid: to.id, autoselect: false }
    return {
      label,
      regardless: true,
      call: {
        command: 'migrateSystemVm',
        params: { virtualmachineid: id, ...where },
        object: { type, id, name },
        touches: [family, 'host'],
      },
    }
  })
}
