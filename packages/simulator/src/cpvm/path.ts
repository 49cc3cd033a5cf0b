import { ascii, bytes, number, Thread, type Work } from './thread.ts'
import { vncAuthAnswer } from './rfb/des.ts'
import { vncAuth, veNCrypt, x509Vnc } from './rfb/server.ts'
import { raceWindow, type ConsoleTraits, type Nonsense } from './traits.ts'
import type { Upstream } from './upstream.ts'

/** What a way to the hypervisor needs of the viewer it serves. */
export interface Errand {
  traits: ConsoleTraits
  displayName: string
  /** The VNC password of the token. */
  password: string
  upstream: Upstream
  /** One binary message to the client. */
  send: (bytes: Uint8Array) => void
  /** Epoch or any other ms, of the clock that frames are stamped with. */
  now: () => number
}

/** A way from the client's frames to the hypervisor's bytes. */
export interface Path {
  /** The VNC server can be talked to. */
  start: () => void
  frame: (payload: Uint8Array, at: number) => void
  data: (bytes: Uint8Array) => void
  /** It reads no more from the hypervisor; frames are still written. */
  freeze: () => void
  /** The handshake is under way: when the client goes now, its thread waits for it for ever and burns a core. */
  readonly unfinished: boolean
}

const messageLimit = 65_536
const gibberish = bytes('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')

/** KVM and other plain VNC over TCP: the proxy logs in by itself and shows the client one security type. */
export class NioPath implements Path {
  readonly #errand: Errand
  readonly #worker: Thread
  #waiting = false
  #secured = false
  /** Frames after the login until the client counts as ready; undefined before the first. */
  #left: number | undefined
  #flush = true
  #held: Uint8Array[] = []
  /** When the message was sent after which a hasty answer is overlooked. */
  #sentAt = Number.NEGATIVE_INFINITY
  #tls = false
  #streaming = false

  constructor(errand: Errand) {
    this.#errand = errand
    // The worker dies of what it does not understand, without a word: the socket stays open.
    this.#worker = new Thread(this.#work())
  }

  get unfinished(): boolean {
    return !this.#streaming && this.#worker.alive
  }

  start(): void {
    this.#worker.start()
  }

  data(received: Uint8Array): void {
    this.#worker.feed(received)
  }

  freeze(): void {
    this.#worker.stop()
  }

  frame(payload: Uint8Array, at: number): void {
    if (this.#secured) {
      this.#write(payload)
      const first = this.#left === undefined
      if (first) this.#left = this.#errand.traits.gate
      else if (this.#left) this.#left -= 1
      if (first || this.#left === 0) this.#arrived(at)
    } else {
      this.#held.push(payload)
      if (this.#flush) this.#write()
      this.#flush = false
      this.#waiting = false
    }
    this.#worker.poke()
  }

  #arrived(at: number): void {
    const hasty = this.#errand.traits.race && at - this.#sentAt < raceWindow
    if (!hasty) this.#waiting = false
  }

  #write(...more: Uint8Array[]): void {
    const together = bytes(...this.#held, ...more)
    this.#held = []
    this.#errand.upstream.write(together)
  }

  #say(step: Nonsense, message: Uint8Array): void {
    this.#errand.send(this.#errand.traits.nonsense === step ? gibberish : message)
  }

  /** Sends, and waits for the client in the way that lets a hasty client's answer slip by. */
  *#sendAndWait(step: Nonsense, message: Uint8Array): Work {
    this.#sentAt = this.#errand.now()
    this.#waiting = true
    this.#say(step, message)
    yield () => !this.#waiting
  }

  *#work(): Work {
    const { traits, displayName } = this.#errand
    const [, major, minor] = /^RFB (\d{3})\.(\d{3})\n$/.exec(ascii(yield 12)) ?? []
    if (!major || !minor) throw new Error('Reading version failed: not an RFB server?')
    yield* this.#sendAndWait('version', bytes(`RFB ${major}.${minor}\n`))
    const type = yield* this.#chooseType()
    this.#flush = true
    yield* this.#sendAndWait('types', bytes(1, type))
    yield* this.#logIn(type)
    if (number(yield 4) !== 0) throw new Error('refused')
    this.#secured = true
    yield* this.#sendAndWait('result', bytes([0, 4]))
    const init = yield 24
    const length = number(init.subarray(20))
    if (length > 0) yield length
    const title = bytes(`${displayName} ${this.#tls ? '(TLS backend)' : ''}`)
    const greeting = bytes(init.subarray(0, 20), [title.length, 4], title)
    if (traits.gate > 0) yield* this.#sendAndWait('init', greeting)
    else this.#say('init', greeting)
    this.#streaming = true
    for (;;) {
      const some = yield 0
      for (let at = 0; at < some.length; at += messageLimit) this.#say('update', some.slice(at, at + messageLimit))
    }
  }

  /** The first type of the server's that it knows; none of them leaves 0. */
  *#chooseType(): Generator<number, number, Uint8Array> {
    const count = number(yield 1)
    if (count === 0) throw new Error('No security types provided by the server')
    return (yield count).find((type) => [1, vncAuth, veNCrypt].includes(type)) ?? 0
  }

  *#logIn(type: number): Work {
    if (type === veNCrypt) yield* this.#startTls()
    if (type !== 1) this.#write(vncAuthAnswer(yield 16, this.#errand.password))
  }

  *#startTls(): Work {
    const version = yield 2
    if (number(version) < 2) throw new Error('Server reported an unsupported VeNCrypt version')
    this.#write(bytes(0, 2))
    if (number(yield 1) !== 0) throw new Error('The VNC server did not agree on the VEncrypt version')
    const count = number(yield 1)
    const subtypes = yield count * 4
    const has = Array.from({ length: count }, (_, at) => number(subtypes.subarray(at * 4, at * 4 + 4))).includes(
      x509Vnc,
    )
    this.#write(bytes([has ? x509Vnc : 0, 4]))
    if (number(yield 1) !== 1) throw new Error('The VNC server did not agree on TLS')
    this.#errand.upstream.startTls(() => {
      this.#tls = true
      this.#worker.poke()
    })
    yield () => this.#tls
  }
}

/** XenServer: a tunnel to the host, in which the client is shown RFB 3.3 without security. Messages are small there. */
export class TunnelPath implements Path {
  readonly #errand: Errand
  readonly #worker: Thread
  readonly unfinished = false

  constructor(errand: Errand) {
    this.#errand = errand
    this.#worker = new Thread(this.#work())
  }

  start(): void {
    this.#worker.start()
  }

  frame(payload: Uint8Array): void {
    this.#errand.upstream.write(payload)
  }

  data(received: Uint8Array): void {
    this.#worker.feed(received)
  }

  freeze(): void {
    this.#worker.stop()
  }

  *#work(): Work {
    const { send, upstream, password } = this.#errand
    if (!ascii(yield 12).startsWith('RFB ')) throw new Error('Cannot handshake with VNC server.')
    send(bytes('RFB 003.003\n'))
    const type = number(yield 4)
    if (type === vncAuth) {
      upstream.write(vncAuthAnswer(yield 16, password))
      if (number(yield 4) !== 0) throw new Error('wrong password')
    } else if (type !== 1) throw new Error('Unsupported VNC protocol authorization scheme')
    send(bytes([0, 4]).with(3, 1))
    for (;;) {
      const some = yield 0
      for (let at = 0; at < some.length; at += 100) send(some.slice(at, at + 100))
    }
  }
}

/** VMware 7 and later: both ways untouched, the handshake too. */
export class PassThroughPath implements Path {
  readonly #errand: Errand
  #frozen = false
  readonly unfinished = false

  constructor(errand: Errand) {
    this.#errand = errand
  }

  start(): void {
    // Whoever is at the other end speaks first.
  }

  frame(payload: Uint8Array): void {
    this.#errand.upstream.write(payload)
  }

  data(received: Uint8Array): void {
    if (!this.#frozen) this.#errand.send(received)
  }

  freeze(): void {
    this.#frozen = true
  }
}
