import { CloudStackError } from '@stratoview/api-client/error'
import type { Limits } from './config.ts'
import { cancelled, refuse } from './error.ts'
import type { Reply, Transport } from './transport.ts'

export interface SendOptions {
  /** `Cookie` header, as kept in the sealed session. */
  cookies?: string
  /** Gives up with 504 after this many milliseconds. */
  timeout: number
  /** The browser's own signal: when it goes, so do we. */
  signal?: AbortSignal | undefined
  /** Whether asking twice is harmless. */
  repeatable?: boolean
}

/** What came back, still closed: `envelope.ts` opens it. */
export interface Sealed {
  status: number
  text: string
  /** CloudStack's clock, epoch ms, whole seconds (the `Date` header). */
  date: number | undefined
  setCookie: string[]
}

/**
 * One POST to CloudStack, form-encoded: the only way in that every command and every server setting accepts
 * (reference §1.1). Throws 502 `unreachable`, 502 `too-large`, 504 `timeout`.
 */
export async function send(
  url: string,
  form: string,
  transport: Transport,
  limits: Limits,
  options: SendOptions,
): Promise<Sealed> {
  const cancel = new AbortController()
  // Raced, because a transport that isn't the network's need not heed its signal.
  const ended = new Promise<never>((_, reject) => {
    cancel.signal.addEventListener('abort', () => reject(cancel.signal.reason as Error), { once: true })
  })
  ended.catch(() => undefined)
  const timer = setTimeout(() => cancel.abort(timedOut(options.timeout)), options.timeout)
  const gone = () => cancel.abort(options.signal?.reason)
  if (options.signal?.aborted) gone()
  options.signal?.addEventListener('abort', gone)
  try {
    return await Promise.race([exchange(url, form, transport, limits, options, cancel.signal), ended])
  } catch (error) {
    if (error instanceof CloudStackError) throw error
    if (cancel.signal.reason instanceof CloudStackError) throw cancel.signal.reason
    if (cancel.signal.aborted) throw cancelled()
    throw unreachable(error)
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', gone)
  }
}

async function exchange(
  url: string,
  body: string,
  transport: Transport,
  limits: Limits,
  options: SendOptions,
  signal: AbortSignal,
): Promise<Sealed> {
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    accept: 'application/json',
  }
  if (options.cookies) headers['cookie'] = options.cookies
  const ask = () => transport({ url, headers, body, signal })
  const reply = await ask().catch((error: unknown) => {
    // The server closed a kept-alive connection just as we wrote to it: a fault of timing, not of the server.
    const broken = ['ECONNRESET', 'EPIPE'].includes(causeCode(error) ?? '')
    if (options.repeatable && !signal.aborted && broken) return ask()
    throw error
  })
  const date = Date.parse(reply.headers.get('date') ?? '')
  return {
    status: reply.status,
    text: await readText(reply, limits.answerBytes),
    date: Number.isNaN(date) ? undefined : date,
    setCookie: reply.headers.getSetCookie(),
  }
}

/** The body as text, given up on once it is longer than `limit` bytes. */
async function readText({ body }: Reply, limit: number): Promise<string> {
  if (!body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > limit) {
      throw refuse(502, 'too-large', `CloudStack's answer is larger than ${Math.round(limit / 1024 / 1024)} MB.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes).toString('utf8')
}

const timedOut = (ms: number) =>
  refuse(504, 'timeout', `CloudStack did not answer within ${Math.round(ms / 1000)} seconds.`)

const reasons: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no way to its network',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'nothing answers at its address',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/** 502, without naming the address: an end user reads this too. The log has the cause. */
function unreachable(error: unknown): CloudStackError {
  const reason = reasons[causeCode(error) ?? ''] ?? 'the connection failed'
  return new CloudStackError(
    { status: 502, code: 'unreachable', message: `CloudStack cannot be reached: ${reason}.` },
    { cause: error },
  )
}

/** The system's error may be wrapped, and there are several when a name has several addresses. */
function causeCode(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const first = e instanceof AggregateError ? (e.errors[0] as unknown) : e
    const code = (first as NodeJS.ErrnoException).code
    if (code) return code
  }
  return undefined
}
