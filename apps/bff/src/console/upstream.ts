import type { Cause } from './closings.ts'
import type { Cancel, Clock } from './clock.ts'
import type { Connect } from './connect.ts'
import { Pacer } from './pacer.ts'
import {
  askOnePixel,
  greetProxy,
  NotRfb,
  Refused,
  setPixelFormat,
  setRawEncoding,
  Talk,
  type Greeting,
  type Step,
} from './rfb.ts'
import type { Socket, SocketListener } from './socket.ts'
import type { Target } from './targets.ts'
import { Watch } from './watch.ts'

/** Milliseconds; reference "Console path", §2.1 points 4 and 5. */
export const upstreamTimes = { gap: 8, budget: 10_000, heal: 1_000, healLeaving: 350, tailGap: 60, tails: 4 }

export interface UpstreamListener {
  /** The proxy took us in. */
  opened(): void
  greeted(greeting: Greeting): void
  data(bytes: Buffer): void
  /** Nobody holds what `data` was given. */
  through(): boolean
  /** It took some of what was sent. */
  sent(): void
  waiting(waiting: boolean): void
  latency(ms: number): void
  /** It is over before we left; nothing more comes. */
  ended(cause: Cause): void
  /** Nothing is left of it. */
  gone(): void
  /** Whether a message of ours can be put between the client's. */
  atBoundary(): boolean
}

type Phase = 'dialling' | 'greeting' | 'gated' | 'flowing' | 'gone'

/**
 * The connection to a console proxy. Once the proxy has begun its handshake the connection is never left before the
 * handshake is finished, because each one left unfinished keeps a core of the proxy busy for ever (§0.2).
 */
export class Upstream {
  readonly #clock: Clock
  readonly #listener: UpstreamListener
  readonly #pacer: Pacer
  readonly #talk: Talk<Greeting>
  readonly #watch: Watch
  readonly #timers = new Map<'budget' | 'heal' | 'tail', Cancel>()
  #socket: Socket | undefined
  #phase: Phase = 'dialling'
  #leaving = false
  #heard = false
  #initAt = 0
  /** Messages of the client the proxy still waits for. */
  #gate = 3

  constructor(clock: Clock, listener: UpstreamListener) {
    this.#clock = clock
    this.#listener = listener
    this.#pacer = new Pacer(clock, upstreamTimes.gap, (message) => this.#socket?.send(message))
    const conversation = greetProxy((message, step) => this.#say(message, step))
    this.#talk = new Talk(conversation, (greeting, rest) => this.#greeted(greeting, rest))
    this.#watch = new Watch({
      clock,
      ask: () => this.#ask(),
      waiting: (waiting) => listener.waiting(waiting),
      silent: () => this.#fail({ why: 'silent' }),
      latency: (ms) => listener.latency(ms),
    })
  }

  /** Bytes on their way to the proxy. */
  get buffered(): number {
    return this.#socket?.buffered ?? 0
  }

  dial(connect: Connect, target: Target): void {
    try {
      connect(target, {
        opened: (socket) => this.#opened(socket),
        failed: (cause) => this.#over(cause),
      })
    } catch (error) {
      // Its message may hold the URL, and that the token.
      this.#over({ why: 'unreachable', detail: error instanceof Error ? error.name : undefined })
    }
  }

  /** One of the client's first three messages. */
  first(message: Uint8Array): void {
    if (this.#leaving || this.#phase !== 'gated') return
    this.#gate -= 1
    const last = this.#gate === 0
    this.#pacer.push(message, last ? () => this.#flow() : undefined)
  }

  /** What the client sends after those. */
  send(data: Uint8Array): void {
    if (this.#leaving) return
    if (this.#phase === 'flowing') this.#socket?.send(data)
    else if (this.#phase === 'gated') this.#pacer.push(data)
  }

  pause(): void {
    this.#watch.hold(true)
    this.#socket?.pause()
  }

  resume(): void {
    this.#watch.hold(false)
    this.#socket?.resume()
  }

  /** Nobody looks any more: finishes what the proxy waits for, then closes. */
  leave(): void {
    if (this.#leaving || this.#phase === 'gone') return
    this.#leaving = true
    this.#watch.stop()
    this.#socket?.resume()
    if (this.#phase === 'greeting' && this.#timers.has('heal')) this.#awaitInit()
    else if (this.#phase === 'gated') this.#farewell()
    else if (this.#phase === 'flowing' && this.#heard) this.#close()
    else if (this.#phase === 'flowing') this.#tail(upstreamTimes.tails)
  }

  #opened(socket: Socket): void {
    this.#socket = socket
    this.#phase = 'greeting'
    const listener: SocketListener = {
      message: (data) => this.#message(data),
      // Of the greeting a part may be held; what flows was handed on, and the browser's socket may hold it.
      through: () => this.#phase === 'flowing' && this.#listener.through(),
      sent: () => this.#listener.sent(),
      pong: () => undefined,
      closed: (code, reason) => this.#closed(code, reason),
    }
    socket.listen(listener)
    this.#timer('budget', upstreamTimes.budget, () => this.#overdue())
    if (!this.#leaving) this.#listener.opened()
    this.#talk.start()
  }

  #message(data: Buffer): void {
    if (this.#phase === 'greeting') {
      this.#pacer.heard()
      try {
        this.#talk.feed(data)
      } catch (error) {
        this.#misunderstood(error)
      }
      return
    }
    if (this.#phase === 'gone') return
    this.#heard = true
    if (this.#leaving) return
    this.#watch.heard()
    this.#listener.data(data)
  }

  /** The proxy is too slow; or, once it has greeted, the browser is, and the proxy must not wait on. */
  #overdue(): void {
    if (this.#phase !== 'gated') return this.#fail({ why: 'slow' })
    if (this.#leaving) return
    this.#listener.ended({ why: 'bad-client', detail: 'it did not begin in time' })
    this.leave()
  }

  #misunderstood(error: unknown): void {
    if (error instanceof Refused) return this.#fail({ why: 'no-access', detail: error.message })
    const detail = error instanceof NotRfb ? `${error.step}: ${error.message}` : String(error)
    this.#fail({ why: 'nonsense', detail })
  }

  #say(message: Uint8Array, step: Step): void {
    const said = () => {
      this.#initAt = this.#clock.now()
      this.#awaitInit()
    }
    this.#pacer.push(message, step === 'init' ? said : undefined)
  }

  /** A ClientInit that was overlooked is taken at the third message after it (§2.1 point 5). */
  #awaitInit(): void {
    const wait = this.#leaving ? upstreamTimes.healLeaving : upstreamTimes.heal
    this.#timer('heal', wait, () => {
      for (const message of [setPixelFormat, setRawEncoding, askOnePixel]) this.#pacer.push(message)
      this.#awaitInit()
    })
  }

  #greeted(greeting: Greeting, rest: Buffer): void {
    this.#timers.get('heal')?.()
    this.#timers.delete('heal')
    this.#phase = 'gated'
    if (this.#leaving) return this.#farewell()
    this.#listener.latency(this.#clock.now() - this.#initAt)
    this.#listener.greeted(greeting)
    if (rest.length > 0) this.#message(rest)
  }

  /** The client's third message is sent. */
  #flow(): void {
    this.#timers.get('budget')?.()
    this.#timers.delete('budget')
    this.#phase = 'flowing'
    if (this.#leaving) return
    if (this.#heard) this.#watch.heard()
    else this.#watch.begin()
  }

  #ask(): boolean {
    if (this.#phase !== 'flowing' || !this.#listener.atBoundary()) return false
    this.#socket?.send(askOnePixel)
    return true
  }

  #farewell(): void {
    for (const message of [setPixelFormat, setRawEncoding]) this.#pacer.push(message)
    this.#pacer.push(askOnePixel, () => this.#tail(upstreamTimes.tails))
  }

  #tail(left: number): void {
    this.#timer('tail', upstreamTimes.tailGap, () => {
      if (left === 0) return this.#close()
      this.#socket?.send(askOnePixel)
      this.#tail(left - 1)
    })
  }

  #timer(name: 'budget' | 'heal' | 'tail', ms: number, run: () => void): void {
    this.#timers.get(name)?.()
    this.#timers.set(name, this.#clock.after(ms, run))
  }

  #closed(code: number, reason: string): void {
    const detail = reason ? `${code} ${reason}` : String(code)
    if (this.#phase !== 'greeting' && this.#phase !== 'gated') return this.#over({ why: 'lost', detail })
    // Before the first word it is the token that was refused; 1000 says that nothing listens for VNC (§1.3, §1.6).
    this.#over({ why: code === 1000 ? 'vm-gone' : 'expired', detail })
  }

  /** We give it up ourselves. */
  #fail(cause: Cause): void {
    const { phase, leaving } = { phase: this.#phase, leaving: this.#leaving }
    if (phase === 'gone') return
    this.#leaving = true
    if (!leaving) this.#listener.ended(cause)
    this.#close()
  }

  /** An empty close frame: the payload of a fuller one would be written to the hypervisor. */
  #close(): void {
    this.#socket?.close()
    this.#over({ why: 'left' })
  }

  #over(cause: Cause): void {
    if (this.#phase === 'gone') return
    const left = this.#leaving
    this.#phase = 'gone'
    this.#leaving = true
    this.#pacer.stop()
    this.#watch.stop()
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    if (!left) this.#listener.ended(cause)
    this.#listener.gone()
  }
}
