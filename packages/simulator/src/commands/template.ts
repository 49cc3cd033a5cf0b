import type { Template } from '../tables.ts'
import type { Family } from '../handler.ts'
import { select } from '../list.ts'
import { truth } from './common.ts'

const ready = (template: Template, flag: string) => (template.isready === true) === truth(flag)

export const templateHandlers: Family<'listTemplates'> = {
  /** `all` is for root admins; any other filter leaves the system's own templates out (reference §3.7). */
  listTemplates: (given, { world, caller }) => {
    const admin = caller.role === 'admin' || caller.role === 'auditor'
    const system = given.templatefilter === 'all' || given.templatetype !== undefined
    return {
      key: 'template',
      rows: select(
        world.tables.templates.filter(
          (template) => (admin && system) || !['SYSTEM', 'ROUTING'].includes(template.templatetype ?? ''),
        ),
        given,
        {
          same: ['id', 'name', 'hypervisor', 'zoneid', 'templatetype', 'arch'],
          keyword: ['name'],
          by: { ids: (template, ids) => ids.split(',').includes(template.id), isready: ready },
        },
      ),
    }
  },
}
