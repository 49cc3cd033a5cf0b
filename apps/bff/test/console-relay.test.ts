import { describe, expect, test } from 'vitest'
import type { Cause } from '../src/console/closings.ts'
import type { ConnectListener } from '../src/console/connect.ts'
import { Relay } from '../src/console/relay.ts'
import type { Target } from '../src/console/targets.ts'
import { ask, encodings, HandClock, key, NoVnc, pixelFormat, place, settle, TestSocket, version } from './console.ts'

const target: Target = { host: 'h', port: 8080, secure: false, path: 'p', token: 't', extra: 'e', zones: [] }
const onePixel = Buffer.of(3, 0, 0, 0, 0, 0, 0, 1, 0, 1)
const init = Buffer.concat([Buffer.of(0, 64, 0, 32), pixelFormat.subarray(4), Buffer.of(0, 0, 0, 2), Buffer.from('vm')])

/** A relay between a browser and a proxy, both in the test's hand. */
function bench({ viewOnly = false, novnc = new NoVnc() } = {}) {
  const clock = new HandClock()
  const proxy = new TestSocket()
  const sentAt: number[] = []
  const causes: Cause[] = []
  let dialled: ConnectListener | undefined
  let gone = 0
  const relay = new Relay({
    browser: novnc.socket,
    clock,
    connect: (_, listener) => (dialled = listener),
    viewOnly,
    explain: (cause) => Promise.resolve(cause),
    ended: (cause) => causes.push(cause),
    gone: () => (gone += 1),
  })
  proxy.react = () => sentAt.push(clock.now())
  relay.dial(target)
  const open = () => dialled?.opened(proxy, 'h')
  /** The proxy's whole handshake. */
  const greet = async () => {
    open()
    for (const words of [version, Buffer.of(1, 2), Buffer.alloc(4), init]) {
      proxy.say(words)
      await clock.pass(10)
    }
  }
  /** …and the browser's first messages, and a first picture. */
  const run = async () => {
    await greet()
    await clock.pass(50)
    proxy.say('picture')
    await settle()
    proxy.sent.length = 0
  }
  return {
    clock,
    proxy,
    novnc,
    relay,
    causes,
    sentAt,
    open,
    greet,
    run,
    fail: (cause: Cause) => dialled?.failed(cause),
    over: () => gone,
  }
}

describe('the handshake', () => {
  test('each message goes up in a frame of its own, 8 ms apart and 8 ms after what it answers', async () => {
    const { clock, proxy, sentAt, open } = bench()
    open()
    const heardAt: number[] = []
    for (const words of [version, Buffer.of(1, 19), Buffer.alloc(4), init]) {
      for (const byte of words) {
        proxy.say(Buffer.of(byte))
        heardAt.push(clock.now())
        await clock.pass(1)
      }
      await clock.pass(3)
    }
    await clock.pass(100)
    expect(proxy.sent).toEqual([version, Buffer.of(19), Buffer.of(1), pixelFormat, encodings, ask(false)])
    for (const at of sentAt.slice(0, 6)) {
      for (const before of [...heardAt, ...sentAt].filter((one) => one < at))
        expect(at - before).toBeGreaterThanOrEqual(8)
    }
    expect(new Set(sentAt).size).toBe(sentAt.length)
  })

  test('a browser that sends its first three messages in one frame, or byte by byte, still has them sent one by one', async () => {
    const three = [pixelFormat, encodings, ask(false)]
    for (const pieces of [[Buffer.concat(three)], Array.from(Buffer.concat(three), (byte) => Buffer.of(byte))]) {
      const { proxy, novnc, greet, clock } = bench({ novnc: new NoVnc(3) })
      await greet()
      await clock.pass(50)
      proxy.sent.length = 0
      for (const piece of [...pieces, key(true, 97)]) novnc.socket.say(piece)
      await clock.pass(40)
      expect(proxy.sent).toEqual([...three, key(true, 97)])
    }
  })

  test('nothing of a proxy that is too slow', async () => {
    const { clock, proxy, novnc, open, causes, over } = bench()
    open()
    proxy.say(version)
    await clock.pass(9_999)
    expect(causes).toEqual([])
    await clock.pass(1)
    expect([causes[0]?.why, novnc.socket.ended?.code, proxy.ended !== undefined, over()]).toEqual([
      'slow',
      4504,
      true,
      1,
    ])
    expect(clock.pending).toBe(0)
  })

  /** To a proxy half a second is a moment: whatever answers within it is overlooked. */
  const coarse = (now: number) => Math.floor(now / 500) * 500

  test('a ClientInit that was overlooked is taken at three more messages', async () => {
    const { view, vm, clock, control } = await place({ race: true }, { stamp: coarse })
    const { novnc } = await view({ virtualmachineid: vm.id })
    await clock.pass(500)
    expect(novnc.name).toBeUndefined()
    await clock.pass(1_500)
    expect(novnc.name).toBe(vm.name)
    expect(novnc.painted).toBeGreaterThan(0)
    novnc.socket.end()
    await clock.pass(1_000)
    expect(control.state().spinners).toBe(0)
  })
})

describe('a hypervisor that says nothing', () => {
  test('is asked for one pixel after 150 ms and every 400 ms, twelve times, and then it is dead', async () => {
    const { clock, proxy, novnc, greet, causes, sentAt } = bench()
    await greet()
    await clock.pass(50)
    proxy.sent.length = 0
    await clock.pass(sentAt.at(-1)! + 149 - clock.now())
    expect(proxy.sent).toEqual([])
    await clock.pass(1)
    expect(proxy.sent).toEqual([onePixel])
    await clock.pass(399)
    expect(proxy.sent).toHaveLength(1)
    await clock.pass(400 * 11)
    expect(proxy.sent).toEqual(Array.from({ length: 12 }, () => onePixel))
    await clock.pass(5_001)
    expect([causes[0]?.why, novnc.socket.ended?.code]).toEqual(['silent', 4408])
    novnc.socket.end()
    await clock.pass(1_000)
    expect(clock.pending).toBe(0)
  })

  test('gets its picture through the nudge where the third message was overlooked', async () => {
    const { view, vm, clock } = await place({ race: true }, { stamp: (now) => (now < 150 ? 0 : now) })
    const { novnc } = await view({ virtualmachineid: vm.id })
    await clock.pass(1_200)
    expect(novnc.name).toBe(vm.name)
    await clock.pass(1_000)
    expect(novnc.painted).toBeGreaterThan(64 * 32 * 4)
  })

  test('is asked after 45 s of silence; the answer is the latency, and the page hears of the wait', async () => {
    const { clock, proxy, novnc, run, relay } = bench()
    await run()
    await clock.pass(44_900)
    expect(proxy.sent).toEqual([])
    await clock.pass(200)
    expect(proxy.sent).toEqual([onePixel])
    expect(novnc.controls.at(-1)).toEqual({ type: 'silence', waiting: true })
    await clock.pass(120)
    proxy.say('x')
    await settle()
    const tail = novnc.controls.slice(-2)
    expect(tail[0]).toMatchObject({ type: 'latency' })
    expect((tail[0] as { hypervisor: number }).hypervisor).toBeCloseTo(220, -2)
    expect(tail[1]).toEqual({ type: 'silence', waiting: false })
    await clock.pass(44_000)
    expect(relay.live).toBe(true)
  })

  test('is dead when it does not answer within 5 s: 4408, and the first cause is kept', async () => {
    const { clock, proxy, novnc, run, causes } = bench()
    await run()
    await clock.pass(49_900)
    expect(causes).toEqual([])
    await clock.pass(200)
    expect(causes).toEqual([{ why: 'silent' }])
    expect(novnc.socket.ended?.code).toBe(4408)
    expect(novnc.closing).toMatchObject({ code: 4408, why: 'silent', again: true })
    proxy.end(1001)
    await settle()
    expect(causes).toHaveLength(1)
  })

  test('for minutes is kept from freezing, as the simulated proxy would', async () => {
    const { view, vm, clock, control } = await place()
    const { novnc } = await view({ virtualmachineid: vm.id })
    await clock.pass(600_000)
    expect([novnc.state, novnc.socket.ended, control.state().viewers.length]).toEqual(['connected', undefined, 1])
  })

  test('because its proxy froze is noticed within a minute', async () => {
    const { view, vm, clock } = await place({ freezeAfter: 20_000 })
    const { novnc } = await view({ virtualmachineid: vm.id })
    await clock.pass(60_000)
    expect(novnc.socket.ended?.code).toBe(4408)
  })

  test('is not asked in the middle of a message of the browser', async () => {
    const { clock, proxy, novnc, run } = bench()
    await run()
    const half = Buffer.from([6, 0, 0, 0, 0, 0, 0, 9, 1, 2])
    novnc.socket.say(half)
    await clock.pass(46_000)
    expect(proxy.sent).toEqual([half])
    const rest = Buffer.from([3, 4, 5, 6, 7, 8, 9])
    novnc.socket.say(rest)
    await clock.pass(10_000)
    expect(proxy.sent).toEqual([half, rest, onePixel])
  })
})

describe('back-pressure', () => {
  const chunk = Buffer.alloc(64 * 1024, 7)

  test('a slow reader stops the proxy at 1 MiB and lets it go on below 256 KiB', async () => {
    const { clock, proxy, novnc, run, causes } = bench()
    await run()
    novnc.socket.slow = true
    let most = 0
    let taken = 0
    for (let count = 0; count < 400; count += 1) {
      // A proxy that is not read from keeps what it has.
      if (!proxy.paused) proxy.say(chunk)
      else {
        novnc.socket.take(64 * 1024)
        taken += 1
        expect(proxy.paused).toBe(novnc.socket.buffered >= 256 * 1024)
      }
      most = Math.max(most, novnc.socket.buffered)
    }
    expect(most).toBeLessThanOrEqual(1024 * 1024 + chunk.length)
    expect(taken).toBeGreaterThan(50)
    expect(causes).toEqual([])
    await clock.pass(1)
  })

  test('a proxy that we ourselves do not read from is not silent', async () => {
    const { clock, proxy, novnc, run, causes } = bench()
    await run()
    novnc.socket.slow = true
    while (!proxy.paused) proxy.say(chunk)
    await clock.pass(200_000)
    expect([proxy.sent, causes]).toEqual([[], []])
    novnc.socket.take(2 ** 30)
    expect(proxy.paused).toBe(false)
    await clock.pass(50_000)
    expect([proxy.sent, causes[0]?.why]).toEqual([[onePixel], 'silent'])
  })

  test('a slow proxy stops the browser, and large frames are cut', async () => {
    const { proxy, novnc, run } = bench()
    await run()
    proxy.slow = true
    const cut = Buffer.concat([Buffer.of(6, 0, 0, 0, 0, 0, 0xff, 0), Buffer.alloc(0xff00, 9)])
    let sent = 0
    for (; !novnc.socket.paused; sent += 1) novnc.socket.say(cut)
    expect(sent).toBe(17)
    expect(Math.max(...proxy.sent.map(({ length }) => length))).toBe(60 * 1024)
    expect(Buffer.concat(proxy.sent)).toEqual(Buffer.concat(Array.from({ length: sent }, () => cut)))
    proxy.take(800 * 1024)
    expect(novnc.socket.paused).toBe(true)
    proxy.take(100 * 1024)
    expect(novnc.socket.paused).toBe(false)
  })
})

describe('the browser', () => {
  test('its text, pings and empty frames go nowhere', async () => {
    const { proxy, novnc, run, clock } = bench()
    await run()
    novnc.socket.say('{"type":"state"}', false)
    novnc.socket.say(Buffer.alloc(0))
    novnc.socket.say(key(true, 97))
    await clock.pass(10)
    expect(proxy.sent).toEqual([key(true, 97)])
    expect([proxy.texts, proxy.pings]).toEqual([[], 0])
  })

  test('that may only look cannot press a key, whatever it sends', async () => {
    const { view, vm, clock, control } = await place()
    const { novnc, socket, answer } = await view({ virtualmachineid: vm.id, viewOnly: true })
    await clock.pass(200)
    expect(answer.viewOnly).toBe(true)
    for (const byte of Buffer.concat([key(true, 97), key(false, 97), ask(false)])) socket.say(Buffer.of(byte))
    const before = novnc.painted
    await clock.pass(200)
    expect(control.screen(vm.name).pressed).toEqual([])
    expect(novnc.painted).toBeGreaterThan(before)
    expect(novnc.controls).toContainEqual({
      type: 'state',
      state: 'connected',
      name: vm.name,
      secure: false,
      viewOnly: true,
    })
  })

  test('is pinged every 20 s; what it needs is the latency', async () => {
    const { novnc, run, clock } = bench()
    await run()
    const before = novnc.socket.pings
    await clock.pass(40_000)
    expect(novnc.socket.pings - before).toBe(2)
    expect(novnc.controls).toContainEqual({ type: 'latency', browser: 0 })
  })

  test('that gives no sign of life is gone after two pings', async () => {
    const { proxy, novnc, run, clock, causes, over } = bench()
    await run()
    novnc.socket.alive = false
    await clock.pass(61_000)
    expect(causes).toEqual([{ why: 'left', detail: 'no sign of life' }])
    expect(proxy.ended).toEqual({ code: 1005, reason: '' })
    proxy.end()
    await clock.pass(100)
    expect([over(), clock.pending]).toEqual([1, 0])
  })

  test('hears states in order and counts its bytes', async () => {
    const { novnc, run, relay } = bench()
    await run()
    const states = novnc.controls.filter(({ type }) => type === 'state')
    expect(states).toEqual([
      { type: 'state', state: 'connecting' },
      { type: 'state', state: 'greeting' },
      { type: 'state', state: 'connected', name: 'vm', secure: false, viewOnly: false },
    ])
    expect(relay.traffic).toEqual({ down: 7, up: 38 })
  })

  test('hears why a proxy cannot be reached, whole, beside the close frame', async () => {
    const { novnc, fail, causes } = bench()
    const text = `It said ${'very much '.repeat(30)}.`
    fail({ why: 'unreachable', text, detail: 'ECONNREFUSED' })
    await settle()
    expect(novnc.socket.ended).toMatchObject({ code: 4502 })
    expect(Buffer.byteLength(novnc.socket.ended!.reason)).toBeLessThanOrEqual(123)
    expect(novnc.closing).toMatchObject({ code: 4502, reason: text })
    expect(causes[0]?.detail).toBe('ECONNREFUSED')
  })
})

test('from a click to pixels: the screen of a router, named, painted and typed into', async () => {
  const { view, vm, clock, control } = await place()
  const { novnc, socket, answer } = await view({ virtualmachineid: vm.id })
  expect(answer).toMatchObject({ mode: 'relay', viewOnly: false, vm: { id: vm.id, name: vm.name, kind: 'router' } })
  await clock.pass(200)
  expect([novnc.state, novnc.name]).toEqual(['connected', vm.name])
  expect(novnc.painted).toBeGreaterThan(64 * 32 * 4)
  socket.say(key(true, 0x61))
  socket.say(key(false, 0x61))
  await clock.pass(100)
  expect(control.screen(vm.name).pressed).toContain('a')
  socket.end(1000)
  await clock.pass(1_000)
  expect(control.state()).toMatchObject({ viewers: [], spinners: 0 })
})

test.each([
  ['XenServer', 'QEMU (r-902-VM)'],
  ['VMware', 'QEMU (r-902-VM)'],
] as const)('%s goes through as well, and who may only look still only looks', async (hypervisor, name) => {
  const { view, vm, clock, control } = await place({ hypervisor })
  const { novnc, socket } = await view({ virtualmachineid: vm.id, viewOnly: true })
  await clock.pass(300)
  expect([novnc.state, novnc.name]).toEqual(['connected', name])
  expect(novnc.painted).toBeGreaterThan(64 * 32 * 4)
  socket.say(key(true, 0x61))
  await clock.pass(100)
  expect(control.screen(vm.name).pressed).toEqual([])
})

test('a hypervisor reached by TLS is told apart from the name', async () => {
  const { view, vm, clock } = await place({ security: [19] })
  const { novnc } = await view({ virtualmachineid: vm.id })
  await clock.pass(300)
  expect(novnc.controls).toContainEqual(expect.objectContaining({ state: 'connected', name: vm.name, secure: true }))
  expect(novnc.name).toBe(vm.name)
})
