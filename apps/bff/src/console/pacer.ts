import type { Cancel, Clock } from './clock.ts'

/**
 * Sends with a pause before each message, counted from the last one sent and from the last one heard. A console proxy
 * overlooks what comes too soon after its own message (reference "Console path", §0.3: none was lost at 5 ms).
 */
export class Pacer {
  readonly #clock: Clock
  readonly #gap: number
  readonly #send: (message: Uint8Array) => void
  #queue: { message: Uint8Array; gone: (() => void) | undefined }[] = []
  #last = Number.NEGATIVE_INFINITY
  #cancel: Cancel | undefined

  constructor(clock: Clock, gap: number, send: (message: Uint8Array) => void) {
    this.#clock = clock
    this.#gap = gap
    this.#send = send
  }

  get idle(): boolean {
    return this.#queue.length === 0
  }

  /** The other end spoke. */
  heard(): void {
    this.#last = this.#clock.now()
  }

  /** `gone` is called when the message has been sent. */
  push(message: Uint8Array, gone?: () => void): void {
    this.#queue.push({ message, gone })
    if (!this.#cancel) this.#plan()
  }

  stop(): void {
    this.#queue = []
    this.#cancel?.()
    this.#cancel = undefined
  }

  #plan(): void {
    this.#cancel = undefined
    const next = this.#queue[0]
    if (!next) return
    const wait = this.#last + this.#gap - this.#clock.now()
    if (wait > 0) {
      this.#cancel = this.#clock.after(Math.ceil(wait), () => this.#plan())
      return
    }
    this.#queue.shift()
    this.#last = this.#clock.now()
    this.#send(next.message)
    next.gone?.()
    if (!this.#cancel) this.#plan()
  }
}
