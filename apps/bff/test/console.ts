import { createSimulator, type ConsoleTraits, type Simulator } from '@stratoview/simulator'
import type { ConsoleAnswer, ConsoleControl, ConsoleRequest } from '../src/app.ts'
import type { Clock } from '../src/console/clock.ts'
import type { Connect } from '../src/console/connect.ts'
import { overEmbedded } from '../src/console/embedded.ts'
import type { Socket, SocketListener } from '../src/console/socket.ts'
import { browser as browserOf, origin, start, type testConfig } from './harness.ts'

/** Lets everything that is due now happen; nothing of it waits for time. */
export const settle = async () => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((done) => setImmediate(done))
}

/** A clock that a test moves. */
export class HandClock implements Clock {
  #now = 0
  #timers = new Set<{ at: number; run: () => void }>()
  /** What else moves with it. */
  follow: (ms: number) => void = () => undefined

  now(): number {
    return this.#now
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }
  get pending(): number {
    return this.#timers.size
  }

  /** Timers run each at its moment, and all that follows from one moment before the next. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (;;) {
      const next = Math.min(...[...this.#timers].map(({ at }) => at))
      if (next > until) break
      this.follow(Math.max(0, next - this.#now))
      this.#now = Math.max(this.#now, next)
      for (const timer of [...this.#timers].filter(({ at }) => at <= next)) {
        // One of them may have cancelled another.
        if (this.#timers.delete(timer)) timer.run()
      }
      await settle()
    }
    this.follow(until - this.#now)
    this.#now = until
    await settle()
  }
}

/** One end of a WebSocket, the other end in the test's hand. */
export class TestSocket implements Socket {
  /** Binary messages the relay sent. */
  readonly sent: Buffer[] = []
  readonly texts: string[] = []
  pings = 0
  paused = false
  /** How it ended, as the other side sees it. */
  ended: { code: number; reason: string } | undefined
  /** Bytes the network does not take: set high to be a slow reader. */
  buffered = 0
  slow = false
  /** Answers pings. */
  alive = true
  react: (() => void) | undefined
  #listener: SocketListener | undefined

  listen(listener: SocketListener): void {
    this.#listener = listener
  }
  send(data: Uint8Array): void {
    if (this.ended) return
    this.sent.push(Buffer.from(data))
    if (this.slow) this.buffered += data.length
    this.react?.()
  }
  text(message: string): void {
    if (!this.ended) this.texts.push(message)
  }
  ping(): void {
    this.pings += 1
    if (this.alive) queueMicrotask(() => this.#listener?.pong())
  }
  close(code = 1005, reason = ''): void {
    if (Buffer.byteLength(reason) > 123) throw new RangeError('The message must not be greater than 123 bytes')
    this.end(code, reason)
  }
  drop(): void {
    this.end(1006)
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }

  /** The other side says something. */
  say(data: Uint8Array | string, binary = true): void {
    this.#listener?.message(Buffer.from(data as Uint8Array), binary)
  }
  /** The network takes so many bytes. */
  take(bytes: number): void {
    this.buffered = Math.max(0, this.buffered - bytes)
    this.#listener?.sent()
  }
  /** It is over. */
  end(code = 1006, reason = ''): void {
    if (this.ended) return
    this.ended = { code, reason }
    queueMicrotask(() => this.#listener?.closed(code, reason))
  }
  get controls(): ConsoleControl[] {
    return this.texts.map((text) => JSON.parse(text) as ConsoleControl)
  }
  get bytes(): Buffer {
    return Buffer.concat(this.sent)
  }
}

export const version = Buffer.from('RFB 003.008\n')
export const pixelFormat = Buffer.from([0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0])
export const encodings = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0])
export const ask = (incremental: boolean, width = 64, height = 32) =>
  Buffer.from([3, Number(incremental), 0, 0, 0, 0, width >> 8, width & 255, height >> 8, height & 255])
export const key = (down: boolean, keysym: number) => {
  const message = Buffer.from([4, Number(down), 0, 0, 0, 0, 0, 0])
  message.writeUInt32BE(keysym, 4)
  return message
}

/** A browser with stock noVNC in it: it answers RFB 3.8 without security, and begins once it knows the screen. */
export class NoVnc {
  readonly socket = new TestSocket()
  /** The VM's name as the screen told it. */
  name: string | undefined
  #read = 0
  #steps: number

  /** `steps`: how many of its answers it gives before it falls silent; all of them unless told. */
  constructor(steps = Number.POSITIVE_INFINITY) {
    this.#steps = steps
    this.socket.react = () => queueMicrotask(() => this.#answer())
  }

  get controls(): ConsoleControl[] {
    return this.socket.controls
  }
  /** The last state it was told. */
  get state(): string | undefined {
    return this.controls.findLast((one) => one.type === 'state')?.state
  }
  /** Bytes of pictures. */
  get painted(): number {
    return this.#stage < 4 ? 0 : this.socket.bytes.length - this.#read
  }
  get closing() {
    return this.controls.findLast((one) => one.type === 'closing')
  }

  #say(data: Uint8Array): void {
    if (this.#steps <= 0) return
    this.#steps -= 1
    this.socket.say(data)
  }

  #stage = 0
  #answer(): void {
    if (this.#stage === 4) return
    const bytes = this.socket.bytes
    const take = (count: number) => {
      if (bytes.length - this.#read < count) return undefined
      this.#read += count
      return bytes.subarray(this.#read - count, this.#read)
    }
    if (this.#stage === 0 && take(12)) {
      this.#stage = 1
      this.#say(version)
    } else if (this.#stage === 1 && take(2)) {
      this.#stage = 2
      this.#say(Buffer.of(1))
    } else if (this.#stage === 2 && take(4)) {
      this.#stage = 3
      this.#say(Buffer.of(1))
    } else if (this.#stage === 3 && bytes.length - this.#read >= 24) {
      const length = bytes.readUInt32BE(this.#read + 20)
      const init = take(24 + length)
      if (!init) return
      this.#stage = 4
      this.name = init.subarray(24).toString()
      for (const message of [pixelFormat, encodings, ask(false)]) this.#say(message)
    }
  }
}

export interface Place {
  connect?: (simulated: Connect) => Connect
  over?: Parameters<typeof testConfig>[0]
  /** What frames are stamped with when they reach the proxy. */
  stamp?: (now: number) => number
}

/** A signed-in browser before the app, the simulated cloud and its console proxies behind it, and one clock for all. */
export async function place(traits: Partial<ConsoleTraits> = {}, { connect, over, stamp = (now) => now }: Place = {}) {
  const simulator = createSimulator()
  const clock = new HandClock()
  const control = simulator.control.console()
  control.set(traits)
  clock.follow = (ms) => simulator.control.advance(ms)
  const simulated = overEmbedded(simulator.console.open, { now: () => stamp(clock.now()) })
  let stop: () => Promise<void> = () => Promise.resolve()
  const world = simulator.control.world()
  const calls: { told: Record<string, string>; said: string }[] = []
  const fetch = async (request: Request) => {
    const told = Object.fromEntries(new URLSearchParams(await request.clone().text()))
    const response = await simulator.fetch(request)
    calls.push({ told, said: await response.clone().text() })
    return response
  }
  const started = start(fetch, over, {
    clock,
    connect: connect?.(simulated) ?? simulated,
    now: () => world.clock.now,
    onStop: (run) => (stop = run),
  })
  await started.signIn('admin', 'password')
  const vm = world.tables.routers.find(({ name }) => name === 'r-902-VM')!
  const vms = world.tables.routers.filter(({ state, zoneid }) => state === 'Running' && zoneid === vm.zoneid)
  /** What of a console must not be seen: tokens, our own secrets, and where the proxies are. */
  const secrets = () =>
    calls
      .filter(({ told }) => told['command'] === 'createConsoleEndpoint')
      .flatMap(({ told, said }) => [
        told['token']!,
        ...[/"token":"([^"]+)/, /"host":"([^"]+)/].map((at) => at.exec(said)?.[1]),
      ])
      .filter((one) => one !== undefined)
  return {
    ...started,
    calls,
    secrets,
    simulator,
    clock,
    control,
    world,
    vm,
    vms,
    stop: () => stop(),
    ...visitor(started),
  }
}

/** What one signed-in browser does. */
export function visitor({ app, post, jar }: Pick<ReturnType<typeof start>, 'app' | 'post' | 'jar'>) {
  const request = async (body: ConsoleRequest) =>
    (await (await post('/api/consoles', body)).json()) as ConsoleAnswer & { mode: 'relay' }
  /** Asks for a WebSocket; undefined answers are upgrades. */
  const upgrade = async (path: string, socket: TestSocket, headers: Record<string, string> = {}) => {
    let taken = false
    const env = {
      incoming: { socket: { remoteAddress: '192.0.2.7' } },
      upgrade: (take: (socket: Socket) => void) => {
        taken = true
        take(socket)
      },
    }
    const all = { origin, host: new URL(origin).host, ...(jar.cookie && { cookie: jar.cookie }), ...headers }
    const response = await app.request(`${origin}${path}`, { headers: all }, env)
    return taken ? undefined : response
  }
  /** A console of a VM, its browser attached. */
  const view = async (body: ConsoleRequest, novnc = new NoVnc()) => {
    const answer = await request(body)
    await upgrade(answer.wsPath, novnc.socket)
    await settle()
    return { novnc, socket: novnc.socket, answer }
  }
  return { request, upgrade, view }
}

/** Another user at the same app. */
export async function another(made: Awaited<ReturnType<typeof place>>, username: string) {
  const own = browserOf(made.app, { cookie: '' })
  await own.signIn(username, 'password')
  return { ...own, ...visitor({ app: made.app, ...own }) }
}

/** Somebody at CloudStack's own UI opens the same VM's screen. */
export async function stranger(simulator: Simulator, vmid: string) {
  const call = async (params: Record<string, string>, cookie = '') => {
    const body = new URLSearchParams({ ...params, response: 'json' })
    const init = { method: 'POST', body, headers: { cookie } }
    return simulator.fetch(new Request('http://cloud.test/client/api', init))
  }
  const login = await call({ command: 'login', username: 'admin', password: 'password' })
  const { loginresponse } = (await login.json()) as { loginresponse: { sessionkey: string } }
  const cookie = login.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const asked = { command: 'createConsoleEndpoint', virtualmachineid: vmid, sessionkey: loginresponse.sessionkey }
  const { createconsoleendpointresponse: answer } = (await (await call(asked, cookie)).json()) as {
    createconsoleendpointresponse: { consoleendpoint: { websocket: { host: string; port: string; token: string } } }
  }
  const { host, port, token } = answer.consoleendpoint.websocket
  const peer = { message: () => undefined, close: () => undefined, drop: () => undefined }
  simulator.console.open(
    { url: `ws://${host}:${port}/websockify?token=${token}`, headers: {}, protocols: ['binary'] },
    peer,
  )
  await settle()
}
