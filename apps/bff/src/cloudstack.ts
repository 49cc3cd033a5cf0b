import { commands, type CommandName, type Result } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import type { Limits } from './config.ts'
import { open } from './envelope.ts'
import { misshapen } from './error.ts'
import { encode, type Value } from './form.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { sendSigned, type Keys } from './sign.ts'
import type { Transport } from './transport.ts'
import { send, type Sealed } from './upstream.ts'

/** What CloudStack needs to know us again: its cookies as one header, and the key that must also be a parameter. */
export interface Credentials {
  cookies: string
  sessionkey: string
}

/** A browser's session, or the keys a run acts with. */
export type Who = Credentials | Keys

export interface AskOptions {
  signal?: AbortSignal | undefined
  timeout?: number
  repeatable?: boolean
  /** With keys: CloudStack refuses it when it comes later than that after it was signed, ms. */
  within?: number
}

export interface Answer<T> {
  result: T
  /** CloudStack's clock, epoch ms. */
  date: number | undefined
}

export type Params = Record<string, Value | undefined>

export interface CloudStack {
  /** Any command, unchecked: the session's own (`login`, `listApis`, …), which the browser can't name. */
  ask(
    command: string,
    params: Params,
    who?: Who,
    options?: AskOptions,
  ): Promise<Answer<unknown> & Pick<Sealed, 'setCookie'>>
  /** A command of the contract; resolves to what is inside the envelope, its shape checked (502 `shape` naming the field). */
  call<N extends CommandName>(name: N, params: Params, who: Who, signal?: AbortSignal): Promise<Answer<Result<N>>>
}

export interface CloudStackDeps {
  url: string
  transport: Transport
  limits: Limits
  log: Log
  metrics: Metrics
}

/** The one way to CloudStack: every call is timed, and failures are counted by command and code. */
export function createCloudStack({ url, transport, limits, log, metrics }: CloudStackDeps): CloudStack {
  const ask: CloudStack['ask'] = async (command, params, who, options = {}) => {
    const timeout = options.timeout ?? limits.quickTimeout
    const post = (form: string, cookies?: string) =>
      send(url, form, transport, limits, { ...options, timeout, ...(cookies !== undefined && { cookies }) })
    const plain = { ...params, command, response: 'json' }
    const end = metrics.upstream.startTimer({ command })
    try {
      const sealed =
        who && 'apikey' in who
          ? await sendSigned(post, encode(plain), who, options.within)
          : await post(encode({ ...plain, sessionkey: who?.sessionkey }), who?.cookies)
      return { result: open(command, sealed), date: sealed.date, setCookie: sealed.setCookie }
    } catch (error) {
      const { code, status } = error instanceof CloudStackError ? error : { code: 'internal', status: 500 }
      // Asked without a session, a refusal is the answer hoped for (`/readyz`).
      if (who || code !== 'unauthorized') metrics.upstreamErrors.inc({ command, code })
      if (status >= 500 && code !== 'cloudstack')
        log.warn({ command, errorcode: code, err: error }, 'CloudStack call failed')
      throw error instanceof CloudStackError
        ? new CloudStackError({ ...error.toJSON().error, command }, { cause: error.cause })
        : error
    } finally {
      end()
    }
  }

  return {
    ask,
    async call(name, params, who, signal) {
      const command = commands[name]
      const repeatable = command.kind === 'list' || (command.kind === 'get' && !acts(name, params))
      const slow = command.kind === 'act' || acts(name, params)
      const timeout = slow ? limits.slowTimeout : limits.quickTimeout
      const { result, date } = await ask(name, params, who, { signal, timeout, repeatable })
      return { result: shaped(name, result), date }
    },
  }
}

/** Whether a `get` is told to act (fresh health checks may recreate a router): then it must be posted. */
export function acts(name: CommandName, params: Params): boolean {
  const command = commands[name]
  return 'actsWhen' in command && String(params[command.actsWhen]).toLowerCase() === 'true'
}

function shaped<N extends CommandName>(name: N, inner: unknown): Result<N> {
  const checked = commands[name].result.safeParse(inner)
  if (checked.success) return checked.data as Result<N>
  throw misshapen(name, checked.error)
}
