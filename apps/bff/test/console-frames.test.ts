import { Duplex, type Writable } from 'node:stream'
import type { Socket as Tcp } from 'node:net'
import { describe, expect, test } from 'vitest'
import * as library from 'ws'
import { BadFrame, clientFrame, FrameReader, opcodes } from '../src/console/frames.ts'
import { Intake } from '../src/console/intake.ts'
import { ProxySocket } from '../src/console/proxy-socket.ts'
import { settle } from './console.ts'

/** Not in the library's types. */
const { Receiver, Sender } = library as unknown as {
  Receiver: new (options: object) => Writable
  Sender: { frame(payload: Buffer, options: object): Buffer[] }
}

/** A server’s frame, as `ws` makes it. */
const server = (opcode: number, payload: Buffer, fin = true) =>
  Buffer.concat(Sender.frame(payload, { fin, opcode, rsv1: false, mask: false, readOnly: true }))

function read(bytes: Buffer, cut: number) {
  const data: Buffer[] = []
  const controls: [number, string][] = []
  const reader = new FrameReader({
    data: (part) => data.push(part),
    control: (opcode, payload) => controls.push([opcode, payload.toString('latin1')]),
  })
  // What is read may be written to.
  for (let at = 0; at < bytes.length; at += cut) reader.read(Buffer.from(bytes.subarray(at, at + cut)))
  return { data: Buffer.concat(data), parts: data.length, controls }
}

describe('a server’s frames', () => {
  const payloads = [0, 1, 125, 126, 65_535, 65_536, 70_000].map((length) => Buffer.alloc(length, length % 251))
  const stream = Buffer.concat([
    ...payloads.map((payload) => server(opcodes.binary, payload)),
    server(opcodes.ping, Buffer.from('ten bytes!')),
    server(opcodes.binary, Buffer.from('in '), false),
    server(opcodes.pong, Buffer.alloc(0)),
    server(opcodes.continuation, Buffer.from('parts'), true),
    server(opcodes.close, Buffer.from([3, 233, 105])),
  ])

  test.each([1, 2, 3, 1_000, 65_536, 1_000_000])('cut into pieces of %i bytes', (cut) => {
    const { data, controls } = read(stream, cut)
    expect(data.equals(Buffer.concat([...payloads, Buffer.from('in parts')]))).toBe(true)
    expect(controls).toEqual([
      [opcodes.ping, 'ten bytes!'],
      [opcodes.pong, ''],
      [opcodes.close, '\x03\xe9i'],
    ])
  })

  test('a large one is handed on as it comes, and what several carry in one piece', () => {
    expect(read(server(opcodes.binary, Buffer.alloc(65_536)), 16_384).parts).toBe(5)
    const many = Buffer.concat(Array.from({ length: 99 }, () => server(opcodes.binary, Buffer.from('part'))))
    expect(read(many, many.length).parts).toBe(1)
  })

  test.each([
    ['a masked one', Buffer.of(0x82, 0x81, 0, 0, 0, 0, 1)],
    ['a compressed one', Buffer.of(0xc2, 1, 0)],
    ['an unknown one', Buffer.of(0x83, 1, 0)],
    ['a ping of 126 bytes', Buffer.of(0x89, 126, 0, 126)],
    ['a ping in parts', Buffer.of(0x09, 1, 0)],
    ['one without end', Buffer.of(0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255)],
    ['no frame at all', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
  ])('%s is refused', (_, bytes) => {
    for (const cut of [1, bytes.length]) expect(() => read(bytes, cut)).toThrow(BadFrame)
  })
})

test.each([0, 1, 125, 126, 65_535, 65_536])('a frame of ours with %i bytes is one that ws reads', async (length) => {
  const payload = Buffer.from(Array.from({ length }, (_, at) => at % 256))
  const receiver = new Receiver({
    isServer: true,
    binaryType: 'nodebuffer',
    extensions: {},
    maxPayload: 0,
    skipUTF8Validation: true,
  })
  const heard = Promise.withResolvers<[Buffer, boolean]>()
  receiver.on('message', (data: Buffer, binary: boolean) => heard.resolve([data, binary]))
  receiver.on('error', (error: Error) => heard.reject(error))
  receiver.write(clientFrame(opcodes.binary, payload))
  const [data, binary] = await heard.promise
  expect([data.equals(payload), binary]).toEqual([true, true])
})

/** A connection in the test's hand, read into an intake as the network would. */
class Wire extends Duplex {
  readonly written: Buffer[] = []
  readonly intake = new Intake()
  override _read(): void {
    // What comes is not read from the stream.
  }
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.written.push(chunk)
    done()
  }
  setTimeout(): this {
    return this
  }
  /** The other side says something. */
  say(bytes: Buffer): void {
    const { buffer, callback } = this.intake.onread
    for (let at = 0; at < bytes.length;) {
      const memory = buffer()
      const length = Math.min(memory.length, bytes.length - at)
      memory.set(bytes.subarray(at, at + length))
      at += length
      callback(length)
    }
  }
}

function opened() {
  const wire = new Wire()
  wire.say(server(opcodes.binary, Buffer.from('RFB ')))
  const socket = new ProxySocket(wire as unknown as Tcp, wire.intake)
  const heard: Buffer[] = []
  const closed: [number, string][] = []
  socket.listen({
    message: (data) => heard.push(Buffer.from(data)),
    through: () => true,
    sent: () => undefined,
    pong: () => undefined,
    closed: (...end) => closed.push(end),
  })
  const text = () => Buffer.concat(heard).toString()
  return { wire, socket, text, closed }
}

describe('the connection', () => {
  test('what came with the answer to the upgrade comes first', async () => {
    const { wire, text } = opened()
    wire.say(server(opcodes.binary, Buffer.from('003')))
    await settle()
    expect(text()).toBe('RFB 003')
  })

  test('a close frame of the proxy’s is answered by an empty one, and told', async () => {
    const { wire, closed } = opened()
    wire.say(server(opcodes.close, Buffer.concat([Buffer.of(3, 243), Buffer.from('Tag mismatch')])))
    await settle()
    expect(wire.written.map((frame) => [frame[0], frame[1], frame.length])).toEqual([[0x88, 0x80, 6]])
    wire.destroy()
    await settle()
    expect(closed).toEqual([[1011, 'Tag mismatch']])
  })

  test('an end without a word is 1006, and bad frames are 1002', async () => {
    const dropped = opened()
    dropped.wire.destroy()
    const bad = opened()
    bad.wire.say(Buffer.from('HTTP/1.1'))
    await settle()
    expect([dropped.closed, bad.closed]).toEqual([[[1006, '']], [[1002, 'an extension that was not asked for']]])
  })

  test('after our own close nothing is heard or said', async () => {
    const { wire, socket, text } = opened()
    socket.close()
    socket.send(Buffer.of(1))
    socket.close()
    wire.say(server(opcodes.binary, Buffer.of(2)))
    await settle()
    expect([wire.written.length, text()]).toEqual([1, 'RFB '])
    wire.destroy()
  })

  test('of a paused one nothing is heard until it goes on', async () => {
    const { wire, socket, text } = opened()
    socket.pause()
    wire.say(server(opcodes.binary, Buffer.from('003')))
    wire.say(server(opcodes.binary, Buffer.from('.008')))
    await settle()
    expect(text()).toBe('RFB ')
    socket.resume()
    await settle()
    expect(text()).toBe('RFB 003.008')
    wire.destroy()
  })

  test('what was read before its end is heard before it', async () => {
    const { wire, text, closed } = opened()
    // A whole record of TLS is handed on later, together with the next one.
    wire.say(server(opcodes.binary, Buffer.alloc(64 * 1024, 'a')))
    wire.say(server(opcodes.binary, Buffer.alloc(16 * 1024 - 4, 'b')))
    wire.destroy()
    await settle()
    expect([text().length, closed]).toEqual([4 + 80 * 1024 - 4, [[1006, '']]])
  })
})
