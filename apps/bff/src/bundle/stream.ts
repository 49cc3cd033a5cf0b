import { refuse } from '../error.ts'
import { Forbidden } from '../console/targets.ts'
import { causeOf } from '../console/connect.ts'
import type { FetchBundle, Sent } from './fetch.ts'
import type { Place } from './place.ts'

export interface Limits {
  /** The largest bundle, bytes. */
  bytes: number
  /** From the first byte to the last, ms. */
  time: number
}

/** What becomes of an answer that has begun and cannot go on: it must end so that nobody takes it for whole. */
export type Broken = (error: unknown, stream: ReadableStreamDefaultController) => void

/**
 * A bundle as it comes: not more than the limit, and given to `broken` when the storage VM breaks off, so that half a file
 * never looks like a whole one. `ended` resolves when its connection is no longer used, whoever gave it up.
 * Throws 502 `bundle-*` for what can be told before the first byte.
 */
export async function download(
  fetch: FetchBundle,
  place: Place,
  { bytes, time }: Limits,
  left: AbortSignal,
  broken: Broken,
) {
  const over = new AbortController()
  const signal = AbortSignal.any([left, over.signal, AbortSignal.timeout(time)])
  const sent = await fetch(place, signal).catch((error: unknown) => {
    throw told(error)
  })
  const objection = objectionTo(sent, bytes)
  if (objection) {
    over.abort()
    throw objection
  }
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  // Also when the time is over or the browser has gone while nobody reads: nothing is pulled then that could fail.
  signal.addEventListener('abort', () => resolve(), { once: true })
  // Or had gone before that was listened for, where `fetch` does not heed its signal.
  if (signal.aborted) resolve()
  return { length: sent.length, body: counted(sent, bytes, over, broken), ended }
}

function counted({ body }: Sent, most: number, over: AbortController, broken: Broken): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  let seen = 0
  return new ReadableStream(
    {
      async pull(stream) {
        try {
          const { done, value } = await chunks.next()
          seen += value?.byteLength ?? 0
          if (seen > most) throw new Error('the bundle is larger than the limit')
          if (!done) return stream.enqueue(value)
          stream.close()
        } catch (error) {
          broken(error, stream)
        }
        over.abort()
      },
      // The browser has gone: nobody reads on.
      cancel: () => over.abort(),
    },
    { highWaterMark: 0 },
  )
}

function objectionTo({ status, length }: Sent, most: number) {
  if (status >= 300 && status < 400)
    return refuse(
      502,
      'bundle-redirect',
      'The secondary storage VM sends elsewhere for the file; Stratoview does not follow.',
    )
  if (status === 404)
    return refuse(502, 'bundle-gone', 'The secondary storage VM no longer has the file. Collect the files again.')
  if (status !== 200) return refuse(502, 'bundle-failed', `The secondary storage VM answered HTTP ${status}.`)
  if (length !== undefined && length > most)
    return refuse(
      502,
      'bundle-large',
      `The file is ${megabytes(length)} MB; at most ${megabytes(most)} MB are fetched.`,
    )
  return undefined
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2)

/** Why nothing came, in a sentence; addresses are for the log. */
function told(error: unknown) {
  if (error instanceof Forbidden)
    return refuse(
      502,
      'bundle-address',
      'The secondary storage VM’s address is one that Stratoview does not connect to.',
    )
  const { why } = causeOf(error instanceof Error ? error : new Error('it failed'), [])
  if (why === 'untrusted')
    return refuse(502, 'bundle-untrusted', 'The secondary storage VM’s certificate is not trusted.')
  return refuse(502, 'bundle-unreachable', 'The secondary storage VM cannot be reached from Stratoview’s server.')
}
