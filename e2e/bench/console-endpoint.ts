// A process of its own: what the consoles' bench measures against, over TCP, WS and WSS. It is told what to do in VNC
// messages, so that the relay lets them through; by WebSocket with a token it first greets as a console proxy does.
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { acceptOf, frame, readFrames } from './console-frames.ts'

/** An update request whose x is `blast` asks for `width` × 64 KiB; one of `count` for a byte after so many more. */
const blast = 0xbeef
const count = 0xfeed
const chunk = Buffer.alloc(64 * 1024, 7)
const unit = 64 * 1024

interface Line {
  send(data: Buffer, sent: () => void): void
  /** Bytes waiting. */
  waiting(): number
}

/** Takes messages of 10 (update request), 100 (fence: echoed) and 61,440 bytes (clipboard: counted). */
class Endpoint {
  readonly #line: Line
  #held: Buffer = Buffer.alloc(0)
  #left = 0
  #blast = 0

  constructor(line: Line) {
    this.#line = line
  }

  take(data: Buffer): void {
    if (this.#left > 0) return this.count(data.length)
    this.#held = this.#held.length > 0 ? Buffer.concat([this.#held, data]) : data
    for (;;) {
      const type = this.#held[0]
      const length = type === 248 ? 100 : type === 0 ? 20 : type === 2 ? 8 : 10
      if (this.#held.length < length) return
      const message = this.#held.subarray(0, length)
      this.#held = this.#held.subarray(length)
      if (type === 248) this.#line.send(message, () => undefined)
      else if (type === 3) this.#asked(message)
      if (this.#left > 0) return this.count(this.#held.length)
    }
  }

  #asked(message: Buffer): void {
    const amount = message.readUInt16BE(6)
    if (message.readUInt16BE(2) === blast) {
      this.#blast += amount
      this.#pump()
    } else if (message.readUInt16BE(2) === count) this.#left = amount * unit
    else this.#line.send(Buffer.alloc(20), () => undefined)
  }

  count(length: number): void {
    this.#left -= length
    this.#held = Buffer.alloc(0)
    if (this.#left <= 0) this.#line.send(Buffer.of(1), () => undefined)
  }

  #pump = (): void => {
    while (this.#blast > 0 && this.#line.waiting() < 1024 * 1024) {
      this.#blast -= 1
      this.#line.send(chunk, this.#pump)
    }
  }
}

function webSockets(server: Server): Server {
  const blasts = new Map<Buffer, Buffer>([[chunk, frame(chunk)]])
  server.on('upgrade', (request, socket, head) => {
    const accept = acceptOf(request.headers['sec-websocket-key'] ?? '')
    const lines = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`]
    const answer = ['HTTP/1.1 101 Switching Protocols', ...lines, 'Sec-WebSocket-Protocol: binary', '', '']
    ;(socket as Socket).setNoDelay(true)
    socket.write(answer.join('\r\n'))
    const send: Line['send'] = (data, sent) => void socket.write(blasts.get(data) ?? frame(data), sent)
    const endpoint = new Endpoint({ send, waiting: () => socket.writableLength })
    const steps = request.url?.includes('token=') ? greeting() : []
    const say = () => send(steps.shift() ?? Buffer.alloc(0), () => undefined)
    if (steps.length > 0) say()
    const message = (data: Buffer) => (steps.length > 0 ? say() : endpoint.take(data))
    const read = readFrames({ message, part: (length) => endpoint.count(length), ping: () => undefined })
    socket.on('data', read).on('error', () => socket.destroy())
    read(head)
  })
  return server
}

/** Version, types, result, init: each after the client's answer to the one before. */
function greeting(): Buffer[] {
  const init = Buffer.from([2, 208, 1, 144, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0, 0, 0, 0, 1, 0x78])
  return [Buffer.from('RFB 003.008\n'), Buffer.of(1, 2), Buffer.alloc(4), init]
}

const tcp = createTcpServer((socket) => {
  socket.setNoDelay(true)
  const line: Line = { send: (data, sent) => socket.write(data, sent), waiting: () => socket.writableLength }
  const endpoint = new Endpoint(line)
  socket.on('data', (data) => endpoint.take(data))
  socket.on('error', () => socket.destroy())
})

const [cert, key] = process.argv.slice(2)
const servers = {
  tcp,
  ws: webSockets(createServer()),
  ...(cert && key && { wss: webSockets(createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) })) }),
}
const ports = Object.entries(servers).map(
  ([name, server]) =>
    new Promise<[string, number]>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve([name, (server.address() as AddressInfo).port]))
    }),
)
process.stdout.write(`${JSON.stringify(Object.fromEntries(await Promise.all(ports)))}\n`)
