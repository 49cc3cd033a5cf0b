import { ApiError, unauthorized } from '../api-error.ts'
import { param, type Incoming } from '../request.ts'

export interface Session {
  id: string
  key: string
  world: string
  userid: string
  /** False until the second factor is given. */
  verified: boolean
  /** World clock, epoch ms. */
  used: number
}

/** Seconds a session lives unused; recorded as `timeout` in the login's answer. */
export const sessionTimeout = 1_800

/** A key nobody can guess; not from the world's dice, because two worlds have the same. */
export function secret(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return btoa(String.fromCodePoint(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Sessions kept; the oldest goes. Most end by being forgotten and not by a logout. */
const kept = 10_000

export class Sessions {
  readonly #byId = new Map<string, Session>()

  open(world: string, userid: string, verified: boolean, now: number): Session {
    const session = { id: `node0${secret(18)}.node0`, key: secret(20), world, userid, verified, used: now }
    if (this.#byId.size >= kept) this.#byId.delete(this.#byId.keys().next().value!)
    this.#byId.set(session.id, session)
    return session
  }

  close(session: Session): void {
    this.#byId.delete(session.id)
  }

  closeAllOf(world: string): void {
    for (const session of this.#byId.values()) if (session.world === world) this.close(session)
  }

  of(incoming: Incoming): Session | undefined {
    return this.#byId.get(incoming.cookies.get('JSESSIONID') ?? '')
  }

  withKey(key: string): Session | undefined {
    for (const session of this.#byId.values()) if (session.key === key) return session
    return undefined
  }

  /**
   * The session of a request. It must show its key in the cookie and in the parameter; a wrong one ends the session.
   * Recorded: `session.none` and `session.after-logout` (long text), `session.wrong-key` (short text).
   */
  check(incoming: Incoming, now: (world: string) => number): Session {
    const session = this.of(incoming)
    if (!session) throw unauthorized()
    if (incoming.cookies.get('sessionkey') !== session.key || param(incoming, 'sessionkey') !== session.key) {
      this.close(session)
      throw unauthorized('unable to verify user credentials')
    }
    const time = now(session.world)
    if (time - session.used > sessionTimeout * 1_000) {
      this.close(session)
      throw unauthorized()
    }
    session.used = time
    return session
  }
}

/** Commands an unverified session may call; any other destroys it (reference §2.6). */
const beforeCode = new Set([
  'listIdps',
  'listApis',
  'listUserTwoFactorAuthenticatorProviders',
  'setupUserTwoFactorAuthentication',
  'validateUserTwoFactorAuthenticationCode',
])

/** Recorded: `twofactor.call-before-code`. */
export function requireCode(sessions: Sessions, session: Session, command: string): void {
  if (session.verified || beforeCode.has(command)) return
  sessions.close(session)
  throw new ApiError(
    511,
    'Unable to process the API request due to :Two factor authentication 2FA is enabled but not verified, please verify 2FA using validateUserTwoFactorAuthenticationCode API before calling other APIs. Existing session is invalidated.',
  )
}
