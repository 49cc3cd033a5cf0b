import type { Path } from './path.ts'
import type { ConsoleTraits } from './traits.ts'

/** What a WebSocket client of a console proxy sees. */
export interface ConsolePeer {
  /** One binary message. */
  message: (bytes: Uint8Array) => void
  /** A close frame, then the end. */
  close: (code: number, reason: string) => void
  /** The TCP connection is gone without a close frame: a client sees 1006. */
  drop: () => void
}

export interface ViewerOptions {
  peer: ConsolePeer
  traits: ConsoleTraits
  /** World clock, epoch ms. */
  clock: () => number
  /** It is over, whoever ended it; `unfinished` when a thread is left spinning. */
  ended: (unfinished: boolean) => void
  /** The proxy took it out of its list, though the socket stays: it counts as removed. */
  forgotten: () => void
}

/** RFC 6455. */
export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** One WebSocket connection to a console proxy, with its limits and timers. */
export class Viewer {
  readonly #options: ViewerOptions
  #path: Path | undefined
  #open = true
  #frozen = false
  /** World clock: when a frame went either way, and when the hypervisor last said something. */
  #moved: number
  #heard: number

  constructor(options: ViewerOptions) {
    this.#options = options
    this.#moved = options.clock()
    this.#heard = this.#moved
  }

  get open(): boolean {
    return this.#open
  }

  /** The way its frames go from now on. */
  take(path: Path): void {
    this.#path = path
  }

  /** A frame of the client's, whatever its opcode; `at`: when it came, ms of the transport's clock. */
  frame(payload: Uint8Array, opcode: number, at: number): void {
    if (!this.#open) return
    const { traits, clock } = this.#options
    this.#moved = clock()
    if (payload.length > traits.frameLimit) {
      const size = `[${payload.length}] exceeds maximum size [${traits.frameLimit}]`
      return this.close(1009, `${opcode === opcodes.text ? 'Text' : 'Binary'} message size ${size}`)
    }
    // A close frame is followed by the end; the proxy has no time to take it for a message.
    if (opcode === opcodes.close) return
    const control = opcode > opcodes.close
    if (!control || traits.writesControlFrames) this.#path?.frame(payload, at)
  }

  /** Bytes from the hypervisor, on their way to the worker. */
  heard(): void {
    if (!this.#frozen) this.#heard = this.#options.clock()
  }

  send(message: Uint8Array): void {
    if (!this.#open) return
    this.#moved = this.#options.clock()
    this.#options.peer.message(message)
  }

  /** Looks at the clocks; the proxy does so every second. */
  inspect(): void {
    if (!this.#open) return
    const { traits, clock, forgotten } = this.#options
    const now = clock()
    if (!this.#frozen && traits.freezeAfter > 0 && now - this.#heard >= traits.freezeAfter) {
      this.#frozen = true
      this.#path?.freeze()
      forgotten()
    }
    if (traits.idleAfter > 0 && now - this.#moved >= traits.idleAfter) {
      this.close(1001, `Idle timeout expired: ${traits.idleAfter}/${traits.idleAfter} ms`)
    }
  }

  /** Ends it with a close frame. */
  close(code: number, reason: string): void {
    this.#end(() => this.#options.peer.close(code, reason))
  }

  /** Ends it without one. */
  drop(): void {
    this.#end(() => this.#options.peer.drop())
  }

  /** The client went. */
  gone(): void {
    this.#end(() => undefined)
  }

  #end(tell: () => void): void {
    if (!this.#open) return
    this.#open = false
    const unfinished = !this.#frozen && this.#path?.unfinished === true
    tell()
    this.#options.ended(unfinished)
  }
}
