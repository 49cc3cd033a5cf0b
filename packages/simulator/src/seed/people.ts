import type { Account, Domain, User } from '@stratoview/api-client'
import type { World } from '../world.ts'
import { must } from './places.ts'
import { roleId } from './recorded.ts'

const day = 86_400_000

/** Who owns things here, each with one user of the same name, who can sign in. */
const people = [
  { name: 'admin', domain: 'ROOT', role: 'Root Admin', type: 1, roletype: 'Admin', first: 'Ada', last: 'Min' },
  {
    name: 'auditor',
    domain: 'ROOT',
    role: 'Read-Only Admin - Default',
    type: 1,
    roletype: 'Admin',
    first: 'Odd',
    last: 'Itor',
  },
  {
    name: 'salesadmin',
    domain: 'ROOT/sales',
    role: 'Domain Admin',
    type: 2,
    roletype: 'DomainAdmin',
    first: 'Sal',
    last: 'Esadmin',
  },
  { name: 'tenant', domain: 'ROOT', role: 'User', type: 0, roletype: 'User', first: 'Ten', last: 'Ant' },
  { name: 'careful', domain: 'ROOT', role: 'User', type: 0, roletype: 'User', first: 'Care', last: 'Ful' },
  { name: 'acme', domain: 'ROOT', role: 'User', type: 0, roletype: 'User', first: 'Ann', last: 'Cormack' },
  { name: 'nordbank', domain: 'ROOT/banking', role: 'User', type: 0, roletype: 'User', first: 'Nils', last: 'Ord' },
  { name: 'kestrel', domain: 'ROOT', role: 'User', type: 0, roletype: 'User', first: 'Kes', last: 'Trell' },
  { name: 'helios', domain: 'ROOT', role: 'User', type: 0, roletype: 'User', first: 'Helen', last: 'Ios' },
  { name: 'shopline', domain: 'ROOT/sales', role: 'User', type: 0, roletype: 'User', first: 'Shona', last: 'Pline' },
  { name: 'bazaar', domain: 'ROOT/sales/emea', role: 'User', type: 0, roletype: 'User', first: 'Basia', last: 'Zar' },
] as const

export type AccountName = (typeof people)[number]['name']
export const projectName = 'apollo'

/** Who owns a thing, as its row says. A project's things name the project instead of an account. */
export interface Owner {
  account?: string
  projectid?: string
  project?: string
  domainid: string
  domain: string
  domainpath: string
}

export interface People {
  owner: (name: AccountName | typeof projectName | 'system') => Owner
  user: (name: AccountName) => User
  account: (name: AccountName) => Account
}

/** The pin that `careful` signs in with. */
export const carefulPin = '980493'

/** Recorded: listDomains, listAccounts, listUsers. `listProjects` was recorded empty: its fields are the reference's. */
export function seedPeople(world: World): People {
  const { tables } = world
  const root = domainRow(world, 'ROOT')
  const sales = domainRow(world, 'sales', root)
  tables.domains.push(root, sales, domainRow(world, 'emea', sales), domainRow(world, 'banking', root))
  const domainOf = (path: string) =>
    must(
      tables.domains.find((domain) => domain.path === path),
      path,
    )
  for (const person of people) {
    const account = accountRow(world, person, domainOf(person.domain))
    tables.accounts.push(account)
    const user = account.user?.[0]
    if (user) tables.users.push({ ...user, apikeyaccess: 'INHERIT' })
    if (user?.username === 'careful') world.pins.set(user.id, carefulPin)
  }
  const account = (name: AccountName) =>
    must(
      tables.accounts.find((row) => row.name === name),
      name,
    )
  const user = (name: AccountName) =>
    must(
      tables.users.find((row) => row.username === name),
      name,
    )
  const projectid = world.uuid()
  const owners = new Map<string, Owner>(
    people.map((person) => [person.name, { account: person.name, ...placeIn(domainOf(person.domain)) }]),
  )
  owners.set('system', { account: 'system', ...placeIn(root) })
  owners.set(projectName, { projectid, project: projectName, ...placeIn(root) })
  tables.projects.push(projectRow(world, projectid, root, account('helios')))
  return { owner: (name) => must(owners.get(name), name), user, account }
}

const placeIn = ({ id, name, path = '' }: Domain) => ({ domainid: id, domain: name, domainpath: path })

const limited = `vm ip volume snapshot backup backupstorage template project network vpc cpu memory gpu primarystorage
  secondarystorage bucket objectstorage`.split(/\s+/)

/** Recorded: limits, totals and what is left are in every account and domain. */
const limits = Object.fromEntries(
  limited.flatMap((what) => [
    [`${what}limit`, 'Unlimited'],
    [`${what}total`, 0],
    [`${what}available`, 'Unlimited'],
  ]),
)

function domainRow(world: World, name: string, parent?: Domain): Domain {
  return {
    id: world.uuid(),
    name,
    level: parent ? Number(parent.level) + 1 : 0,
    ...(parent ? { parentdomainid: parent.id, parentdomainname: parent.name } : {}),
    haschild: name === 'ROOT' || name === 'sales',
    path: parent ? `${parent.path}/${name}` : name,
    state: 'Active',
    ...limits,
    hasannotations: false,
  }
}

function accountRow(world: World, person: (typeof people)[number], domain: Domain): Account {
  const id = world.uuid()
  const created = world.date(400 * day)
  const role = { roleid: roleId(person.role), roletype: person.roletype, rolename: person.role }
  const isdefault = person.name === 'admin'
  const user: User = {
    id: world.uuid(),
    username: person.name,
    firstname: person.first,
    lastname: person.last,
    email: `${person.name}@${person.name}.example`,
    created,
    state: 'enabled',
    account: person.name,
    accounttype: person.type,
    usersource: 'native',
    ...role,
    domainid: domain.id,
    domain: domain.name,
    accountid: id,
    iscallerchilddomain: false,
    isdefault,
    is2faenabled: person.name === 'careful',
    is2famandated: false,
  }
  return {
    id,
    name: person.name,
    accounttype: person.type,
    ...role,
    domainid: domain.id,
    domain: domain.name,
    domainpath: domain.path,
    receivedbytes: world.random.int(1e9, 9e12),
    sentbytes: world.random.int(1e9, 9e12),
    ...limits,
    vmstopped: 0,
    vmrunning: 0,
    state: 'enabled',
    ...(isdefault ? {} : { created }),
    user: [user],
    isdefault,
    groups: [],
    apikeyaccess: 'INHERIT',
  }
}

function projectRow(world: World, id: string, domain: Domain, owner: Account) {
  const [user] = owner.user ?? []
  return {
    id,
    name: projectName,
    displaytext: 'Apollo, the next shop',
    domainid: domain.id,
    domain: domain.name,
    domainpath: domain.path,
    owner: [{ account: owner.name, userid: user?.id, user: user?.username }],
    projectaccountname: `PrjAcct-${projectName}-1`,
    state: 'Active',
    tags: [],
    created: world.date(60 * day),
    ...limits,
    vmstopped: 0,
    vmrunning: 0,
  }
}
