import * as z from 'zod'
import { flag, id, list, paging, project, scope, text } from '../define.ts'

/** One row a zone unless `showunique`; sizes in bytes. Recorded: `listTemplates.system`. */
export const template = z.looseObject({
  id: z.string(),
  name: z.string(),
  displaytext: z.string().optional(),
  /** SYSTEM, ROUTING, BUILTIN, USER, VNF, … */
  templatetype: z.string().optional(),
  hypervisor: z.string().optional(),
  format: z.string().optional(),
  isready: z.boolean().optional(),
  status: z.string().optional(),
  size: z.number().optional(),
  physicalsize: z.number().optional(),
  zoneid: z.string().optional(),
  zonename: z.string().optional(),
  crossZones: z.boolean().optional(),
  ispublic: z.boolean().optional(),
  ostypeid: z.string().optional(),
  ostypename: z.string().optional(),
  account: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  created: z.string().optional(),
  checksum: z.string().optional(),
  url: z.string().optional(),
  arch: z.string().optional(),
  bits: z.number().optional(),
  hasannotations: z.boolean().optional(),
})
export type Template = z.output<typeof template>

export const templateCommands = {
  listTemplates: list('template', template, {
    /** featured, self, selfexecutable, shared, sharedexecutable, executable, community; `all` is root only. */
    templatefilter: text,
    id: id.optional(),
    ids: text.optional(),
    name: text.optional(),
    hypervisor: text.optional(),
    zoneid: id.optional(),
    templatetype: text.optional(),
    showremoved: flag.optional(),
    showunique: flag.optional(),
    isready: flag.optional(),
    arch: text.optional(),
    ...scope,
    ...project,
    ...paging,
  }),
} as const
