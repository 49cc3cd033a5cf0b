import * as z from 'zod'
import { id, list, paging, text } from '../define.ts'

/** `scope` is present only when a scope's id was told. Recorded: `listConfigurations`, `listConfigurations.zone`. */
export const configuration = z.looseObject({
  name: z.string(),
  value: z.string().optional(),
  defaultvalue: z.string().optional(),
  category: z.string().optional(),
  group: z.string().optional(),
  subgroup: z.string().optional(),
  scope: z.string().optional(),
  /** False: the change takes effect after the management server restarts. */
  isdynamic: z.boolean().optional(),
  component: z.string().optional(),
  parent: z.string().optional(),
  displaytext: z.string().optional(),
  description: z.string().optional(),
  /** Boolean, Number, Decimal, String, CSV, Range, Select, Order, … */
  type: z.string().optional(),
  /** For Select: the choices, comma-separated. */
  options: z.string().optional(),
})
export type Configuration = z.output<typeof configuration>

export const settingCommands = {
  /** `name` matches a part: compare the names of the rows. At most one scope's id. */
  listConfigurations: list('configuration', configuration, {
    name: text.optional(),
    category: text.optional(),
    group: text.optional(),
    subgroup: text.optional(),
    parent: text.optional(),
    zoneid: id.optional(),
    clusterid: id.optional(),
    storageid: id.optional(),
    accountid: id.optional(),
    domainid: id.optional(),
    imagestoreuuid: id.optional(),
    ...paging,
  }),
} as const
