import { Duplex } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import type { Context } from 'hono'
import { takesGzip } from './packed.ts'

/**
 * Answers with one JSON line a value, packed if the browser can unpack (a fleet's rows shrink to a tenth).
 * Pulled, never pushed: a browser that reads slowly slows `lines`; one that leaves ends them and aborts `cancel`.
 */
export function ndjson(c: Context, lines: AsyncGenerator<unknown>, cancel: AbortController): Response {
  const plain = stream(lines, cancel)
  const headers = { 'content-type': 'application/x-ndjson', vary: 'Accept-Encoding' }
  if (!takesGzip(c)) return c.body(plain, 200, headers)
  // Flushed a line at a time, or the first rows would wait for the packer's buffer to fill.
  const gzip = Duplex.toWeb(createGzip({ level: 1, flush: constants.Z_SYNC_FLUSH }))
  const packed = plain.pipeThrough(gzip as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array>)
  return c.body(packed, 200, { ...headers, 'content-encoding': 'gzip' })
}

type ReadableWritablePair<R, W> = { readable: ReadableStream<R>; writable: WritableStream<W> }

function stream(lines: AsyncGenerator<unknown>, cancel: AbortController): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
      },
      async cancel(reason) {
        cancel.abort(reason)
        await lines.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
