import { loginAnswer } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { stampDate, type Parts } from '../parts.ts'
import { readBody } from '../body.ts'
import { refuse } from '../error.ts'
import { pack, readFeatures, unpack, type Features } from '../features.ts'
import type { Session, User } from '../session.ts'
import { createTries } from '../tries.ts'

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
 * speaking first. Many users can share one address behind a proxy, so an address has more.
 */
const window = { windowMs: 5 * 60_000, keys: 10_000 }

export function sessionRoutes({ cloudstack, sessions, metrics, log, now }: Parts) {
  const byName = createTries({ ...window, allowed: 10, now })
  const byAddress = createTries({ ...window, allowed: 60, now })
  const forgive = (c: Context, name: string) => {
    byName.giveBack(name)
    byAddress.giveBack(addressOf(c))
  }

  /** Reads what the user may do, seals it, and answers. */
  const admit = async (c: Context, session: Session) => {
    const features = await readFeatures(cloudstack, session).catch(async (error: unknown) => {
      // The session is there all the same: the next GET reads again.
      await sessions.keep(c, session)
      throw error
    })
    await sessions.keep(c, { ...session, features: pack(features) })
    return c.json({ user: session.user, features } satisfies SessionAnswer)
  }

  return new Hono()
    .post('/', async (c) => {
      const { username, password, domain } = await readBody(c, credentials)
      const path = domainPath(domain)
      const tries = `${path}\n${username.toLowerCase()}`
      byAddress.spend(addressOf(c))
      byName.spend(tries)
      const answer = await cloudstack.ask('login', { username, password, domain: path }).catch((error: unknown) => {
        metrics.sessions.inc({ outcome: 'refused' })
        throw loginRefused(error)
      })
      stampDate(c, answer.date)
      const said = loginAnswer.safeParse(answer.result)
      if (!said.success) {
        throw refuse(502, 'shape', "CloudStack's answer to login is not as expected.", {
          command: 'login',
          field: said.error.issues[0]?.path.join('.'),
        })
      }
      const session: Session = {
        cookies: cookieHeader(answer.setCookie),
        sessionkey: said.data.sessionkey,
        user: userOf(said.data),
        tries,
      }
      if (said.data.is2faenabled !== 'true' || said.data.is2faverified === 'true') {
        forgive(c, tries)
        metrics.sessions.inc({ outcome: 'opened' })
        return admit(c, session)
      }
      const { providerfor2fa: provider, issuerfor2fa: issuer } = said.data
      if (!provider) {
        await cloudstack.ask('logout', {}, session).catch(() => undefined)
        throw refuse(
          403,
          'twofactor-setup',
          'Your account needs two-factor authentication: set it up in CloudStack first.',
        )
      }
      // The try stays counted until the code is right, or codes could be tried without end by who knows the password.
      await sessions.keep(c, { ...session, twofactor: { provider, issuer } })
      return c.json({ twofactor: { provider, issuer } } satisfies SessionAnswer)
    })
    .post('/2fa', async (c) => {
      const { code: codefor2fa } = await readBody(c, code)
      const { twofactor, ...session } = await sessions.of(c)
      if (!twofactor) return admit(c, session)
      await cloudstack
        .ask('validateUserTwoFactorAuthenticationCode', { codefor2fa }, session)
        .catch((error: unknown) => {
          metrics.sessions.inc({ outcome: 'refused' })
          // A wrong code ends CloudStack's session (recorded: `twofactor.right-code-after-wrong`).
          if (error instanceof CloudStackError && [401, 511].includes(error.status)) sessions.drop(c)
          throw error
        })
      forgive(c, session.tries)
      metrics.sessions.inc({ outcome: 'opened' })
      return admit(c, session)
    })
    .get('/', async (c) => {
      const session = await sessions.verified(c)
      const features = unpack(session.features)
      if (!features) return admit(c, session)
      // One cheap call, because only CloudStack knows whether it still knows the session.
      const alive = await cloudstack
        .ask('listCapabilities', {}, session, { repeatable: true, signal: c.req.raw.signal })
        .catch((error: unknown) => {
          if (error instanceof CloudStackError && error.status === 401) sessions.drop(c)
          throw error
        })
      stampDate(c, alive.date)
      return c.json({ user: session.user, features } satisfies SessionAnswer)
    })
    .delete('/', async (c) => {
      const session = await sessions.of(c).catch(() => undefined)
      sessions.drop(c)
      if (session) {
        await cloudstack.ask('logout', {}, session).catch((error: unknown) => {
          log.info({ err: error }, 'CloudStack did not take the sign-out; its session ends by itself')
        })
      }
      return c.body(null, 204)
    })
}

/** 531 is how CloudStack refuses a login (recorded: `login.bad-password`); to a browser that is 401, in the same words. */
function loginRefused(error: unknown): unknown {
  if (!(error instanceof CloudStackError) || ![401, 531].includes(error.status)) return error
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

/** The peer's address; absent when the app is called without a socket. */
function addressOf(c: Context): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress ?? 'unknown'
}
