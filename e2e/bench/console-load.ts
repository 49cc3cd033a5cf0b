// The browser's part of the consoles' bench: one connection, and how fast it is.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { acceptOf, countBytes, frame } from './console-frames.ts'
import { median } from './load.ts'

/** A connection to the endpoint, however it goes. */
export interface Wire {
  send(data: Buffer): void
  /** Resolves when less than 1 MiB waits to be sent. */
  room(): Promise<void>
  /** Told of every byte that comes. */
  heard(listener: (length: number) => void): void
  close(): void
}

export interface Speed {
  /** MB/s. */
  down: number
  up: number
  /** Microseconds. */
  p50: number
  p99: number
}

const unit = 64 * 1024
const clipboard = Buffer.concat([Buffer.from([6, 0, 0, 0, 0, 0, 0xef, 0xf8]), Buffer.alloc(61_440 - 8)])
const fence = Buffer.concat([Buffer.from([248, 0, 0, 0, 0, 0, 0, 0, 91]), Buffer.alloc(91)])
const ask = (what: number, units: number) =>
  Buffer.from([3, 0, what >> 8, what & 255, 0, 0, units >> 8, units & 255, 0, 1])

async function room(socket: Socket): Promise<void> {
  while (socket.writableLength > 1024 * 1024) await once(socket, 'drain')
}

export async function overTcp(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let listener: (length: number) => void = () => undefined
  socket.on('data', (data) => listener(data.length))
  return {
    send: (data) => void socket.write(data),
    room: () => room(socket),
    heard: (next) => (listener = next),
    close: () => socket.destroy(),
  }
}

export async function overWebSocket(url: string, headers: Record<string, string> = {}): Promise<Wire> {
  const { port, hostname, pathname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, noDelay: true })
  await once(socket, 'connect')
  const key = randomBytes(16).toString('base64')
  const lines = { host: `${hostname}:${port}`, upgrade: 'websocket', connection: 'Upgrade', ...headers }
  const own = { 'sec-websocket-version': '13', 'sec-websocket-key': key, 'sec-websocket-protocol': 'binary' }
  const head = Object.entries({ ...lines, ...own }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`GET ${pathname} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  let early = 0
  let listener = (length: number): void => void (early += length)
  await upgraded(socket, key)
  countBytes(socket, (length) => listener(length))
  const framed = new WeakMap<Buffer, Buffer>()
  const frameOf = (data: Buffer) => {
    const made = framed.get(data) ?? frame(data, { masked: true })
    framed.set(data, made)
    return made
  }
  return {
    send: (data) => void socket.write(frameOf(data)),
    room: () => room(socket),
    heard: (next) => {
      listener = next
      if (early > 0) next(early)
      early = 0
    },
    close: () => socket.destroy(),
  }
}

/** Reads the answer to the upgrade and no more: what follows it are frames. */
async function upgraded(socket: Socket, key: string): Promise<void> {
  let answer = ''
  while (!answer.endsWith('\r\n\r\n')) {
    const next = socket.read(1) as Buffer | null
    if (next) answer += next.toString('latin1')
    else await once(socket, 'readable')
  }
  if (!answer.includes(acceptOf(key))) throw new Error(answer)
  socket.removeAllListeners('readable')
}

/** Plays noVNC's part until the screen is there. */
export async function greet(wire: Wire): Promise<void> {
  let bytes = 0
  const least = (length: number) =>
    new Promise<void>((resolve) => {
      const check = () => bytes >= length && resolve()
      wire.heard((more) => {
        bytes += more
        check()
      })
      check()
    })
  const steps: [number, Buffer][] = [
    [12, Buffer.from('RFB 003.008\n')],
    [14, Buffer.of(1)],
    [18, Buffer.of(1)],
    [43, Buffer.from([0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0])],
  ]
  for (const [length, answer] of steps) {
    await least(length)
    wire.send(answer)
  }
  wire.send(Buffer.from([2, 0, 0, 1, 0, 0, 0, 0]))
  wire.send(ask(0, 1))
  await least(63)
}

/** 64 KiB each. */
export const units = { down: 8192, up: 1024 }

/** 512 MiB down, 64 MiB up, 3,000 round trips of 100 bytes after 500 more. */
export async function measure(
  wire: Wire,
  between: (what: 'down' | 'up' | 'end') => void = () => undefined,
): Promise<Speed> {
  const until = (bytes: number) =>
    new Promise<void>((resolve) => {
      let left = bytes
      wire.heard((length) => {
        left -= length
        if (left <= 0) resolve()
      })
    })
  const times: number[] = []
  for (let trip = 0; trip < 3_500; trip += 1) {
    const began = process.hrtime.bigint()
    const back = until(100)
    wire.send(fence)
    await back
    if (trip >= 500) times.push(Number(process.hrtime.bigint() - began) / 1000)
  }
  between('down')
  const down = await timed(async () => {
    const all = until(units.down * unit)
    wire.send(ask(0xbeef, units.down))
    await all
  })
  between('up')
  const up = await timed(async () => {
    const counted = until(1)
    wire.send(ask(0xfeed, units.up))
    for (let sent = 0; sent < units.up * unit; sent += clipboard.length) {
      wire.send(clipboard)
      await wire.room()
    }
    await counted
  })
  between('end')
  times.sort((a, b) => a - b)
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0
  return { down: (units.down * unit) / down / 1e6, up: (units.up * unit) / up / 1e6, p50: median(times), p99 }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1000
}
