import * as z from 'zod'
import { act, flag, get, id, list, paging, scope, text, whole } from '../define.ts'

/** What `login` answers; every value is text but `timeout` (seconds). Recorded: `login.admin`, `twofactor.login`. */
export const loginAnswer = z.looseObject({
  username: z.string(),
  userid: z.string(),
  domainid: z.string(),
  account: z.string(),
  sessionkey: z.string(),
  /** 0 user, 1 root or read-only admin, 2 domain admin: it does not tell what the role may do, `listApis` does. */
  type: z.string(),
  timeout: z.number().optional(),
  firstname: z.string().optional(),
  lastname: z.string().optional(),
  timezone: z.string().optional(),
  timezoneoffset: z.string().optional(),
  registered: z.string().optional(),
  is2faenabled: z.string().optional(),
  is2faverified: z.string().optional(),
  /** `totp` or `staticpin`; absent when two-factor is mandated but not yet set up. */
  providerfor2fa: z.string().optional(),
  issuerfor2fa: z.string().optional(),
  managementserverid: z.string().optional(),
})
export type LoginAnswer = z.output<typeof loginAnswer>

/** Recorded: `logout`. */
export const logoutAnswer = z.looseObject({ description: z.string().optional() })
/** A wrong code is 511 and ends the session. Recorded: `twofactor.right-code`, `twofactor.wrong-code`. */
export const twoFactorAnswer = z.looseObject({ success: z.union([z.boolean(), z.string()]).optional() })

/** Recorded: `listApis`, `tenant.listApis`: only what the caller's role may call. */
export const api = z.looseObject({
  name: z.string(),
  isasync: z.boolean().optional(),
  since: z.string().optional(),
  params: z
    .array(
      z.looseObject({
        name: z.string(),
        type: z.string().optional(),
        required: z.boolean().optional(),
        length: z.number().optional(),
        since: z.string().optional(),
      }),
    )
    .optional(),
})
export type Api = z.output<typeof api>

/** Recorded: `listCapabilities`, `tenant.listCapabilities`. */
export const capability = z.looseObject({
  /** Left out when `expose.cloudstack.version.api.list.capabilities` is off. */
  cloudstackversion: z.string().optional(),
  dynamicrolesenabled: z.boolean().optional(),
  defaultuipagesize: z.number().optional(),
  allowuserforcestopvm: z.boolean().optional(),
  dynamicscalingenabled: z.boolean().optional(),
  customhypervisordisplayname: z.string().optional(),
  instancesstatsuseronly: z.boolean().optional(),
  apilimitinterval: z.number().optional(),
  apilimitmax: z.number().optional(),
})
export type Capability = z.output<typeof capability>

/** Recorded: `listUsers`. */
export const user = z.looseObject({
  id: z.string(),
  username: z.string(),
  firstname: z.string().optional(),
  lastname: z.string().optional(),
  email: z.string().optional(),
  created: z.string().optional(),
  state: z.string().optional(),
  account: z.string().optional(),
  accountid: z.string().optional(),
  accounttype: z.number().optional(),
  usersource: z.string().optional(),
  roleid: z.string().optional(),
  /** Admin, ResourceAdmin, DomainAdmin or User. */
  roletype: z.string().optional(),
  rolename: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  timezone: z.string().optional(),
  is2faenabled: z.boolean().optional(),
  is2famandated: z.boolean().optional(),
  /** Of the caller's own row at least. */
  apikey: z.string().optional(),
})
export type User = z.output<typeof user>

/** Recorded: `listAccounts`. */
export const account = z.looseObject({
  id: z.string(),
  name: z.string(),
  accounttype: z.number().optional(),
  roleid: z.string().optional(),
  roletype: z.string().optional(),
  rolename: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  domainpath: z.string().optional(),
  state: z.string().optional(),
  created: z.string().optional(),
  isdefault: z.boolean().optional(),
  user: z.array(user).optional(),
})
export type Account = z.output<typeof account>

/** Recorded: `listDomains`. */
export const domain = z.looseObject({
  id: z.string(),
  name: z.string(),
  level: z.number().optional(),
  haschild: z.boolean().optional(),
  parentdomainid: z.string().optional(),
  parentdomainname: z.string().optional(),
  path: z.string().optional(),
  state: z.string().optional(),
  created: z.string().optional(),
  hasannotations: z.boolean().optional(),
})
export type Domain = z.output<typeof domain>

/** Recorded empty (`listProjects.none`); fields from the reference. */
export const projectRow = z.looseObject({
  id: z.string(),
  name: z.string(),
  displaytext: z.string().optional(),
  domainid: z.string().optional(),
  domain: z.string().optional(),
  projectaccountname: z.string().optional(),
  state: z.string().optional(),
  created: z.string().optional(),
})
export type Project = z.output<typeof projectRow>

/** Recorded: `twofactor.listProviders`. */
export const twoFactorProvider = z.looseObject({ name: z.string(), description: z.string().optional() })
export type TwoFactorProvider = z.output<typeof twoFactorProvider>

/** Both absent when the user has none. Recorded: `getUserKeys`, `registerUserKeys` (which says nothing of the access). */
export const userKeys = z.looseObject({
  userkeys: z.looseObject({
    apikey: z.string().optional(),
    secretkey: z.string().optional(),
    apikeyaccess: z.boolean().optional(),
  }),
})

/** Outside the table like the console's endpoint: a secret key is for the BFF's runs and never for a page. */
export const keyCommands = {
  getUserKeys: get(userKeys, { id }),
  /** Makes new ones; the old are no longer good. */
  registerUserKeys: act(userKeys, { id }),
} as const

/** Signing in and out and the second factor are not here: only the BFF does them, with the shapes above. */
export const sessionCommands = {
  listApis: list('api', api, { name: text.optional() }),
  listCapabilities: get(z.looseObject({ capability }), {}),
  listUsers: list('user', user, {
    id: id.optional(),
    username: text.optional(),
    state: text.optional(),
    accounttype: whole.optional(),
    ...scope,
    ...paging,
  }),
  listAccounts: list('account', account, {
    id: id.optional(),
    name: text.optional(),
    state: text.optional(),
    accounttype: whole.optional(),
    /** Comma-separated: `min` leaves the counts out. */
    details: text.optional(),
    domainid: id.optional(),
    listall: flag.optional(),
    isrecursive: flag.optional(),
    ...paging,
  }),
  listDomains: list('domain', domain, {
    id: id.optional(),
    name: text.optional(),
    level: whole.optional(),
    listall: flag.optional(),
    details: text.optional(),
    ...paging,
  }),
  listProjects: list('project', projectRow, {
    id: id.optional(),
    name: text.optional(),
    displaytext: text.optional(),
    state: text.optional(),
    username: text.optional(),
    details: text.optional(),
    ...scope,
    ...paging,
  }),
  listUserTwoFactorAuthenticatorProviders: list('providers', twoFactorProvider, {}),
} as const
