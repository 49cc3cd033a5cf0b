/** TLS hands on a record at a time, of at most so many bytes; the next one of the same reading follows at once. */
const record = 16 * 1024
/** As much as one reading of the network brings. */
const large = 64 * 1024
/** For a connection on which little comes, as on most of them most of the time. */
const small = 4 * 1024
/** So many small readings in a row, and it is such a connection. */
const patience = 4

/** Told what came; answers whether nobody holds it any longer, so that more may be read into the same memory. */
export type Taker = (bytes: Buffer) => boolean

/**
 * The memory a connection is read into, by the option `onread` of a socket. Left to itself a socket takes fresh memory
 * for every reading, which costs more than all the rest of the way through us (decision 0005). What comes while there is
 * no taker, or while paused, is held, and stops the reading: whoever goes on resumes the socket as well.
 */
export class Intake {
  #buffer = Buffer.allocUnsafeSlow(small)
  /** What is not handed on yet: from here … */
  #from = 0
  /** … to here, where the next reading writes. */
  #to = 0
  /** Somebody holds a part of the buffer: it is not written to again. */
  #kept = false
  #held: Buffer[] = []
  #little = 0
  #taker: Taker | undefined
  #paused = false
  #planned: NodeJS.Immediate | undefined

  readonly onread = {
    buffer: (): Uint8Array => this.#buffer.subarray(this.#to),
    callback: (length: number): boolean => this.#came(length),
  }

  /** Hands on what is held, and then all that comes. */
  take(taker: Taker): void {
    this.#taker = taker
    this.flush()
  }

  /** There is no taker any more, and these bytes were not for it. */
  giveBack(bytes: Buffer): void {
    this.#taker = undefined
    if (bytes.length > 0) this.#held.unshift(Buffer.from(bytes))
  }

  pause(paused: boolean): void {
    this.#paused = paused
    this.flush()
  }

  /** Hands on at once what is there. Where the next reading writes stays as it is: the system knows it already. */
  flush(): void {
    clearImmediate(this.#planned)
    this.#planned = undefined
    if (this.#from < this.#to) this.#held.push(this.#buffer.subarray(this.#from, this.#to))
    this.#from = this.#to
    while (this.#taker && !this.#paused && this.#held.length > 0) {
      if (!this.#taker(this.#held.shift()!)) this.#kept = true
    }
    if (this.#held.length > 0) this.#kept = true
  }

  /** False stops the reading. */
  #came(length: number): boolean {
    this.#to += length
    this.#little = length < small ? this.#little + 1 : 0
    // A whole record, and room for another: they are handed on together, at the end of this turn of the loop.
    if (length === record && this.#buffer.length - this.#to >= record) {
      this.#planned ??= setImmediate(() => this.flush())
      return true
    }
    this.flush()
    this.#renew()
    return this.#held.length === 0
  }

  #renew(): void {
    const full = this.#to === this.#buffer.length
    const size = full || (this.#buffer.length === large && this.#little < patience) ? large : small
    if (this.#kept || size !== this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(size)
    this.#kept = false
    this.#from = 0
    this.#to = 0
  }
}
