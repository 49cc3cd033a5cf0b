import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Cause } from '../src/console/closings.ts'
import { overNetwork } from '../src/console/connect.ts'
import { overNetworkProbe } from '../src/console/probe.ts'
import type { Socket } from '../src/console/socket.ts'
import { createTargets, Forbidden, type Target } from '../src/console/targets.ts'
import { createTrust, type TrustOptions } from '../src/console/trust.ts'
import { authority, certificate, certificateKey, pin } from './console-certificates.ts'

const token = 'abc+/def=='
const extra = 'our-own-secret'
const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

/** A proxy of a test's own: what asked for it, and its WebSockets. */
async function proxy({ tls = false, protocol = 'binary' as string | false } = {}) {
  const asked: (IncomingMessage & { servername?: string })[] = []
  const sockets: WebSocket[] = []
  const server = tls ? createTlsServer({ cert: certificate, key: certificateKey }) : createServer()
  const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: true, handleProtocols: () => protocol })
  server.on('upgrade', (request, socket, head) => {
    asked.push(request)
    upgrades.handleUpgrade(request, socket, head, (ws) => {
      sockets.push(ws)
      ws.send('RFB 003.008\n', { binary: true })
    })
  })
  return { asked, sockets, port: await listening(server) }
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    server.close()
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)()
  })
  return (server.address() as AddressInfo).port
}

interface Tried {
  socket?: Socket
  address?: string
  failed?: Cause
  heard: Promise<Buffer>
}

/** Goes for a proxy as the relay does, once it is known where it is. */
function go(
  to: Partial<Target> & { port: number },
  trust: TrustOptions = { pins: {} },
  timeout = 5_000,
): Promise<Tried> {
  const connect = overNetwork({ resolve: () => Promise.resolve('127.0.0.1'), secure: createTrust(trust), timeout })
  const heard = Promise.withResolvers<Buffer>()
  return new Promise((done) =>
    connect(
      { host: 'console.test', secure: false, path: 'websockify', token, extra, zones: ['zone-1', 'fra-1'], ...to },
      {
        opened: (socket, address) => {
          const none = () => undefined
          socket.listen({ message: (data) => heard.resolve(data), sent: none, pong: none, closed: none })
          cleanups.push(() => socket.drop())
          done({ socket, address, heard: heard.promise })
        },
        failed: (failed) => done({ failed, heard: heard.promise }),
      },
    ),
  )
}

describe('the upgrade', () => {
  test('carries the token as it is, the name CloudStack said, and no more', async () => {
    const { asked, port } = await proxy()
    const { heard, address } = await go({ port })
    expect((await heard).toString()).toBe('RFB 003.008\n')
    const [{ url, headers }] = asked as [IncomingMessage]
    expect(url).toBe(`/websockify?token=${token}&extra=${extra}`)
    expect(headers).toMatchObject({ host: `console.test:${port}`, 'sec-websocket-protocol': 'binary' })
    expect(Object.keys(headers).sort()).toEqual([
      'connection',
      'host',
      'sec-websocket-key',
      'sec-websocket-protocol',
      'sec-websocket-version',
      'upgrade',
    ])
    expect(address).toBe('127.0.0.1')
  })

  test('is taken byte by byte, and what follows it at once is not lost', async () => {
    const port = await listening(
      createTcpServer((to) => {
        to.setNoDelay(true).on('error', () => undefined)
        to.once('data', (asked: Buffer) => {
          const key = /sec-websocket-key: (.+)\r\n/i.exec(asked.toString())?.[1] ?? ''
          const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
          const lines = [
            'HTTP/1.1 101 Yes',
            `SEC-WEBSOCKET-ACCEPT:${accept}`,
            'Sec-WebSocket-Protocol:  binary ',
            '',
            '',
          ]
          const words = Buffer.concat([Buffer.from(lines.join('\r\n')), Buffer.of(0x82, 4), Buffer.from('RFB ')])
          const say = (at: number) => at < words.length && to.write(words.subarray(at, at + 1), () => say(at + 1))
          say(0)
        })
      }),
    )
    const { heard, socket } = await go({ port })
    expect((await heard).toString()[0]).toBe('R')
    socket!.drop()
  })

  test('over TLS has the name both as Host and as server name', async () => {
    const { asked, port } = await proxy({ tls: true })
    const { heard } = await go({ port, secure: true }, { ca: authority, pins: {} })
    expect((await heard).toString()).toContain('RFB')
    const [{ socket, headers }] = asked as [IncomingMessage & { socket: { servername: string } }]
    expect([socket.servername, headers.host]).toEqual(['console.test', `console.test:${port}`])
  })

  test('neither pings nor text go up, no ping is answered, and the close frame is empty', async () => {
    const { sockets, port } = await proxy()
    const { socket, heard } = await go({ port })
    await heard
    const [ws] = sockets as [WebSocket]
    const seen: string[] = []
    ws.on('pong', () => seen.push('pong'))
    ws.on('message', (data, binary) => seen.push(`${binary ? 'binary' : 'text'} ${(data as Buffer).toString()}`))
    ws.ping('ten bytes!')
    socket!.send(Buffer.from('a'))
    await once(ws, 'message')
    const closed = once(ws, 'close')
    socket!.close()
    expect((await closed)[0]).toBe(1005)
    expect(seen).toEqual(['binary a'])
  })
})

describe('trust', () => {
  test.each([
    ['no authority we know', 'console.test', { pins: {} }],
    ['another name', 'other.test', { ca: authority, pins: {} }],
    ['another key than its zone’s', 'console.test', { ca: authority, pins: { 'zone-1': ['A'.repeat(43) + '='] } }],
    ['another key than every zone’s', 'console.test', { ca: authority, pins: { '*': ['A'.repeat(43) + '='] } }],
    ['a key pinned for another zone', 'console.test', { pins: { 'zone-2': [pin] } }],
  ])('%s: nothing is asked of it', async (_, host, trust) => {
    const { asked, port } = await proxy({ tls: true })
    const { failed } = await go({ port, host, secure: true }, trust)
    expect(failed).toMatchObject({ why: 'untrusted' })
    expect(asked).toEqual([])
  })

  test.each(['zone-1', 'fra-1', '*'])('the pinned key of %s is enough', async (zone) => {
    const { port } = await proxy({ tls: true })
    const { failed, socket } = await go({ port, secure: true }, { pins: { [zone]: ['A'.repeat(43) + '=', pin] } })
    expect([failed, socket !== undefined]).toEqual([undefined, true])
  })

  test('a zone with a name that every object answers to has no pins for it', async () => {
    const { port } = await proxy({ tls: true })
    const { failed } = await go({ port, secure: true, zones: ['constructor'] }, { ca: authority, pins: {} })
    expect(failed).toBeUndefined()
  })

  test('a plain port where TLS is due', async () => {
    const { port } = await proxy()
    const { failed } = await go({ port, secure: true }, { ca: authority, pins: {} })
    expect(failed?.why).toBe('untrusted')
  })
})

describe('what does not open', () => {
  test('nothing listens', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    server.close()
    const { failed } = await go({ port })
    expect(failed).toMatchObject({ why: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') as string })
  })

  test('nobody answers', async () => {
    const open = new Set<unknown>()
    const port = await listening(
      createTcpServer((socket) => {
        open.add(socket.resume())
        socket.on('close', () => open.delete(socket)).on('error', () => undefined)
      }),
    )
    const { failed } = await go({ port }, { pins: {} }, 50)
    expect(failed).toEqual({ why: 'unreachable', detail: 'nothing answered in time' })
    await expect.poll(() => open.size).toBe(0)
  })

  test('nobody answers TLS', async () => {
    const port = await listening(createTcpServer((socket) => void socket.on('error', () => undefined)))
    const { failed } = await go({ port, secure: true }, { pins: {} }, 50)
    expect(failed?.why).toBe('unreachable')
  })

  test.each([
    ['an error', 'HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'],
    ['a way elsewhere', 'HTTP/1.1 302 Found\r\nlocation: ws://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n'],
    ['nonsense', '220 mail.test ESMTP\r\n'],
    ['nonsense without end', 'x'.repeat(100_000)],
    ['half a yes', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n'],
    ['a yes to nobody', 'HTTP/1.1 101 Switching Protocols\r\n: \r\nno header\r\nsec-websocket-accept\r\n\r\n'],
  ])('somebody answers %s', async (_, words) => {
    const port = await listening(createTcpServer((socket) => void socket.on('error', () => undefined).end(words)))
    const { failed } = await go({ port })
    expect(failed?.why).toBe('unreachable')
    expect(failed?.detail).not.toContain(token)
  })

  test('a WebSocket without the subprotocol', async () => {
    const { port } = await proxy({ protocol: false })
    expect((await go({ port })).failed?.why).toBe('unreachable')
  })
})

describe('the check', () => {
  const probe = (target: Partial<Target> & { port: number }, trust: TrustOptions = { pins: {} }, timeout = 5_000) =>
    overNetworkProbe({ resolve: () => Promise.resolve('127.0.0.1'), secure: createTrust(trust), timeout })({
      host: 'console.test',
      secure: true,
      zones: ['zone-1'],
      ...target,
    })
  const shown = {
    subject: 'CN=console.test',
    issuer: 'CN=Test authority',
    names: ['localhost', 'console.test'],
    from: '2020-01-01T00:00:00.000Z',
    to: '2120-01-01T00:00:00.000Z',
    pin,
  }

  test('goes to the door and no further', async () => {
    const { asked, port } = await proxy({ tls: true })
    const reach = await probe({ port }, { ca: authority, pins: {} })
    expect(reach).toEqual({
      ok: true,
      address: '127.0.0.1',
      ms: expect.any(Number) as number,
      certificate: { ...shown, trusted: true },
    })
    const plain = await proxy()
    expect(await probe({ port: plain.port, secure: false })).toMatchObject({ ok: true, address: '127.0.0.1' })
    expect([...asked, ...plain.asked]).toEqual([])
  })

  test('shows a certificate that is not trusted, with the pin that would make it so', async () => {
    const { asked, port } = await proxy({ tls: true })
    const reach = await probe({ port })
    expect(reach).toMatchObject({ ok: false, why: 'untrusted', certificate: { ...shown, trusted: false } })
    expect(await probe({ port }, { pins: { 'zone-1': [pin] } })).toMatchObject({
      ok: true,
      certificate: { trusted: true },
    })
    expect(asked).toEqual([])
  })

  test('says what does not answer', async () => {
    const silent = await listening(createTcpServer((socket) => void socket.on('error', () => undefined)))
    expect(await probe({ port: silent }, { pins: {} }, 50)).toMatchObject({ ok: false, why: 'unreachable' })
    const server = createTcpServer()
    const port = await listening(server)
    server.close()
    expect(await probe({ port })).toMatchObject({
      ok: false,
      why: 'unreachable',
      detail: expect.stringContaining('ECONNREFUSED') as string,
    })
    const forbidden = overNetworkProbe({
      resolve: () => Promise.reject(new Forbidden('the address 127.0.0.1')),
      secure: createTrust({ pins: {} }),
      timeout: 50,
    })
    const there = { host: 'h', port, secure: true, zones: [] }
    expect(await forbidden(there)).toMatchObject({ ok: false, why: 'forbidden-address' })
  })
})

describe('addresses', () => {
  const named = (...addresses: string[]) =>
    createTargets({
      ports: [],
      cloudstackUrl: 'https://cloud.test/client/api',
      lookup: (() => Promise.resolve(addresses.map((address) => ({ address, family: 4 })))) as never,
    })

  test('a name is looked up once, and its first address taken', async () => {
    expect(await named('192.0.2.1', '192.0.2.2').resolve('console.test')).toBe('192.0.2.1')
  })

  test.each([
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:169.254.169.254'],
    ['64:ff9b::a9fe:a9fe'],
    ['::127.0.0.1'],
    ['64:ff9b:1::7f00:1'],
  ])('a name for %s, alone or beside a good one, is none', async (address) => {
    await expect(named(address).resolve('console.test')).rejects.toThrow(Forbidden)
    await expect(named('192.0.2.1', address).resolve('console.test')).rejects.toThrow(Forbidden)
  })

  test('private networks are where console proxies live', async () => {
    for (const address of ['10.1.2.3', '172.16.0.9', '192.168.2.3', 'fd12::1']) {
      expect(await named().resolve(address)).toBe(address)
    }
  })

  test('this machine is good only for a CloudStack that is on it, and for no port of the system', () => {
    const websocket = (port: string) => ({ success: true, websocket: { host: '127.0.0.1', port, token } })
    const of = (cloudstackUrl: string | undefined) => createTargets({ ports: [], cloudstackUrl })
    const local = of('http://127.0.0.1:8081/client/api')
    expect(local.check(websocket('8181'))).toMatchObject({ host: '127.0.0.1', port: 8181 })
    expect(() => local.check(websocket('22'))).toThrow(Forbidden)
    expect(() => of('https://cloud.test').check(websocket('8181'))).toThrow(Forbidden)
    expect(() => of(undefined).check(websocket('8080'))).toThrow(Forbidden)
    const metadata = { success: true, websocket: { host: '169.254.169.254', port: '8080', token } }
    expect(() => local.check(metadata)).toThrow(Forbidden)
  })

  test('other ports are for who configured them', () => {
    const there = (port: string, ports: number[]) =>
      createTargets({ ports, cloudstackUrl: 'https://cloud.test' }).check({
        success: true,
        url: 'https://192.0.2.1/resource/noVNC/vnc.html',
        websocket: { host: '192.0.2.1', port, token },
      })
    expect(there('8443', []).secure).toBe(true)
    expect(there('9443', [9443])).toMatchObject({ port: 9443, secure: true })
    expect(() => there('9443', [])).toThrow('port 9443')
  })
})
