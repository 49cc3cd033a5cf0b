import type { SystemVm } from '@stratoview/api-client'
import { Hono } from 'hono'
import * as z from 'zod'
import { checkParams } from '../body.ts'
import type { Hail } from '../certificates/hail.ts'
import { servedBy } from '../certificates/served.ts'
import type { Config } from '../config.ts'
import { openFleet, walkFleet, type AskPage } from '../fleet.ts'
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
    const { signal } = c.req.raw
    const ask: AskPage<SystemVm> = async (page, pagesize) => {
      const params = id === undefined ? { page, pagesize } : { id }
      const { result, date } = await cloudstack.call('listSystemVms', params, session, signal)
      return { rows: result.systemvm, total: result.count, date }
    }
    const opened = await openFleet(ask, 500, [])
    stampDate(c, opened.first.date)
    const vms: SystemVm[] = []
    for await (const { rows } of walkFleet(ask, opened)) vms.push(...rows)
    const { sessionkey } = session
    const look = (address: string, port: number) => hail({ sessionkey, address, port })
    const served = await servedBy(vms, look, consolePorts, signal)
    return c.json({ served })
  })
}
