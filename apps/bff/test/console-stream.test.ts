import { createHash, randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, expect, test } from 'vitest'
import type { Relay } from '../src/console/relay.ts'
import { hangUp, novncAt, proxyOf, relayTo } from './console-wire.ts'
import { dice } from './rollout/dice.ts'

afterEach(hangUp)

test.each([
  ['plain', false],
  ['TLS', true],
])(
  'over the network (%s) a picture of 24 MB reaches a halting browser as it was, and keys the proxy',
  async (_, tls) => {
    const picture = randomBytes(24 * 1024 * 1024)
    const proxy = await proxyOf(picture, tls)
    const { next: random } = dice(4)
    const hash = createHash('sha256')
    const came = Promise.withResolvers<void>()
    let bytes = 0
    const { url } = await relayTo(proxy.port, tls)
    const ws = novncAt(url, (data) => {
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

test('a browser that reads nothing has the proxy wait, and holds up nobody else', async () => {
  const picture = Buffer.alloc(64 * 1024 * 1024, 7)
  const proxy = await proxyOf(picture)
  const { url, relays, causes } = await relayTo(proxy.port)
  const slow = novncAt(url, () => slow.pause())
  await expect.poll(() => relays[0]?.traffic.down ?? 0, { timeout: 10_000 }).toBeGreaterThan(1024 * 1024)
  const came = Promise.withResolvers<void>()
  let bytes = 0
  novncAt(url, (data) => {
    bytes += data.length
    if (bytes === picture.length) came.resolve()
  })
  await came.promise
  // What the two ends' sockets take from the system, and what we hold: far less than there is.
  expect(relays[0]!.traffic.down).toBeLessThan(24 * 1024 * 1024)
  expect(causes).toEqual([])
})

test('a thousand sessions over the network, killed anywhere or closed, leave no socket, no timer and no memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const rest = async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      collect()
      await new Promise((done) => setTimeout(done, 20))
    }
    return process.memoryUsage()
  }
  const proxy = await proxyOf(Buffer.alloc(5_000, 7))
  const { url, server, relays, gone } = await relayTo(proxy.port)
  const { next: random } = dice(1_000)
  const known: WeakRef<Relay>[] = []
  const some = async (count: number) => {
    const ended = gone() + count
    for (let left = count; left > 0; left -= 1) {
      const steps = Math.floor(random() * 8)
      const ws = novncAt(url, () => undefined, steps)
      const end = () => (random() < 0.5 ? ws.terminate() : ws.close())
      ws.once('open', () => setTimeout(end, random() * 120))
    }
    await expect.poll(gone, { timeout: 60_000 }).toBe(ended)
    for (const relay of relays.splice(0)) known.push(new WeakRef(relay))
  }
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  for (let round = 0; round < 2; round += 1) await some(100)
  const before = await rest()
  const resting = timers()
  for (let round = 0; round < 10; round += 1) await some(100)
  await expect.poll(proxy.open, { timeout: 5_000 }).toBe(0)
  const after = await rest()
  const open = await new Promise((done) => server.getConnections((_, count) => done(count)))
  expect([proxy.unfinished(), open]).toEqual([0, 0])
  expect(timers()).toBeLessThanOrEqual(resting)
  expect(known.filter((one) => one.deref()).length).toBeLessThan(5)
  expect((after.heapUsed - before.heapUsed) / 1024 / 1024).toBeLessThan(3)
  expect((after.arrayBuffers - before.arrayBuffers) / 1024 / 1024).toBeLessThan(3)
}, 300_000)
