import * as z from 'zod'
import { act, flag, id, list, paging, text } from '../define.ts'

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

/**
 * One way into a VM's screen, good for one or two minutes and one use. Success or not, the answer is HTTP 200: when
 * `success` is false, `details` says why and `websocket` is absent, as it is for a screen that is no WebSocket (an
 * external hypervisor's own address in `url`). Recorded: `createConsoleEndpoint.*`, `tenant.createConsoleEndpoint.*`.
 */
export const consoleEndpoint = z.looseObject({
  success: z.boolean(),
  details: z.string().optional(),
  /** CloudStack's own page: `/resource/noVNC/vnc.html…`, or `/ajax…` where noVNC is not to be used. Holds the token. */
  url: z.string().optional(),
  websocket: z
    .looseObject({
      host: z.string().optional(),
      /** `8080`, or `8443` for TLS: a text. */
      port: z.string().optional(),
      path: z.string().optional(),
      /** Standard base64, to be put into the query as it is: an encoded one is refused. */
      token: z.string().optional(),
      /** The secret that was told as `token`, when one was. */
      extra: z.string().optional(),
    })
    .optional(),
})
export type ConsoleEndpoint = z.output<typeof consoleEndpoint>

/** Outside the table, because the browser must neither ask for it nor see the answer: only the BFF's relay does. */
export const createConsoleEndpoint = act(z.looseObject({ consoleendpoint: consoleEndpoint }), {
  virtualmachineid: id,
  /** A secret of our own, without which the endpoint is then useless. */
  token: text.optional(),
})

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
