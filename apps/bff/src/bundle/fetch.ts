import { request, type IncomingMessage } from 'node:http'
import { connect as connectTcp } from 'node:net'
import type { Network } from '../console/network.ts'
import { connected } from '../console/trust.ts'
import type { Place } from './place.ts'

/** What a storage VM answered, its body still on the way. */
export interface Sent {
  status: number
  /** As it says itself; nobody has counted yet. */
  length: number | undefined
  body: AsyncIterable<Uint8Array>
}

/** Asks for a bundle. Follows nothing; rejects with the system's error, Forbidden or Untrusted. */
export type FetchBundle = (place: Place, signal: AbortSignal) => Promise<Sent>

/** Without a byte for so long, ms, a download has ended. */
const silence = 30_000

/** To the one address that was checked, by TLS with the name CloudStack said. Nothing of the session goes along. */
export function overNetworkFetch({ targets, secure }: Network, idle = silence): FetchBundle {
  return async (place, signal) => {
    const connecting = AbortSignal.any([signal, AbortSignal.timeout(10_000)])
    const address = await targets.resolve(place.address)
    const tcp = await connected(connectTcp({ host: address, port: place.port }), 'connect', connecting)
    const socket = place.secure ? await secure({ socket: tcp }, place, connecting) : tcp
    socket.setTimeout(idle, () => socket.destroy(new Error('nothing came for a while')))
    const { port } = place
    const authority = port === (place.secure ? 443 : 80) ? place.host : `${place.host}:${port}`
    const asked = request({
      createConnection: () => socket,
      path: place.path,
      setHost: false,
      signal,
      headers: { Host: authority, Accept: '*/*', 'Accept-Encoding': 'identity', Connection: 'close' },
    })
    const answer = await new Promise<IncomingMessage>((done, failed) => {
      asked.on('response', done)
      asked.on('error', failed)
      asked.end()
    })
    const length = Number(answer.headers['content-length'] ?? Number.NaN)
    return { status: answer.statusCode ?? 0, length: Number.isSafeInteger(length) ? length : undefined, body: answer }
  }
}

/** A storage VM that is a function in this process: the embedded simulator. */
export function overEmbeddedFetch(fetch: (request: Request) => Promise<Response>): FetchBundle {
  return async ({ secure, host, path }, signal) => {
    const answer = await fetch(new Request(`${secure ? 'https' : 'http'}://${host}${path}`, { signal }))
    return { status: answer.status, length: undefined, body: answer.body ?? nothing() }
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A body that is not there has no bytes.
}
