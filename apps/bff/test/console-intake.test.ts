import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Server } from 'node:net'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { Intake } from '../src/console/intake.ts'
import { settle } from './console.ts'
import { authority, certificate, certificateKey } from './console-certificates.ts'
import { dice } from './rollout/dice.ts'

const hash = (parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const KiB = 1024
const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((run) => run()))

/** The network reads into the memory it is given; answers whether it may go on. */
function read(intake: Intake, bytes: Buffer): boolean {
  let on = true
  for (let at = 0; at < bytes.length;) {
    const memory = intake.onread.buffer()
    expect(memory.length).toBeGreaterThan(0)
    const length = Math.min(memory.length, bytes.length - at)
    memory.set(bytes.subarray(at, at + length))
    at += length
    on = intake.onread.callback(length)
  }
  return on
}

test('whatever is held, paused or read, nothing is lost, moved or written over', async () => {
  const { next: random } = dice(7)
  const intake = new Intake()
  const sizes = [1, 100, 4 * KiB, 16 * KiB, 16 * KiB, 16 * KiB, 64 * KiB]
  const came: Buffer[] = []
  const taken: Buffer[] = []
  const held: { bytes: Buffer; copy: Buffer }[] = []
  let paused = false
  for (let count = 0; count < 600; count += 1) {
    const chunk = randomBytes(sizes[Math.floor(random() * sizes.length)]!)
    came.push(chunk)
    read(intake, chunk)
    if (count === 3) {
      intake.take((bytes) => {
        taken.push(Buffer.from(bytes))
        if (random() < 0.7) return true
        held.push({ bytes, copy: Buffer.from(bytes) })
        return false
      })
    }
    if (random() < 0.2) intake.pause((paused = !paused))
    if (random() < 0.3) await settle()
  }
  intake.pause(false)
  await settle()
  expect(hash(taken)).toBe(hash(came))
  expect(held.length).toBeGreaterThan(50)
  for (const { bytes, copy } of held) expect(bytes.equals(copy)).toBe(true)
})

test('memory nobody holds is read into again, and a connection that has gone quiet has little of it', async () => {
  const intake = new Intake()
  const memories = new Set<ArrayBufferLike>()
  intake.take(({ buffer }) => Boolean(memories.add(buffer)))
  for (let count = 0; count < 100; count += 1) read(intake, Buffer.alloc(64 * KiB))
  await settle()
  // The little one of the beginning, and the large one.
  expect(memories.size).toBe(2)
  expect(intake.onread.buffer().buffer.byteLength).toBe(64 * KiB)
  for (let count = 0; count < 5; count += 1) read(intake, Buffer.alloc(10))
  expect(intake.onread.buffer().buffer.byteLength).toBe(4 * KiB)
})

test('records of TLS that come together are handed on together, a short one at once', async () => {
  const intake = new Intake()
  const lengths: number[] = []
  intake.take(({ length }) => Boolean(lengths.push(length)))
  read(intake, Buffer.alloc(4 * KiB))
  for (let count = 0; count < 2; count += 1) read(intake, Buffer.alloc(16 * KiB))
  expect(lengths).toEqual([4 * KiB])
  await settle()
  expect(lengths).toEqual([4 * KiB, 32 * KiB])
  read(intake, Buffer.alloc(16 * KiB))
  read(intake, Buffer.alloc(9))
  expect(lengths.slice(2)).toEqual([16 * KiB + 9])
})

test('what its taker gives back is held for the next one', () => {
  const intake = new Intake()
  intake.take((bytes) => {
    intake.giveBack(bytes.subarray(2))
    return true
  })
  read(intake, Buffer.from('abcd'))
  expect(read(intake, Buffer.from('ef'))).toBe(false)
  const next: string[] = []
  intake.take((bytes) => Boolean(next.push(bytes.toString())))
  expect(next).toEqual(['cd', 'ef'])
})

test.each(['TCP', 'TLS'])('eight MB over %s come whole, though the reader pauses and holds', async (way) => {
  const data = randomBytes(8 * KiB * KiB + 3)
  const tls = { cert: certificate, key: certificateKey }
  const server: Server = way === 'TCP' ? createServer((to) => to.end(data)) : createTlsServer(tls, (to) => to.end(data))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const intake = new Intake()
  const to = { host: '127.0.0.1', port, onread: intake.onread }
  const socket = way === 'TCP' ? connect(to) : connectTls({ ...to, servername: 'console.test', ca: authority })
  const { next: random } = dice(8)
  const parts: Buffer[] = []
  const ended = once(socket, 'close')
  intake.take((bytes) => {
    const kept = random() < 0.3
    parts.push(kept ? bytes : Buffer.from(bytes))
    if (random() < 0.1) {
      intake.pause(true)
      socket.pause()
      setImmediate(() => {
        intake.pause(false)
        socket.resume()
      })
    }
    return !kept
  })
  socket.on('end', () => socket.end())
  await ended
  expect(hash(parts)).toBe(hash([data]))
})
