import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Config } from './config.ts'
import { refuse } from './error.ts'

/**
 * Scripts only from our own files. Styles may be inline because Mantine sets `style` attributes and injects a
 * `<style>` of its variables at run time; a style can't run code, and nothing of CloudStack's is ever put into one.
 * `data:` images are noVNC's cursors, `blob:` what a download or a screenshot is made of.
 */
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const headers: Record<string, string> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** On every answer, files and errors too; HSTS where PUBLIC_URL is https. */
export function secureHeaders(config: Config): MiddlewareHandler {
  const https = config.publicUrl?.startsWith('https:') ?? false
  const all = Object.entries(https ? { ...headers, 'strict-transport-security': 'max-age=31536000' } : headers)
  return async (c, next) => {
    for (const [name, value] of all) c.header(name, value)
    await next()
  }
}

/** Nothing under /api is for a cache, and nothing there changes state but for our own pages, in JSON. */
export function ownPagesOnly(config: Config): MiddlewareHandler {
  return async (c, next) => {
    c.header('cache-control', 'no-store')
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      if (!isOurs(c.req.header('origin'), c.req.header('host') ?? new URL(c.req.url).host, config.publicUrl)) {
        throw refuse(403, 'cross-origin', 'This request does not come from a page of Stratoview.')
      }
      // Another site can send a form or text without asking first, but not JSON.
      if (c.req.method !== 'DELETE' && !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
        throw refuse(415, 'content-type', 'The body must be sent as application/json.')
      }
    }
    await next()
  }
}

/** With no PUBLIC_URL the page's own host is the one the request was sent to; a proxy that changes Host needs PUBLIC_URL. */
export function isOurs(origin: string | undefined, host: string, publicUrl: string | undefined): boolean {
  if (!origin || !URL.canParse(origin)) return false
  return publicUrl ? origin === publicUrl : new URL(origin).host === host.toLowerCase()
}

/** 413 `too-large`, by what is announced and, without that, by what comes. */
export function limitBody(config: Config): MiddlewareHandler {
  const maxSize = config.limits.bodyBytes
  const limit = bodyLimit({
    maxSize,
    onError: () => {
      throw refuse(413, 'too-large', `The body is larger than ${Math.round(maxSize / 1024)} kB.`)
    },
  })
  // To look for a body is to build the whole web request around it: a GET is spared that.
  return (c, next) => (c.req.method === 'GET' || c.req.method === 'HEAD' ? next() : limit(c, next))
}
