import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { Cause } from '../src/console/closings.ts'
import { realClock } from '../src/console/clock.ts'
import { overNetwork } from '../src/console/connect.ts'
import { Relay } from '../src/console/relay.ts'
import { createTrust } from '../src/console/trust.ts'
import { acceptUpgrades } from '../src/console/upgrade.ts'
import { ask, encodings, pixelFormat, version } from './console.ts'
import { authority, certificate, certificateKey } from './console-certificates.ts'
import { dice } from './rollout/dice.ts'

const servers: Server[] = []
const browsers = new Set<WebSocket>()

/** Ends what the helpers below have started. */
export function hangUp(): void {
  for (const browser of browsers) browser.terminate()
  for (const server of servers.splice(0)) server.close()
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  return (server.address() as AddressInfo).port
}

/** A console proxy that greets, and after the third message sends `picture` in frames of any length. */
export async function proxyOf(picture: Buffer, tls = false) {
  const server = tls ? createTlsServer({ cert: certificate, key: certificateKey }) : createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => 'binary' })
  const init = Buffer.concat([
    Buffer.of(0, 64, 0, 32),
    pixelFormat.subarray(4),
    Buffer.of(0, 0, 0, 1),
    Buffer.from('x'),
  ])
  const heard: Buffer[] = []
  /** Handshakes that were left before the third message. */
  let unfinished = 0
  sockets.on('connection', (ws) => {
    const { next: random } = dice(3)
    const steps = [version, Buffer.of(1, 2), Buffer.alloc(4), init]
    const sizes = [1, 200, 5_000, 16_384, 65_536, 120_000]
    let messages = 0
    unfinished += 1
    ws.send(steps.shift()!)
    ws.on('message', (data: Buffer) => {
      const step = steps.shift()
      if (step) return ws.send(step)
      messages += 1
      // Ten bytes are a nudge of the relay's.
      if (messages > 3 && data.length !== 10) heard.push(data)
      if (messages !== 3) return
      unfinished -= 1
      for (let at = 0; at < picture.length;) {
        const size = sizes[Math.floor(random() * sizes.length)]!
        ws.send(picture.subarray(at, at + size))
        at += size
      }
    })
  })
  const open = () => sockets.clients.size
  return { port: await listening(server), heard, open, unfinished: () => unfinished }
}

/** A server of ours whose every upgrade is a relay to `port`. */
export async function relayTo(port: number, secure = false) {
  const trust = createTrust({ ca: authority, pins: {} })
  const connect = overNetwork({ resolve: () => Promise.resolve('127.0.0.1'), secure: trust, timeout: 60_000 })
  const server = createServer()
  const relays: Relay[] = []
  const causes: Cause[] = []
  let gone = 0
  acceptUpgrades(server, (_, { upgrade }) => {
    upgrade((browser) => {
      const relay = new Relay({
        browser,
        clock: realClock,
        connect,
        viewOnly: false,
        explain: (cause) => Promise.resolve(cause),
        ended: (cause) => causes.push(cause),
        gone: () => (gone += 1),
      })
      relays.push(relay)
      relay.dial({ host: 'console.test', port, secure, path: 'p', token: 't', extra: 'e', zones: [] })
    })
    return new Response()
  })
  const at = await listening(server)
  return { url: `ws://127.0.0.1:${at}/`, server, relays, causes, gone: () => gone }
}

/** A browser with noVNC's words; `steps`: how many of its answers it gives. `picture` hears what comes after the screen. */
export function novncAt(url: string, picture: (data: Buffer) => void = () => undefined, steps = 6): WebSocket {
  const ws = new WebSocket(url, 'binary')
  browsers.add(ws)
  ws.on('close', () => browsers.delete(ws))
  const words = [[version], [Buffer.of(1)], [Buffer.of(1)], [pixelFormat, encodings, ask(false)]]
  let said = 0
  ws.on('error', () => undefined)
  ws.on('message', (data: Buffer, binary) => {
    if (!binary) return
    const answers = words.shift()
    if (!answers) return picture(data)
    for (const answer of answers) if ((said += 1) <= steps) ws.send(answer)
  })
  return ws
}
