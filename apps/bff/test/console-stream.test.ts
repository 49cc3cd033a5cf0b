import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { realClock } from '../src/console/clock.ts'
import { overNetwork } from '../src/console/connect.ts'
import { Relay } from '../src/console/relay.ts'
import { createTrust } from '../src/console/trust.ts'
import { acceptUpgrades } from '../src/console/upgrade.ts'
import { ask, dice, encodings, pixelFormat, version } from './console.ts'
import { authority, certificate, certificateKey } from './console-certificates.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return (server.address() as AddressInfo).port
}

/** A console proxy that greets, and after the third message sends `picture` in frames of any length. */
async function proxyOf(picture: Buffer, tls: boolean) {
  const server = tls ? createTlsServer({ cert: certificate, key: certificateKey }) : createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => 'binary' })
  const init = Buffer.concat([
    Buffer.of(0, 64, 0, 32),
    pixelFormat.subarray(4),
    Buffer.of(0, 0, 0, 1),
    Buffer.from('x'),
  ])
  const heard: Buffer[] = []
  sockets.on('connection', (ws) => {
    const random = dice(3)
    const steps = [version, Buffer.of(1, 2), Buffer.alloc(4), init]
    const sizes = [1, 200, 5_000, 16_384, 65_536, 120_000]
    let messages = 0
    ws.send(steps.shift()!)
    ws.on('message', (data: Buffer) => {
      const step = steps.shift()
      if (step) return ws.send(step)
      messages += 1
      // Ten bytes are a nudge of the relay's.
      if (messages > 3 && data.length !== 10) heard.push(data)
      if (messages !== 3) return
      for (let at = 0; at < picture.length;) {
        const size = sizes[Math.floor(random() * sizes.length)]!
        ws.send(picture.subarray(at, at + size))
        at += size
      }
    })
  })
  return { port: await listening(server), heard }
}

/** A server of ours whose every upgrade is a relay to `port`. */
async function relayTo(port: number, secure: boolean) {
  const trust = createTrust({ ca: authority, pins: {} })
  const connect = overNetwork({ resolve: () => Promise.resolve('127.0.0.1'), secure: trust, timeout: 5_000 })
  const server = createServer()
  acceptUpgrades(server, (_, { upgrade }) => {
    upgrade((browser) => {
      const explain = Promise.resolve.bind(Promise) as never
      const none = () => undefined
      const relay = new Relay({ browser, clock: realClock, connect, viewOnly: false, explain, ended: none, gone: none })
      relay.dial({ host: 'console.test', port, secure, path: 'p', token: 't', extra: 'e', zones: [] })
    })
    return new Response()
  })
  return listening(server)
}

test.each([
  ['plain', false],
  ['TLS', true],
])(
  'over the network (%s) a picture of 24 MB reaches a halting browser as it was, and keys the proxy',
  async (_, tls) => {
    const picture = randomBytes(24 * 1024 * 1024)
    const proxy = await proxyOf(picture, tls)
    const ws = new WebSocket(`ws://127.0.0.1:${await relayTo(proxy.port, tls)}/`, 'binary')
    cleanups.push(() => ws.terminate())
    const random = dice(4)
    const words = [version, Buffer.of(1), Buffer.of(1)]
    const hash = createHash('sha256')
    const came = Promise.withResolvers<void>()
    let greeted = 0
    let bytes = 0
    ws.on('message', (data: Buffer, binary) => {
      if (!binary) return
      greeted += 1
      const word = words.shift()
      if (word) return ws.send(word)
      // ServerInit; what follows is the picture.
      if (greeted === 4) return [pixelFormat, encodings, ask(false)].forEach((message) => ws.send(message))
      hash.update(data)
      bytes += data.length
      if (random() < 0.1) {
        ws.pause()
        setTimeout(() => ws.resume(), random() * 8)
      }
      if (bytes === picture.length) came.resolve()
    })
    await came.promise
    expect(hash.digest('hex')).toBe(createHash('sha256').update(picture).digest('hex'))
    const clipboard = Buffer.concat([Buffer.of(6, 0, 0, 0, 0, 0, 0xea, 0x60), randomBytes(60_000)])
    for (let count = 0; count < 20; count += 1) ws.send(clipboard)
    const all = Buffer.concat(Array.from({ length: 20 }, () => clipboard))
    await expect.poll(() => Buffer.concat(proxy.heard).length, { timeout: 10_000 }).toBe(all.length)
    expect(Buffer.concat(proxy.heard).equals(all)).toBe(true)
  },
  30_000,
)
