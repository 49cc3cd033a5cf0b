import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { isNetwork } from './client-address.ts'

export interface Config {
  port: number
  host: string
  /** CloudStack's API endpoint; absent means the embedded simulator. */
  cloudstackUrl: string | undefined
  /** Our own origin as browsers see it; https here makes the cookie Secure and `__Host-`. */
  publicUrl: string | undefined
  /** Addresses and networks of the proxies in front of us, whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[]
  /** At least 32 characters; every instance that serves the same users has the same one. */
  sessionSecret: string
  dataDir: string
  databaseUrl: string | undefined
  /** PEM: authorities for console proxies beside the system's own. */
  consoleCaFile: string | undefined
  /** Zone id or name, or `*`, to the public keys (SHA-256 of the SPKI, base64) its console proxies may have. */
  consolePins: Readonly<Record<string, readonly string[]>>
  /** Console ports beside 8080 and 8443. */
  consolePorts: readonly number[]
  consoleCaps: { perUser: number; inAll: number }
  simRouters: number | undefined
  logLevel: (typeof logLevels)[number]
  limits: Limits
}

/** Milliseconds and bytes. Not in the environment: tests shorten them. */
export interface Limits {
  /** Lists, reads and accepted jobs. */
  quickTimeout: number
  /** What CloudStack does while we wait: fresh health checks, synchronous changes. */
  slowTimeout: number
  /** The largest answer taken from CloudStack; 500 routers with results are about 4 MB, `listApis` about 6. */
  answerBytes: number
  bodyBytes: number
  /** How long a sealed cookie is good for; CloudStack ends an idle session long before. */
  sessionMs: number
  /** The largest diagnostics bundle that is handed on, and how long that may take. */
  bundleBytes: number
  bundleMs: number
  /** How long running requests may take to end once we are told to stop. */
  graceMs: number
}

export const defaultLimits: Limits = {
  quickTimeout: 30_000,
  slowTimeout: 120_000,
  answerBytes: 64 * 1024 * 1024,
  bodyBytes: 256 * 1024,
  sessionMs: 12 * 60 * 60 * 1000,
  bundleBytes: 256 * 1024 * 1024,
  bundleMs: 15 * 60_000,
  graceMs: 10_000,
}

/** A variable of the environment is wrong: its message is one plain sentence for whoever set it. */
export class ConfigError extends Error {}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const digits = (highest: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number')
    .transform(Number)
    .refine((n) => n <= highest, `a whole number up to ${highest}`)

const address = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'an http or https address')
  .refine(
    (text) => !URL.canParse(text) || !(new URL(text).username || new URL(text).password),
    'an address without a user name or password in it',
  )

const environment = z.object({
  PORT: digits(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  CLOUDSTACK_URL: address.transform(endpoint).optional(),
  PUBLIC_URL: address
    .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', 'an address without a path')
    .transform((text) => new URL(text).origin)
    .optional(),
  TRUSTED_PROXIES: z.string().transform(proxies).optional(),
  SESSION_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  DATA_DIR: z.string().default('.stratoview'),
  DATABASE_URL: z.string().optional(),
  CONSOLE_CA_FILE: z.string().optional(),
  CONSOLE_PINS: z.string().transform(pins).optional(),
  CONSOLE_PORTS: z.string().transform(ports).optional(),
  CONSOLES_PER_USER: digits(1_000).default(12),
  CONSOLES_IN_ALL: digits(100_000).default(500),
  SIM_ROUTERS: digits(100_000).optional(),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(', ')}`).default('info'),
})

/** `{"zone": "base64", "other zone": ["base64", "base64"]}`, each perhaps with curl's `sha256//` before it. */
function pins(text: string, context: z.RefinementCtx): Record<string, string[]> {
  const key = z
    .string()
    .transform((one) => one.replace(/^sha256\/+/, ''))
    .refine((one) => /^[A-Za-z0-9+/]{43}=$/.test(one))
  const shape = z.record(z.string(), z.union([key.transform((one) => [one]), z.array(key).min(1)]))
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    context.addIssue({
      code: 'custom',
      message: 'a JSON object of zones, each with the base64 SHA-256 of a public key, or a list of them',
    })
    return z.NEVER
  }
}

function ports(text: string, context: z.RefinementCtx): number[] {
  const all = text.split(',').map((one) => (/^\s*\d{1,5}\s*$/.test(one) ? Number(one) : 0))
  if (all.every((port) => port > 0 && port < 65_536)) return all
  context.addIssue({ code: 'custom', message: 'port numbers with commas between them' })
  return z.NEVER
}

function proxies(text: string, context: z.RefinementCtx): string[] {
  const all = text.split(',').map((one) => one.trim())
  if (all.every(isNetwork)) return all
  context.addIssue({ code: 'custom', message: 'addresses or networks such as 10.0.0.0/8 with commas between them' })
  return z.NEVER
}

/** `https://cloud.example` and `https://cloud.example/client` mean CloudStack's usual `/client/api`. */
function endpoint(text: string): string {
  const url = new URL(text)
  if (/^\/(client\/?)?$/.test(url.pathname)) url.pathname = '/client/api'
  url.hash = ''
  return url.href
}

/**
 * The environment as a Config. An empty variable counts as unset.
 * Throws ConfigError naming the variable; its value is never repeated, since it may be a secret.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = environment.safeParse(set)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new ConfigError(`The environment variable ${String(issue?.path[0])} must be ${issue?.message}.`)
  }
  const e = read.data
  return {
    port: e.PORT,
    host: e.HOST,
    cloudstackUrl: e.CLOUDSTACK_URL,
    publicUrl: e.PUBLIC_URL,
    trustedProxies: e.TRUSTED_PROXIES ?? [],
    sessionSecret: e.SESSION_SECRET ?? keptSecret(e.DATA_DIR),
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    consoleCaFile: e.CONSOLE_CA_FILE,
    consolePins: e.CONSOLE_PINS ?? {},
    consolePorts: e.CONSOLE_PORTS ?? [],
    consoleCaps: { perUser: e.CONSOLES_PER_USER, inAll: e.CONSOLES_IN_ALL },
    simRouters: e.SIM_ROUTERS,
    logLevel: e.LOG_LEVEL,
    limits: defaultLimits,
  }
}

/** How often, and after how many ms each time, a secret is looked for that another instance is just writing. */
const looks = { times: 20, pause: 10 }

/** Made once, readable by its owner alone, so that a restart signs nobody out. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // `wx` so that of two instances starting at once one makes it and both read the same.
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new ConfigError(unwritable(dataDir), { cause: error })
  }
  let secret = ''
  try {
    for (let look = 0; secret === '' && look < looks.times; look++) {
      if (look > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, looks.pause)
      secret = readFileSync(file, 'utf8').trim()
    }
  } catch (error) {
    throw new ConfigError(unwritable(dataDir), { cause: error })
  }
  if (secret.length < 32)
    throw new ConfigError(`The file ${file} is too short for a secret: delete it and start again.`)
  return secret
}

const unwritable = (dataDir: string) =>
  `The session secret cannot be kept in ${dataDir}: set DATA_DIR to a folder that can be written, or set SESSION_SECRET.`
