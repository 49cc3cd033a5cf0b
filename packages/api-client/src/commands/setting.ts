import * as z from 'zod'
import { act, id, list, paging, text } from '../define.ts'

/**
 * `scope` is present only when a scope's id was told: `zone`, and `Zone` in the answer of a reset (recorded:
 * `listConfigurations`, `.zone`, `resetConfiguration.zone`).
 */
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
  /** Ours, not CloudStack's: the BFF keeps the values of secrets and says whether there is one. */
  withheld: z.boolean().optional(),
})
export type Configuration = z.output<typeof configuration>

/** Whose value: everybody's without, else one scope's. A setting takes only the scopes it was made for. */
const place = {
  zoneid: id.optional(),
  clusterid: id.optional(),
  storageid: id.optional(),
  accountid: id.optional(),
  domainid: id.optional(),
}

export const settingCommands = {
  /** `name` matches a part: compare the names of the rows. At most one scope's id. */
  listConfigurations: list('configuration', configuration, {
    name: text.optional(),
    category: text.optional(),
    group: text.optional(),
    subgroup: text.optional(),
    parent: text.optional(),
    ...place,
    imagestoreuuid: id.optional(),
    ...paging,
  }),
  /**
   * Recorded: `updateConfiguration.*`. The answer repeats the value that was sent; the list tells the one in force. The
   * empty text is a value: it empties the setting. Without `value` nothing changes.
   */
  updateConfiguration: act(z.looseObject({ configuration }), {
    name: text.min(1),
    value: text.optional(),
    ...place,
    imagestoreuuid: id.optional(),
  }),
  /** Back to the default, or with a scope's id back to everybody's value. Recorded: `resetConfiguration`, `.zone`. */
  resetConfiguration: act(z.looseObject({ configuration }), {
    name: text.min(1),
    ...place,
    /** The other commands call it `imagestoreuuid`. */
    imagestoreid: id.optional(),
  }),
} as const
