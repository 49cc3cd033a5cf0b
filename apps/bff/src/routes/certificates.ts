import { Hono } from 'hono'
import * as z from 'zod'
import { checkParams } from '../body.ts'
import type { Hail } from '../certificates/hail.ts'
import { servedBy } from '../certificates/served.ts'
import type { Config } from '../config.ts'
import { stampDate, type Parts } from '../parts.ts'
import { requireApis } from '../rights.ts'

/** `id`: of one system VM; without, all of them. */
const shape = z.strictObject({ id: z.string().min(1).max(64).optional() })

/**
 * What the system VMs really serve: this server connects to each at the public address CloudStack gives it, and to
 * nothing else. Nobody can name an address, a port or a name to it.
 */
export function certificateRoutes({ sessions, cloudstack }: Parts, hail: Hail, { consolePorts }: Config) {
  return new Hono().get('/served', async (c) => {
    const session = await sessions.verified(c)
    // It says what answers in the provider's network, which is for those who may see system VMs.
    requireApis(session, 'listSystemVms')
    const { id } = checkParams(c.req.query(), shape)
    const { result, date } = await cloudstack.call('listSystemVms', { id }, session, c.req.raw.signal)
    stampDate(c, date)
    const { sessionkey } = session
    const served = await servedBy(result.systemvm, (address, port) => hail({ sessionkey, address, port }), consolePorts)
    return c.json({ served })
  })
}
