import { roleCommands, type Api, type RoleCommand } from '@stratoview/api-client'
import { internal } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { scoped, select } from '../list.ts'
import { mayCall } from '../roles.ts'
import { keysOf } from './keys.ts'
import { served } from '../served.ts'

interface Schema {
  safeParse(value: unknown): { success: boolean }
}

/** The names alone would do for a role's rights; kind and parameters come from the contract. */
function describe(name: RoleCommand): Api {
  const { kind, params } = served[name]
  return {
    name,
    isasync: kind === 'job',
    params: Object.entries<Schema>(params.shape).map(([param, schema]) => ({
      name: param,
      type: schema.safeParse(7).success ? 'integer' : schema.safeParse(true).success ? 'boolean' : 'string',
      length: 255,
      required: !schema.safeParse(undefined).success,
    })),
  }
}

const described = new Map<RoleCommand, Api>()
function apiOf(name: RoleCommand): Api {
  const known = described.get(name) ?? describe(name)
  described.set(name, known)
  return known
}

/** A user sees itself, a domain admin its domains, an admin all. */
function people<Row extends { domainid?: string | undefined; account?: string | undefined }>(
  rows: readonly Row[],
  context: Context,
) {
  const { world, caller } = context
  const paths = new Map(world.tables.domains.map((domain) => [domain.id, domain.path]))
  const withPath = rows.map((row) => ({
    row,
    account: row.account,
    domainid: row.domainid,
    domainpath: paths.get(row.domainid ?? ''),
  }))
  return scoped(withPath, { listall: 'true' }, caller).map(({ row }) => row)
}

export const sessionHandlers: Family<
  | 'listApis'
  | 'listCapabilities'
  | 'listUsers'
  | 'listAccounts'
  | 'listDomains'
  | 'listProjects'
  | 'listUserTwoFactorAuthenticatorProviders'
> = {
  listApis: (given, { caller }) => {
    const mine = roleCommands.filter(
      (name) => mayCall(caller.role, name) && (given.name === undefined || name === given.name),
    )
    if (mine.length === 0) {
      throw internal('Api Discovery plugin was unable to find an api by that name or process any apis')
    }
    return { key: 'api', rows: mine.map(apiOf) }
  },
  /** Recorded: `listCapabilities`, `tenant.listCapabilities` (what differs is told apart below). */
  listCapabilities: (_, { caller, world }) => {
    const user = caller.role === 'user' || caller.role === 'domainadmin'
    return {
      capability: {
        securitygroupsenabled: false,
        dynamicrolesenabled: true,
        cloudstackversion: world.tables.managementServers[0]?.version,
        userpublictemplateenabled: true,
        supportELB: 'false',
        projectinviterequired: false,
        allowusercreateprojects: true,
        customdiskofferingminsize: 1,
        customdiskofferingmaxsize: 1024,
        regionsecondaryenabled: false,
        kvmsnapshotenabled: true,
        allowuserviewdestroyedvm: !user,
        allowuserexpungerecovervm: !user,
        allowuserexpungerecovervolume: true,
        allowuserviewalldomainaccounts: false,
        allowuserforcestopvm: true,
        kubernetesserviceenabled: true,
        kubernetesclusterexperimentalfeaturesenabled: false,
        customhypervisordisplayname: 'Custom',
        defaultuipagesize: 20,
        instancesstatsretentiontime: 720,
        instancesstatsuseronly: false,
        instancesdisksstatsretentionenabled: false,
        instancesdisksstatsretentiontime: 720,
        sharedfsvmmincpucount: 2,
        sharedfsvmminramsize: 1024,
        instanceleaseenabled: false,
        ...(user ? {} : { extensionspath: '/usr/share/cloudstack-management/extensions' }),
        dynamicscalingenabled: true,
        additionalconfigenabled: false,
      },
    }
  },
  listUsers: (given, context) => ({
    key: 'user',
    rows: select(people(context.world.tables.users, context), given, {
      same: ['id', 'username', 'state', 'accounttype', 'account', 'domainid'],
      keyword: ['username', 'firstname', 'lastname', 'account'],
    }).map((user) => {
      const [apikey] = keysOf(context.world, user) ?? []
      return { ...user, ...(apikey !== undefined && { apikey }) }
    }),
  }),
  listAccounts: (given, context) => {
    const owners = context.world.tables.accounts.map((row) => ({ row, account: row.name, domainid: row.domainid }))
    return {
      key: 'account',
      rows: select(
        people(owners, context).map(({ row }) => row),
        given,
        { same: ['id', 'name', 'state', 'accounttype', 'domainid'], keyword: ['name'] },
      ),
    }
  },
  listDomains: (given, { world, caller }) => ({
    key: 'domain',
    rows: select(
      world.tables.domains.filter((domain) => `${domain.path}/`.startsWith(`${caller.domainpath}/`)),
      given,
      { same: ['id', 'name', 'level'], keyword: ['name'] },
    ),
  }),
  listProjects: (given, { world }) => ({
    key: 'project',
    rows: select(world.tables.projects, given, {
      same: ['id', 'name', 'displaytext', 'state', 'domainid'],
      keyword: ['name', 'displaytext'],
    }),
  }),
  listUserTwoFactorAuthenticatorProviders: () => ({
    key: 'providers',
    rows: [
      { name: 'totp', description: 'TOTP user two factor authentication provider Plugin' },
      { name: 'staticpin', description: 'Static Pin user two factor authentication provider Plugin' },
    ],
  }),
}
