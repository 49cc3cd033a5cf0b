import { createHash, type webcrypto } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod'
import type { Credentials } from './cloudstack.ts'
import type { Config } from './config.ts'
import { refuse, signedOut } from './error.ts'
import { features, type PackedFeatures } from './features.ts'

/** Who signed in, in the words of CloudStack's `login` (recorded: `login.admin`). `type` does not tell what they may do: `apis` does. */
const user = z.object({
  username: z.string(),
  account: z.string(),
  domainid: z.string(),
  userid: z.string(),
  type: z.string(),
  firstname: z.string().optional(),
  lastname: z.string().optional(),
  timezone: z.string().optional(),
})
export type User = z.output<typeof user>

const session = z.object({
  cookies: z.string(),
  sessionkey: z.string(),
  user,
  /** Key of the table of failed tries this sign-in counts in. */
  tries: z.string(),
  /** What the second step asks for; present until the code has been accepted. */
  twofactor: z.object({ provider: z.string().optional(), issuer: z.string().optional() }).optional(),
  features: features.optional(),
})
/** All we know of a browser. It lives in its cookie alone: any instance with the same secret serves it. */
export type Session = Credentials & z.output<typeof session> & { features?: PackedFeatures }

export interface Sessions {
  /** The session of a request; 401 `unauthorized` when there is none, it was forged, or it is too old. */
  of(c: Context): Promise<Session>
  /** The same, once its second factor is proven; 401 `twofactor` before, since CloudStack would end it (511, recorded). */
  verified(c: Context): Promise<Session>
  keep(c: Context, session: Session): Promise<void>
  drop(c: Context): void
}

/** Cookies opened lately, so that a page's many calls open theirs once. It saves work and decides nothing. */
const remembered = 1_000

/** Cookies are JWE (dir, A256GCM) under SHA-256 of the session secret, and good for `limits.sessionMs`. */
export function createSessions(config: Config): Sessions {
  const raw = createHash('sha256').update(config.sessionSecret).digest()
  const key = crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  // A cookie sealed while another CloudStack was configured must not carry its credentials to this one.
  const audience = config.cloudstackUrl ?? 'embedded'
  const secure = config.publicUrl?.startsWith('https:') ?? false
  const name = 'stratoview'
  const prefix = secure ? ('host' as const) : undefined
  const options = { path: '/', httpOnly: true, sameSite: 'Strict' as const, secure }
  const asked = prefix ? { ...options, prefix } : options
  const lately = new Map<string, { session: Session; until: number }>()

  const of = async (c: Context) => {
    const sealed = getCookie(c, name, prefix)
    if (typeof sealed !== 'string' || sealed === '') throw signedOut()
    const known = lately.get(sealed)
    if (known && known.until > Date.now()) return known.session
    const opened = await unseal(sealed, await key, audience)
    if (!opened) throw signedOut()
    if (lately.size >= remembered) lately.delete(lately.keys().next().value!)
    lately.set(sealed, opened)
    return opened.session
  }

  return {
    of,
    async verified(c) {
      const opened = await of(c)
      if (opened.twofactor) throw refuse(401, 'twofactor', 'Your two-factor code is still to be entered.')
      return opened
    },
    async keep(c, s) {
      const sealed = await new EncryptJWT({ s })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(audience)
        .setExpirationTime(new Date(Date.now() + config.limits.sessionMs))
        .encrypt(await key)
      setCookie(c, name, sealed, asked)
    },
    drop(c) {
      lately.delete(getCookie(c, name, prefix) || '')
      deleteCookie(c, name, asked)
    },
  }
}

async function unseal(sealed: string, key: webcrypto.CryptoKey, audience: string) {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      audience,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
    })
    return { session: session.parse(payload['s']), until: payload.exp! * 1000 }
  } catch {
    return undefined
  }
}
