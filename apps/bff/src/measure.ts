import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** One measurement and one log line a request: the route's pattern, never the address with what is in it. */
export function measure(metrics: Metrics, log: Log): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const seconds = (performance.now() - start) / 1000
    const { method } = c.req
    const { status } = c.res
    // Every request also matches the middleware and the 404s, whose patterns end in a star.
    const route = matchedRoutes(c).find(({ path }) => !path.endsWith('*'))?.path ?? '*'
    metrics.requests.observe({ method, route, status }, seconds)
    const level = status >= 500 ? 'warn' : method === 'GET' || method === 'HEAD' ? 'debug' : 'info'
    const command = route === '/api/cs/:command' && status !== 404 ? c.req.path.split('/')[3] : undefined
    log[level]({ method, route, command, status, ms: Math.round(seconds * 1000) }, 'request')
  }
}
