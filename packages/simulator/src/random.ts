const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** FNV-1a, 32 bits: the same number for the same text. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (const c of text) value = Math.imul(value ^ (c.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}

/** A small seeded generator (mulberry32): the same seed gives the same world, ids included. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number in [from, to]. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  pick<T>(from: readonly T[]): T {
    const chosen = from[this.int(0, from.length - 1)]
    if (chosen === undefined) throw new RangeError('nothing to pick from')
    return chosen
  }

  hex(digits: number): string {
    let out = ''
    while (out.length < digits) out += this.#word()
    return out.slice(0, digits)
  }

  /** Eight hexadecimal digits. */
  #word(): string {
    const number = (this.next() * 4_294_967_296) >>> 0
    return `${bytes[number >>> 24]}${bytes[(number >>> 16) & 255]}${bytes[(number >>> 8) & 255]}${bytes[number & 255]}`
  }

  /** A version 4 UUID. */
  uuid(): string {
    const [a, b, c, d] = [this.#word(), this.#word(), this.#word(), this.#word()]
    const variant = '89ab'[Number.parseInt(c.charAt(0), 16) & 3]
    // Joined, because a string that is added up piece by piece keeps its pieces: a large fleet has 100,000 ids.
    return [a, b.slice(0, 4), `4${b.slice(4, 7)}`, `${variant}${c.slice(1, 4)}`, c.slice(4) + d].join('-')
  }

  /** A MAC address as the server makes them for its own VMs: `1e:00:0e:00:00:73`. */
  mac(prefix = '1e:00'): string {
    const word = this.#word()
    return `${prefix}:${word.slice(0, 2)}:${word.slice(2, 4)}:${word.slice(4, 6)}:${word.slice(6)}`
  }
}
