import type { IncomingMessage, ServerResponse } from 'node:http'

/** CloudStack's own limit on a request's body, bytes (`request.content.size`). */
const largest = 1_048_576

export class TooLarge extends Error {}

export async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) throw new TooLarge('The body is larger than 1 MiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A request as the simulator takes it. Only the headers it reads are handed on. */
export async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`)
  const { cookie, 'content-type': type } = incoming.headers
  return new Request(url, {
    method: incoming.method,
    headers: { ...(cookie ? { cookie } : {}), ...(type ? { 'content-type': type } : {}) },
    ...(incoming.method === 'POST' ? { body: await bodyOf(incoming) } : {}),
  })
}

export async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  const headers = new Map<string, string | string[]>(answer.headers)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) headers.set('set-cookie', cookies)
  outgoing.sendDate = false
  outgoing.writeHead(answer.status, Object.fromEntries(headers))
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}
