import { createHmac } from 'node:crypto'
import type { Sealed } from './upstream.ts'

/** A user's API keys, as `getUserKeys` says them. */
export interface Keys {
  apikey: string
  secretkey: string
  /** How far CloudStack's clock was ahead of ours when last heard, ms: an `expires` by our own might be over before it begins. */
  ahead?: number
}

/** How long a signed call may be on its way by CloudStack's clock, ms. */
const goodFor = 10 * 60_000

/** Java's URLEncoder with `+` as `%20`: it leaves `*` alone and encodes `!'()~`. */
const encode = (value: string) =>
  encodeURIComponent(value).replaceAll(/[!'()~]/g, (c) => `%${c.codePointAt(0)!.toString(16).toUpperCase()}`)

/**
 * A form with the keys and signature of version 3: HMAC-SHA1 over the pairs sorted by name, all in lower case
 * (reference §2.4; recorded: `signed.v3`; SHA-256 is refused, `signed.sha256`).
 */
function sign(form: string, { apikey, secretkey, ahead = 0 }: Keys, until: number): string {
  const expires = `${new Date(until + ahead).toISOString().slice(0, 19)}+0000`
  const signed = new URLSearchParams(form)
  for (const [name, value] of Object.entries({ apikey, signatureversion: '3', expires })) signed.append(name, value)
  signed.append('signature', signatureOf([...signed], secretkey))
  return signed.toString()
}

/**
 * Sends a form with keys and learns CloudStack's clock from the answer. Refused by a clock that isn't where we thought,
 * it is signed once more: expired and wrong signatures are refused in the same words (recorded: `signed.v3-expired`).
 *
 * @param within what must not come later than that after it was signed, ms, is never signed again
 */
export async function sendSigned(
  post: (form: string) => Promise<Sealed>,
  form: string,
  keys: Keys,
  within?: number,
): Promise<Sealed> {
  const once = async () => {
    const before = keys.ahead ?? 0
    const sealed = await post(sign(form, keys, Date.now() + (within ?? goodFor)))
    if (sealed.date !== undefined) keys.ahead = sealed.date - Date.now()
    return { sealed, jumped: Math.abs((keys.ahead ?? 0) - before) > goodFor / 2 }
  }
  const { sealed, jumped } = await once()
  return sealed.status === 401 && jumped && within === undefined ? (await once()).sealed : sealed
}

/** Base64. `pairs` without `signature`, in any order; names are sorted as they are (reference §2.4). */
export function signatureOf(pairs: Iterable<[string, string]>, secretkey: string): string {
  const text = [...pairs]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')
    .toLowerCase()
  return createHmac('sha1', secretkey).update(text).digest('base64')
}
