import { timeOf } from '@stratoview/api-client/health'
import { unauthorized } from '../api-error.ts'
import { param, type Incoming } from '../request.ts'

/** Java's URLEncoder with `+` as `%20`: it leaves `*` alone and encodes `!'()~`. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll(/[!'()~]/g, (c) => `%${c.codePointAt(0)?.toString(16).toUpperCase()}`)
}

/** The text a client signs: sorted by raw name, values encoded, all in lower case (reference §2.4). */
export function canonical(params: Iterable<[string, string]>): string {
  return [...params]
    .filter(([name]) => name.toLowerCase() !== 'signature')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')
    .toLowerCase()
}

export async function sign(text: string, secretkey: string): Promise<string> {
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', bytes.encode(secretkey), { name: 'HMAC', hash: 'SHA-1' }, false, [
    'sign',
  ])
  const mac = await crypto.subtle.sign('HMAC', key, bytes.encode(text))
  return btoa(String.fromCodePoint(...new Uint8Array(mac)))
}

/** HMAC-SHA1 alone: SHA-256 is refused like any wrong signature. Recorded: `signed.*`, all refusals with one text. */
export async function checkSignature(incoming: Incoming, secretkey: string, now: number): Promise<void> {
  if (param(incoming, 'signatureVersion') === '3') {
    const expires = timeOf(param(incoming, 'expires') ?? '')
    if (!(expires > now)) throw unauthorized()
  }
  const wanted = await sign(canonical(incoming.params), secretkey)
  if (param(incoming, 'signature') !== wanted) throw unauthorized()
}
