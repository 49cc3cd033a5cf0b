import * as z from 'zod'
import { flag, id, list, paging, text } from '../define.ts'

/** Active = acquired and not removed (4.21). Recorded empty (`listConsoleSessions`); fields from the reference. */
export const consoleSession = z.looseObject({
  id: z.string(),
  created: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  domainid: z.string().optional(),
  account: z.string().optional(),
  accountid: z.string().optional(),
  user: z.string().optional(),
  userid: z.string().optional(),
  virtualmachineid: z.string().optional(),
  virtualmachinename: z.string().optional(),
  hostid: z.string().optional(),
  hostname: z.string().optional(),
  acquired: z.string().optional(),
  removed: z.string().optional(),
  consoleendpointcreatoraddress: z.string().optional(),
  clientaddress: z.string().optional(),
})
export type ConsoleSession = z.output<typeof consoleSession>

export const consoleCommands = {
  listConsoleSessions: list('consolesession', consoleSession, {
    id: id.optional(),
    accountid: id.optional(),
    userid: id.optional(),
    domainid: id.optional(),
    /** For root admins alone. */
    hostid: id.optional(),
    virtualmachineid: id.optional(),
    startdate: text.optional(),
    enddate: text.optional(),
    clientaddress: text.optional(),
    consoleendpointcreatoraddress: text.optional(),
    /** True unless told otherwise. */
    activeonly: flag.optional(),
    acquired: flag.optional(),
    isrecursive: flag.optional(),
    ...paging,
  }),
} as const
