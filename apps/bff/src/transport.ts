import { Agent, request as overHttp, type RequestOptions } from 'node:http'
import { Agent as SecureAgent, request as overHttps } from 'node:https'

/** One POST on its way to CloudStack. */
export interface Ask {
  url: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

/** What comes back, its body still on the way. A fetch's `Response` is one. */
export interface Reply {
  status: number
  headers: { get(name: string): string | null; getSetCookie(): string[] }
  body: AsyncIterable<Uint8Array> | null
}

/** Rejects with the system's error, or with the signal's reason. Follows no redirect: it would carry the session along. */
export type Transport = (ask: Ask) => Promise<Reply>

/** A fetch function as transport: the embedded simulator, or a test's cloud. */
export function overFetch(fetch: (request: Request) => Promise<Response>): Transport {
  return ({ url, ...init }) => fetch(new Request(url, { ...init, method: 'POST', redirect: 'manual' }))
}

/**
 * How long an unused connection is kept. CloudStack's Jetty closes one after 30 s: a call that is written at that moment is
 * lost, and whether a restart was lost with it nobody can tell.
 */
const idleMs = 20_000

/**
 * The network. Not the global fetch: its web streams cost half a millisecond a call, half of what the whole BFF may
 * add (measured), and none of what it does is needed here. For the same reason the address is taken apart once, and the
 * signal is listened to here: a request that is given one builds as much again around it.
 */
export function overNetwork(idle = idleMs): Transport {
  const http = { request: overHttp, agent: new Agent({ keepAlive: true, timeout: idle }) }
  const https = { request: overHttps, agent: new SecureAgent({ keepAlive: true, timeout: idle }) }
  const places = new Map<string, Place>()
  return ({ url, headers, body, signal }) => {
    const place = places.get(url) ?? placeOf(url)
    places.set(url, place)
    const { request, agent } = place.protocol === 'https:' ? https : http
    return new Promise((resolve, reject) => {
      const length = String(Buffer.byteLength(body))
      const options = { ...place, method: 'POST', agent, headers: { ...headers, 'content-length': length } }
      const asked = request(options, (answer) => {
        const value = (name: string) => answer.headers[name]
        resolve({
          status: answer.statusCode ?? 0,
          headers: {
            get: (name) => value(name)?.toString() ?? null,
            getSetCookie: () => answer.headers['set-cookie'] ?? [],
          },
          body: answer,
        })
      })
      const give = () => asked.destroy(signal.reason as Error)
      if (signal.aborted) give()
      signal.addEventListener('abort', give, { once: true })
      asked.on('error', reject)
      asked.end(body)
    })
  }
}

type Place = Pick<RequestOptions, 'protocol' | 'hostname' | 'port' | 'path'>

function placeOf(url: string): Place {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  return { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: `${pathname}${search}` }
}
