import * as z from 'zod'
import type { KeysRequest, RolloutRequest, StartRequest } from './types.ts'

const id = z.string().min(1).max(64)
/** PostgreSQL keeps any letter but one. */
const text = z.string().refine((words) => !words.includes('\0'), 'text')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 22:00')
const timezone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
    } catch {
      return false
    }
  }, 'a time zone like Europe/Berlin')

const scope = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('everything') }),
  z.strictObject({ by: z.enum(['zone', 'pod', 'cluster', 'domain', 'network', 'vpc', 'host']), id }),
  z.strictObject({ by: z.literal('account'), account: text.min(1).max(255), domainid: id }),
  z.strictObject({ by: z.literal('selection'), ids: z.array(id).min(1).max(5_000) }),
])

const options = z.strictObject({
  parallel: z.int().min(1).max(50).optional(),
  stopAfter: z.int().min(0).max(10_000).optional(),
  gate: z.enum(['no-worse', 'healthy', 'none']).optional(),
  patience: z
    .int()
    .min(1)
    .max(24 * 60)
    .optional(),
  window: z.strictObject({ from: time, until: time, timezone }).optional(),
})

const plan = {
  kind: z.enum(['upgrade', 'restart', 'health-checks', 'evacuate']),
  method: z.enum(['restart-router', 'restart-network', 'live-patch', 'all-at-once', 'check', 'migrate']),
  scope,
  options: options.optional(),
  without: z.array(id).max(5_000).optional(),
  include: z.array(id).max(5_000).optional(),
  targets: z.record(id, id).optional(),
  maintenance: z.boolean().optional(),
}
const keys = {
  keys: z.strictObject({ apikey: z.string().min(1).max(1024), secretkey: z.string().min(1).max(1024) }).optional(),
  registerKeys: z.boolean().optional(),
}

export const planRequest = z.strictObject(plan) satisfies z.ZodType<RolloutRequest>
export const startRequest = z.strictObject({
  ...plan,
  ...keys,
  title: text.max(120).optional(),
}) satisfies z.ZodType<StartRequest>
export const keysRequest = z.strictObject(keys) satisfies z.ZodType<KeysRequest>
export const nothing = z.strictObject({})
