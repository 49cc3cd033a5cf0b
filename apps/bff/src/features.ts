import { createHash } from 'node:crypto'
import { type RoleCommand, roleCommands as names } from '@stratoview/api-client'
import * as z from 'zod'
import type { CloudStack, Credentials, Params } from './cloudstack.ts'
import { misshapen, unlessSignedOut } from './error.ts'

/** What this user may do here, and the few settings the whole app reads. */
export interface Features {
  /** The commands of our contract, and the console's, that the role may call (`listApis`). */
  apis: RoleCommand[]
  cloudstackversion?: string
  /** `default.page.size`: the most rows one call answers. */
  defaultpagesize?: number
  /** Minutes between two runs of the checks, 0 for never, and until CloudStack fetches what they said; absent when unreadable. */
  basicinterval?: number
  advancedinterval?: number
  fetchinterval?: number
}

/**
 * As sealed in the cookie: the names as one bit each, because ninety names do not fit beside the rest in 4 kB.
 * `table` says which table the bits count in; another release has another, and asks again.
 */
export const features = z.object({
  table: z.string(),
  bits: z.string(),
  settings: z.object({
    cloudstackversion: z.string().optional(),
    defaultpagesize: z.number().optional(),
    basicinterval: z.number().optional(),
    advancedinterval: z.number().optional(),
    fetchinterval: z.number().optional(),
  }),
})
export type PackedFeatures = z.output<typeof features>

const table = createHash('sha256').update(names.join()).digest('base64url').slice(0, 12)

/** For the cookie; `unpack` is its inverse. */
export function pack({ apis, ...settings }: Features): PackedFeatures {
  const bytes = Buffer.alloc(Math.ceil(names.length / 8))
  const may = new Set(apis)
  names.forEach((name, i) => {
    if (may.has(name)) bytes[i >> 3]! |= 1 << (i & 7)
  })
  return { table, bits: bytes.toString('base64url'), settings }
}

/** Undefined when packed by another release's table. */
export function unpack(packed: PackedFeatures | undefined): Features | undefined {
  if (packed?.table !== table) return undefined
  const bytes = Buffer.from(packed.bits, 'base64url')
  return { apis: names.filter((_, i) => (bytes[i >> 3] ?? 0) & (1 << (i & 7))), ...packed.settings }
}

const apiList = z.looseObject({ api: z.array(z.looseObject({ name: z.string() })).default([]) })
const capabilities = z.looseObject({ capability: z.looseObject({ cloudstackversion: z.string().optional() }) })
const configurations = z.looseObject({
  configuration: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
})

/** The settings that the whole app reads, by what we call them. */
const read = {
  defaultpagesize: 'default.page.size',
  basicinterval: 'router.health.checks.basic.interval',
  advancedinterval: 'router.health.checks.advanced.interval',
  fetchinterval: 'router.health.checks.results.fetch.interval',
} as const

/** Does a change of this setting make what is sealed in the cookie untrue? */
export const isRead = (name: unknown): boolean => Object.values<unknown>(read).includes(name)

/**
 * Asked at sign-in, and again after one of its settings was changed here. Only what the role may call is needed: 502 `shape`
 * when that can't be read. Recorded: `listApis`, `listCapabilities`, `listConfigurations`.
 */
export async function readFeatures(cloudstack: CloudStack, who: Credentials): Promise<Features> {
  const ask = async (command: string, params: Params = {}) =>
    (await cloudstack.ask(command, params, who, { repeatable: true })).result
  const [apis, capability] = await Promise.all([ask('listApis'), ask('listCapabilities').catch(unlessSignedOut)])
  const listed = apiList.safeParse(apis)
  if (!listed.success) throw misshapen('listApis', listed.error)
  const allowed = new Set(listed.data.api.map((api) => api.name))
  const setting = async (name: string) => {
    if (!allowed.has('listConfigurations')) return undefined
    // One that can't be read is done without.
    const found = configurations.safeParse(await ask('listConfigurations', { name }).catch(unlessSignedOut))
    const value = found.data?.configuration.find((one) => one.name === name)?.value
    return value && /^\d+$/.test(value) ? Number(value) : undefined
  }
  const [defaultpagesize, basicinterval, advancedinterval, fetchinterval] = await Promise.all([
    setting(read.defaultpagesize),
    setting(read.basicinterval),
    setting(read.advancedinterval),
    setting(read.fetchinterval),
  ])
  const cloudstackversion = capabilities.safeParse(capability).data?.capability.cloudstackversion
  return {
    apis: names.filter((name) => allowed.has(name)),
    cloudstackversion,
    defaultpagesize,
    basicinterval,
    advancedinterval,
    fetchinterval,
  }
}
