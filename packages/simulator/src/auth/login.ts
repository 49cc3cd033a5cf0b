import { ApiError } from '../api-error.ts'
import type { Reply } from '../envelope.ts'
import { param, type Incoming } from '../request.ts'
import type { Domain, User } from '@stratoview/api-client'
import type { World } from '../world.ts'
import type { Caller } from './caller.ts'
import { roleOf } from '../roles.ts'
import { type Session, type Sessions, sessionTimeout } from './sessions.ts'

/** Every demo login's. */
const password = 'password'

export function callerOf(world: World, userid: string): Caller | undefined {
  const user = world.find('users', userid)
  if (!user) return undefined
  return {
    userid,
    username: user.username,
    account: user.account ?? '',
    accountid: user.accountid ?? '',
    domainid: user.domainid ?? '',
    domainpath: world.find('domains', user.domainid)?.path ?? 'ROOT',
    role: roleOf(user.rolename),
  }
}

/** What follows `+` in the login name; the demo world when nothing does. */
export function worldNameOf(username: string): { plain: string; world: string } {
  const at = username.indexOf('+')
  return at < 0 ? { plain: username, world: '' } : { plain: username.slice(0, at), world: username.slice(at + 1) }
}

/** A domain by its path: `sales`, `/sales` and `/sales/` are the same, and nothing means ROOT. */
function findDomain(world: World, path: string): Domain {
  const full = `/${path}/`.replaceAll(/\/+/g, '/')
  const name = full === '/' ? 'ROOT' : `ROOT${full.slice(0, -1)}`
  const domain = world.tables.domains.find((row) => row.path === name)
  if (!domain) throw new ApiError(531, `Unable to find the domain from the path ${full}`)
  return domain
}

/** Recorded: `login.admin`, `twofactor.login`; refusals `login.bad-domain`, `login.bad-password`, `login.no-such-user`. */
export function login(world: World, sessions: Sessions, incoming: Incoming): Reply {
  const username = param(incoming, 'username') ?? ''
  const old = sessions.of(incoming)
  if (old) sessions.close(old)
  const domainid = param(incoming, 'domainid')
  const domain = domainid ? world.find('domains', domainid) : findDomain(world, param(incoming, 'domain') ?? '')
  if (!domain) throw new ApiError(401, 'Invalid domain id entered, please enter a valid one')
  const { plain } = worldNameOf(username)
  const user = world.tables.users.find((row) => row.username === plain && row.domainid === domain.id)
  if (!user || param(incoming, 'password') !== password) {
    const number = world.tables.domains.indexOf(domain) + 1
    throw new ApiError(
      531,
      `Failed to authenticate user ${username} in domain ${number}; please provide valid credentials`,
    )
  }
  const session = sessions.open(world.name, user.id, user.is2faenabled !== true, world.clock.now)
  return {
    status: 200,
    envelope: 'loginresponse',
    body: answer(world, user, session),
    cookies: [`JSESSIONID=${session.id}; Path=/client`, `sessionkey=${session.key};HttpOnly;SameSite=Lax`],
  }
}

function answer(world: World, user: User, session: Session) {
  return {
    // As it was typed, so that whoever signs in again by it comes back to the same world.
    username: world.name === '' ? user.username : `${user.username}+${world.name}`,
    userid: user.id,
    domainid: user.domainid,
    timeout: sessionTimeout,
    account: user.account,
    firstname: user.firstname,
    lastname: user.lastname,
    type: String(user.accounttype),
    timezone: user.timezone ?? 'UTC',
    timezoneoffset: '0.0',
    registered: 'false',
    sessionkey: session.key,
    is2faenabled: String(!session.verified),
    is2faverified: String(session.verified),
    ...(session.verified ? {} : { providerfor2fa: 'staticpin' }),
    issuerfor2fa: 'CloudStack',
    ...(user.accounttype === 1 ? { managementserverid: world.tables.managementServers[0]?.id } : {}),
  }
}

/** Recorded: `logout`. Without a session: 431 (reference §2.3). */
export function logout(sessions: Sessions, session: Session | undefined): Reply {
  if (!session) throw new ApiError(431, 'Session not found for the logout process.')
  sessions.close(session)
  const gone = 'Expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=0'
  return {
    status: 200,
    envelope: 'logoutresponse',
    body: { description: 'success' },
    cookies: [`sessionkey=${session.key};HttpOnly;SameSite=Lax`, `JSESSIONID=; ${gone}`, `sessionkey=; ${gone}`],
  }
}
