import * as z from 'zod'
import { act, flag, id, list, paging, project, scope, text } from '../define.ts'

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
  deployasis: z.boolean().optional(),
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
  /**
   * CloudStack downloads it by itself: no job, `status` of the list tells how far it is. Reference §3.7: `ostypeid` is
   * required unless `deployasis`; a SYSTEM template must be in every zone (`zoneid` -1).
   */
  registerTemplate: act(z.looseObject({ count: z.number().optional(), template: z.array(template).default([]) }), {
    name: text.min(1),
    url: text.min(1),
    format: text.min(1),
    hypervisor: text.min(1),
    displaytext: text.optional(),
    ostypeid: id.optional(),
    zoneid: id.optional(),
    zoneids: text.optional(),
    /** Root only, like `templatetype` SYSTEM, BUILTIN and ROUTING. */
    isrouting: flag.optional(),
    templatetype: text.optional(),
    checksum: text.optional(),
    arch: text.optional(),
    deployasis: flag.optional(),
  }),
} as const
