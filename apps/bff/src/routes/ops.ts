import { CloudStackError } from '@stratoview/api-client/error'
import { Hono } from 'hono'
import type { Parts } from '../parts.ts'
import { refuse, toBody } from '../error.ts'

/** `/readyz` asks CloudStack at most this often, or a prober could be made to flood it. */
const readyFor = 2_000
const readyTimeout = 5_000

/** Liveness, readiness and Prometheus text. Nothing here needs, or names, a session. */
export function opsRoutes({ cloudstack, metrics, now }: Pick<Parts, 'cloudstack' | 'metrics' | 'now'>) {
  let asked = { at: -Infinity, reach: Promise.resolve() }

  /** An unsigned question: that CloudStack refuses it in its own words is all we want to know. */
  const reach = async () => {
    try {
      await cloudstack.ask('listCapabilities', {}, undefined, { timeout: readyTimeout, repeatable: true })
    } catch (error) {
      const refused =
        error instanceof CloudStackError && ['unauthorized', 'forbidden', 'cloudstack'].includes(error.code)
      if (refused && error.status < 500) return
      throw error
    }
  }

  return new Hono()
    .get('/healthz', (c) => c.json({ ok: true }))
    .get('/readyz', async (c) => {
      if (now() - asked.at > readyFor) {
        asked = { at: now(), reach: reach() }
        asked.reach.catch(() => undefined)
      }
      try {
        await asked.reach
      } catch (error) {
        throw refuse(503, 'not-ready', toBody(error).message)
      }
      return c.json({ ok: true })
    })
    .get('/metrics', async (c) =>
      c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
    )
}
