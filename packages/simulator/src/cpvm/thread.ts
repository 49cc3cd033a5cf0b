/**
 * What a thread waits for: that many bytes, `0` for whatever there is, or a condition it spins on (a burning core, in
 * the real console proxy).
 */
export type Wants = number | (() => boolean)
export type Work = Generator<Wants, void, Uint8Array>

const nothing = new Uint8Array()

/** Blocking code over a byte stream, as a generator: `const version = yield 12`. */
export class Thread {
  readonly #work: Work
  readonly #died: ((error: unknown) => void) | undefined
  #buffer: Uint8Array = nothing
  #wants: Wants | undefined
  #running = false
  #stopped = false

  /** Nothing runs before `start`; bytes that come earlier are kept. `died` hears of what the work throws. */
  constructor(work: Work, died?: (error: unknown) => void) {
    this.#work = work
    this.#died = died
  }

  /** Neither finished nor dead of an error nor stopped. */
  get alive(): boolean {
    return this.#wants !== undefined || this.#running
  }

  start(): void {
    this.#step(nothing)
    this.poke()
  }

  feed(bytes: Uint8Array): void {
    if (this.#stopped) return
    const joined = new Uint8Array(this.#buffer.length + bytes.length)
    joined.set(this.#buffer)
    joined.set(bytes, this.#buffer.length)
    this.#buffer = joined
    this.poke()
  }

  /** Looks again at what it waits for. */
  poke(): void {
    if (this.#running) return
    this.#running = true
    try {
      for (let got = this.#take(); got; got = this.#take()) this.#step(got)
    } finally {
      this.#running = false
    }
  }

  /** It never runs again. */
  stop(): void {
    this.#stopped = true
    this.#wants = undefined
    this.#buffer = nothing
  }

  #take(): Uint8Array | undefined {
    const wants = this.#wants
    if (wants === undefined) return undefined
    if (typeof wants === 'function') return wants() ? nothing : undefined
    const length = wants === 0 ? this.#buffer.length : wants
    if (length === 0 || this.#buffer.length < length) return undefined
    const got = this.#buffer.slice(0, length)
    this.#buffer = this.#buffer.slice(length)
    return got
  }

  #step(got: Uint8Array): void {
    this.#wants = undefined
    try {
      const next = this.#work.next(got)
      if (!next.done && !this.#stopped) this.#wants = next.value
    } catch (error) {
      this.#died?.(error)
    }
  }
}

/** Bytes of numbers and texts: `bytes([type, 0], [count, 2], [length, 4], text)`. A number alone is one byte. */
export function bytes(
  ...parts: (number | readonly [value: number, size: 1 | 2 | 4] | string | Uint8Array)[]
): Uint8Array {
  const chunks = parts.map((part) => {
    if (typeof part === 'string') return new TextEncoder().encode(part)
    if (part instanceof Uint8Array) return part
    const [value, size] = typeof part === 'number' ? [part, 1 as const] : part
    return Uint8Array.from({ length: size }, (_, index) => value / 2 ** (8 * (size - 1 - index)))
  })
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}

export const ascii = (from: Uint8Array) => String.fromCodePoint(...from)

/** Big-endian, unsigned. */
export const number = (from: Uint8Array) => from.reduce((sum, byte) => sum * 256 + byte, 0)
