import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { bytes } from '../../src/cpvm/thread.ts'
import { ask, encodings, pixelFormat, text } from './console.ts'

const script = fileURLToPath(new URL('../../bin/serve.ts', import.meta.url))

interface Endpoint {
  url: string
  host: string
  port: string
  token: string
}

/** The simulator on real ports, with a session of its own world. */
class Served {
  readonly #child: ChildProcess
  #at = ''
  #cookie = ''
  #key = ''
  vm = ''

  constructor() {
    const env = { ...process.env, HOST: '127.0.0.1', SIM_PORT: '0', SIM_CONSOLE_PORT: '0', SIM_CLOCK: 'manual' }
    this.#child = spawn(process.execPath, [script], { env })
  }

  async start(): Promise<void> {
    const [said] = (await once(this.#child.stdout ?? this.#child, 'data')) as [Buffer]
    this.#at = /http:\/\/[\d.:]+/.exec(said.toString())?.[0] ?? ''
    const body = new URLSearchParams({ command: 'login', username: 'admin+sockets', password: 'password' })
    const login = await fetch(`${this.#at}/client/api`, { method: 'POST', body })
    this.#cookie = login.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    this.#key = String(((await login.json()) as { loginresponse: { sessionkey: string } }).loginresponse.sessionkey)
    const { listroutersresponse } = (await this.call('listRouters', { name: 'r-902-VM', listall: 'true' })) as {
      listroutersresponse: { router: { id: string }[] }
    }
    this.vm = listroutersresponse.router[0]?.id ?? ''
  }

  stop(): void {
    this.#child.kill()
  }

  async call(command: string, params: Record<string, string>): Promise<unknown> {
    const query = new URLSearchParams({ command, response: 'json', sessionkey: this.#key, ...params })
    return (await fetch(`${this.#at}/client/api?${query}`, { headers: { cookie: this.#cookie } })).json()
  }

  async endpoint(): Promise<Endpoint> {
    const answer = (await this.call('createConsoleEndpoint', { virtualmachineid: this.vm })) as {
      createconsoleendpointresponse: { consoleendpoint: { url: string; websocket: Omit<Endpoint, 'url'> } }
    }
    const { url, websocket } = answer.createconsoleendpointresponse.consoleendpoint
    return { url, ...websocket }
  }

  async order(order: object): Promise<number> {
    const body = JSON.stringify(order)
    return (await fetch(`${this.#at}/simulator/worlds/sockets`, { method: 'POST', body })).status
  }

  async look(path: string): Promise<unknown> {
    return (await fetch(`${this.#at}/simulator/worlds/sockets/${path}`)).json()
  }
}

const served = new Served()
beforeAll(() => served.start(), 30_000)
afterAll(() => served.stop())

/** Messages of a socket, to be waited for one by one. */
async function* messagesOf(socket: WebSocket): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const [data] of on(socket)) yield data
}
async function* on(socket: WebSocket): AsyncGenerator<[Buffer], void, undefined> {
  const queue: Buffer[] = []
  let wake: (() => void) | undefined
  socket.on('message', (data) => {
    queue.push(data as Buffer)
    wake?.()
  })
  for (;;) {
    const next = queue.shift()
    if (next) yield [next]
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}

async function handshake(socket: WebSocket): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  const messages = messagesOf(socket)
  const next = async () => (await messages.next()).value ?? new Uint8Array()
  expect(text(await next())).toBe('RFB 003.008\n')
  socket.send(bytes('RFB 003.008\n'))
  expect([...(await next())]).toEqual([1, 2])
  socket.send(bytes(2))
  await next()
  socket.send(bytes(1))
  expect(text((await next()).subarray(24))).toBe('r-902-VM ')
  for (const message of [pixelFormat, encodings(0), ask(false)]) socket.send(message)
  return messages
}

async function open(options: { perMessageDeflate?: boolean; protocols?: string[] } = {}): Promise<WebSocket> {
  const { host, port, token } = await served.endpoint()
  const { protocols = ['binary'], perMessageDeflate = false } = options
  return new WebSocket(`ws://${host}:${port}/websockify?token=${token}`, protocols, { perMessageDeflate })
}

/** The head of the answer to an upgrade that a browser would not send. */
async function upgrade(lines: readonly string[]): Promise<string> {
  const { host, port, token } = await served.endpoint()
  const socket = connect(Number(port), host)
  const head = [`GET /any/path?token=${token} HTTP/1.1`, `Host: ${host}:${port}`, ...lines, '', '']
  socket.write(head.join('\r\n'))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return answer.toString('latin1').split('\r\n\r\n')[0] ?? ''
}
const upgrading = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
]

describe('the listener of the console proxies', () => {
  it('plays a console to the picture, and tells who watches', { timeout: 30_000 }, async () => {
    const socket = await open()
    const messages = await handshake(socket)
    let size = 0
    while (size < 720 * 400 * 4) size += (await messages.next()).value?.length ?? 0
    expect(await served.look('console')).toMatchObject({ viewers: [{ vm: 'r-902-VM', proxy: 'v-2-VM' }], spinners: 0 })
    expect(await served.look('screens/r-902-VM')).toMatchObject({
      lines: expect.arrayContaining(['r-902-VM login:']) as string[],
    })
    socket.close()
    await once(socket, 'close')
  })

  it('answers binary to a client that offered nothing, on any path', async () => {
    const head = await upgrade(upgrading)
    expect(head).toMatch(/^HTTP\/1.1 101 /)
    expect(head).toMatch(/^Sec-WebSocket-Protocol: binary$/m)
    expect(await upgrade(['Connection: close'])).toMatch(/^HTTP\/1.1 404 /)
    const { url } = await served.endpoint()
    expect(await (await fetch(url)).text()).toContain("CloudStack's own console page")
  })

  it('accepts permessage-deflate when offered, unless told not to', async () => {
    const extensions = async () => {
      const socket = await open({ perMessageDeflate: true })
      await once(socket, 'open')
      const agreed = socket.extensions
      socket.terminate()
      return agreed
    }
    expect(await extensions()).toContain('permessage-deflate')
    expect(await served.order({ console: { set: { deflate: false } } })).toBe(200)
    expect(await extensions()).toBe('')
    expect(await served.order({ console: { clear: true } })).toBe(200)
  })

  it('counts a client that breaks off, ends an oversized message with 1009 and a second viewer with 1006', async () => {
    const state = async () => (await served.look('console')) as { spinners: number }
    const { spinners } = await state()
    const first = await open()
    await once(first, 'message')
    const dropped = once(first, 'close')
    const second = await open()
    await handshake(second)
    expect(await dropped).toEqual([1006, Buffer.from('')])
    expect((await state()).spinners).toBe(spinners + 1)
    second.send(new Uint8Array(70_000))
    const [code] = (await once(second, 'close')) as [number]
    expect(code).toBe(1009)
  })

  it('does not take an order it does not know', async () => {
    expect(await served.order({ console: { set: { colour: 'red' } } })).toBe(400)
  })
})
