import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { acceptUpgrades, type UpgradeEnv } from '../src/console/upgrade.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

async function serving(fetch: (request: Request, env: UpgradeEnv) => Response | Promise<Response>) {
  const server = createServer()
  acceptUpgrades(server, fetch)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return (server.address() as AddressInfo).port
}

/** How a browser's socket ends: the code, or the status it is refused with. */
async function ending(port: number): Promise<number> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/api/consoles/ticket`, ['binary'])
  return new Promise((done) => {
    ws.on('unexpected-response', (_, answer) => done(answer.statusCode ?? 0))
    ws.on('close', (code) => done(code))
    ws.on('error', () => undefined)
  })
}

test('a socket that nobody took is answered in HTTP', async () => {
  const port = await serving(() => new Response('{}', { status: 403, headers: { 'x-frame-options': 'DENY' } }))
  expect(await ending(port)).toBe(403)
})

test('who is refused and does not hang up is hung up on', async () => {
  const port = await serving(() => new Response('{}', { status: 403 }))
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const gone = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined).resume()
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(socket, 'end')
  // Our end is left open, as by somebody who wants to use up the server's sockets: one write finds that it is gone.
  const knocking = setInterval(() => socket.write('x'), 10)
  cleanups.push(() => clearInterval(knocking))
  await gone
})

test('a socket whose taker failed does not stay open', async () => {
  const port = await serving((_, { upgrade }) => {
    try {
      upgrade(() => {
        throw new RangeError('too much')
      })
    } catch {
      return new Response(null, { status: 500 })
    }
    return new Response(null, { status: 204 })
  })
  expect(await ending(port)).toBe(1006)
})

test.each(['Host: a b', 'Host:', 'X-No: host'])(
  'what names no host (%s) is hung up on, and others go on',
  async (header) => {
    const port = await serving(() => new Response(null, { status: 404 }))
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    const upgrade = `GET / HTTP/1.1\r\n${header}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    let said = ''
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')))
    socket.write(upgrade)
    await once(socket, 'close')
    expect(said).not.toMatch(/^HTTP\/1\.1 (101|2)/)
    expect(await ending(port)).toBe(404)
  },
)
