import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { fromWs, type Socket } from './socket.ts'

/** What a route finds in its environment when a browser asks for a WebSocket. */
export interface UpgradeEnv {
  incoming: IncomingMessage
  /** Makes it one, once. What the route answers is then left unsaid. */
  upgrade(take: (socket: Socket) => void): void
}

/** noVNC sends at most 10 KiB at once. A larger frame ends the connection with 1009. */
const largestFromBrowser = 64 * 1024

/** Upgrades go through the app as any request does: the same headers, the same sessions, the same errors. */
export function acceptUpgrades(
  server: Server,
  fetch: (request: Request, env: UpgradeEnv) => Response | Promise<Response>,
): void {
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: largestFromBrowser,
    closeTimeout: 2_000,
    handleProtocols: (offered: Set<string>) => offered.has('binary') && 'binary',
  } as const
  const sockets = new WebSocketServer(options)
  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => undefined)
    let taken = false
    const upgrade: UpgradeEnv['upgrade'] = (take) => {
      taken = true
      sockets.handleUpgrade(incoming, socket, head, (ws) => take(fromWs(ws)))
    }
    const answer = async () => {
      const response = await fetch(requestOf(incoming), { incoming, upgrade })
      if (!taken) await refuse(socket, response)
      // Whoever took it failed at it: nobody is there to close it.
      else if (!response.ok) socket.destroy()
    }
    answer().catch(() => socket.destroy())
  })
}

function requestOf(incoming: IncomingMessage): Request {
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  const url = new URL(incoming.url ?? '/', 'http://localhost')
  // By the one who asked: an address that is no host at all must not get as far as the routes.
  const { host } = incoming.headers
  if (!host || !URL.canParse(`http://${host}/`)) throw new TypeError('no host')
  url.host = host
  return new Request(url, { headers })
}

async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const { status, headers } = response
  const lines = [...headers].filter(([name]) => !/^(connection|content-length)$/.test(name))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ]
  const text = `${head.join('\r\n')}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`
  // Node's time limits are over for a socket that asked to be upgraded: one whose other end stays would be held for ever.
  socket.once('finish', () => socket.destroy())
  socket.end(Buffer.concat([Buffer.from(text), body]))
}
