import { loginAnswer } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { stampDate, type Parts } from '../parts.ts'
import { readBody } from '../body.ts'
import { holdingOf } from '../client-address.ts'
import { isForbidden, misshapen, refuse } from '../error.ts'
import { pack, readFeatures, unpack, type Features } from '../features.ts'
import type { Session, User } from '../session.ts'
import { createTries, type Tries } from '../tries.ts'

/** What sign-in answers: who is there, or that the second step is due; `GET /api/session` only the former. */
export type SessionAnswer = { user: User; features: Features } | { twofactor: TwoFactor }
export interface TwoFactor {
  /** `totp` or `staticpin`. */
  provider?: string
  issuer?: string
}

const credentials = z.strictObject({
  username: z.string().min(1).max(255),
  password: z.string().min(1).max(4096),
  domain: z.string().max(1024).optional(),
})
const code = z.strictObject({ code: z.string().min(1).max(64) })

/**
 * CloudStack itself locks a user out after five wrong passwords (reference §2.5); ten a name keeps our own count from
 * speaking first. Many users can share one address, so an address has more.
 */
const window = { windowMs: 5 * 60_000, keys: 10_000 }

/** How long a browser that signs out waits for CloudStack to hear of it, ms. */
const farewell = 5_000

interface Desk extends Parts {
  byName: Tries
  byAddress: Tries
}

/** Sign in and out, the second factor, who am I. 401 `login-refused`, 403 `twofactor-setup`, 429 `too-many-tries`. */
export function sessionRoutes(parts: Parts) {
  const { now } = parts
  const desk: Desk = {
    ...parts,
    byName: createTries({ ...window, allowed: 10, now }),
    byAddress: createTries({ ...window, allowed: 60, now }),
  }
  return new Hono()
    .post('/', (c) => signIn(c, desk).catch((error: unknown) => refused(c, desk, error)))
    .post('/2fa', (c) => enterCode(c, desk).catch((error: unknown) => refused(c, desk, error)))
    .get('/', (c) => whoAmI(c, desk))
    .delete('/', (c) => signOut(c, desk))
}

/** Who was turned away is told by the address alone: in the field for a name some type their password. */
function refused(c: Context, { log, clientOf }: Desk, error: unknown): never {
  if (error instanceof CloudStackError && [401, 403, 429, 511].includes(error.status))
    log.warn(
      { audit: 'sign-in-refused', why: error.code, status: error.status, client: clientOf(c) },
      'sign-in refused',
    )
  throw error
}

async function signIn(c: Context, desk: Desk) {
  const { cloudstack, sessions, metrics } = desk
  const { username, password, domain } = await readBody(c, credentials)
  const path = domainPath(domain)
  const tries = `${path}\n${username.toLowerCase()}`
  desk.byAddress.spend(holdingOf(desk.clientOf(c)))
  desk.byName.spend(tries)
  const answer = await cloudstack.ask('login', { username, password, domain: path }).catch((error: unknown) => {
    const refusal = refusalOf(error)
    // A CloudStack that is away has refused nobody: an outage must not lock out those who tried through it.
    if (!refusal) forgive(c, desk, tries)
    metrics.sessions.inc({ outcome: refusal ? 'refused' : 'failed' })
    throw refusal ?? error
  })
  stampDate(c, answer.date)
  const said = loginAnswer.safeParse(answer.result)
  if (!said.success) throw misshapen('login', said.error)
  const session: Session = {
    cookies: cookieHeader(answer.setCookie),
    sessionkey: said.data.sessionkey,
    user: userOf(said.data),
    tries,
  }
  if (said.data.is2faenabled !== 'true' || said.data.is2faverified === 'true') return admit(c, desk, session)

  const { providerfor2fa: provider, issuerfor2fa: issuer } = said.data
  if (!provider) {
    await cloudstack.ask('logout', {}, session).catch(() => undefined)
    const message = 'Your account needs two-factor authentication: set it up in CloudStack first.'
    throw refuse(403, 'twofactor-setup', message)
  }
  // The try stays counted until the code is right, or codes could be tried without end by who knows the password.
  await sessions.keep(c, { ...session, twofactor: { provider, issuer } })
  return c.json({ twofactor: { provider, issuer } } satisfies SessionAnswer)
}

async function enterCode(c: Context, desk: Desk) {
  const { code: codefor2fa } = await readBody(c, code)
  const { twofactor, ...session } = await desk.sessions.of(c)
  if (!twofactor) return rights(c, desk, session)
  const command = 'validateUserTwoFactorAuthenticationCode'
  await desk.cloudstack.ask(command, { codefor2fa }, session).catch((error: unknown) => {
    const wrong = error instanceof CloudStackError && [401, 511].includes(error.status)
    desk.metrics.sessions.inc({ outcome: wrong ? 'refused' : 'failed' })
    // A wrong code ends CloudStack's session (recorded: `twofactor.right-code-after-wrong`).
    if (wrong) desk.sessions.drop(c)
    throw error
  })
  return admit(c, desk, session)
}

/** Takes one try back: it proved right, or was never looked at. */
function forgive(c: Context, { byName, byAddress, clientOf }: Desk, tries: string): void {
  byName.giveBack(tries)
  byAddress.giveBack(holdingOf(clientOf(c)))
}

/** All is proven. */
function admit(c: Context, desk: Desk, session: Session) {
  forgive(c, desk, session.tries)
  desk.metrics.sessions.inc({ outcome: 'opened' })
  desk.log.info({ audit: 'sign-in', ...who(session), client: desk.clientOf(c) }, 'sign in')
  return rights(c, desk, session)
}

/** Reads what the user may do, seals it, and answers. */
async function rights(c: Context, { cloudstack, sessions }: Desk, session: Session) {
  const features = await readFeatures(cloudstack, session).catch(async (error: unknown) => {
    // The session is there all the same: the next GET reads again.
    await sessions.keep(c, session)
    throw error
  })
  await sessions.keep(c, { ...session, features: pack(features) })
  return c.json({ user: session.user, features } satisfies SessionAnswer)
}

async function whoAmI(c: Context, desk: Desk) {
  const session = await desk.sessions.verified(c)
  const options = { repeatable: true, signal: c.req.raw.signal }
  // One cheap call, because only CloudStack knows whether it still knows the session.
  const alive = await desk.cloudstack.ask('listCapabilities', {}, session, options).catch((error: unknown) => {
    if (isForbidden(error)) return undefined
    if (error instanceof CloudStackError && error.status === 401) desk.sessions.drop(c)
    throw error
  })
  stampDate(c, alive?.date)
  const features = unpack(session.features)
  return features ? c.json({ user: session.user, features } satisfies SessionAnswer) : rights(c, desk, session)
}

async function signOut(c: Context, { cloudstack, sessions, log, clientOf, signedOut }: Desk) {
  const session = await sessions.of(c).catch(() => undefined)
  sessions.drop(c)
  if (session) {
    log.info({ audit: 'sign-out', ...who(session), client: clientOf(c) }, 'sign out')
    signedOut?.(session)
    await cloudstack.ask('logout', {}, session, { timeout: farewell }).catch((error: unknown) => {
      log.info({ err: error }, 'CloudStack did not take the sign-out; its session ends by itself')
    })
  }
  return c.body(null, 204)
}

/** As the audit lines of consoles name them. */
const who = ({ user: { username, account, domainid, userid } }: Session) => ({ username, account, domainid, userid })

/**
 * 531 is how CloudStack refuses a login (recorded: `login.bad-password`); to a browser that is 401, in the same words.
 * Undefined for any other error.
 */
function refusalOf(error: unknown): CloudStackError | undefined {
  if (!(error instanceof CloudStackError) || ![401, 531].includes(error.status)) return undefined
  return refuse(401, 'login-refused', error.message, { command: 'login' })
}

/** CloudStack wants a path and does not know its own root's name in it: `ROOT/sales` is `/sales` (reference §2.1). */
function domainPath(domain = ''): string {
  const path = domain
    .trim()
    .replace(/^\/?root(?=\/|$)/i, '')
    .replace(/^\/+|\/+$/g, '')
  return path && `/${path}`
}

/** Every cookie of the answer, the load balancer's too: without it another management server would be asked. */
function cookieHeader(setCookie: readonly string[]): string {
  const pairs = setCookie.map((line) => line.split(';', 1)[0]!.trim()).filter((pair) => /^[^=]+=./.test(pair))
  return [...new Map(pairs.map((pair) => [pair.split('=', 1)[0], pair])).values()].join('; ')
}

function userOf({
  username,
  account,
  domainid,
  userid,
  type,
  firstname,
  lastname,
  timezone,
}: z.output<typeof loginAnswer>): User {
  return { username, account, domainid, userid, type, firstname, lastname, timezone }
}
