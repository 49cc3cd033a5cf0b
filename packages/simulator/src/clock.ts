interface Planned {
  at: number
  order: number
  run: () => void
}

/**
 * Time in a world. It moves only in `advance`, which runs what was planned, in order, each thing at its own moment.
 */
export class Clock {
  #now: number
  #order = 0
  #planned: Planned[] = []

  constructor(epoch: number) {
    this.#now = epoch
  }

  /** Epoch milliseconds. */
  get now(): number {
    return this.#now
  }

  /** As CloudStack writes dates: `2026-11-23T08:52:58+0000`. */
  date(at: number = this.#now): string {
    return `${new Date(at).toISOString().slice(0, 19)}+0000`
  }

  /** Runs `run` when `ms` have passed. */
  after(ms: number, run: () => void): void {
    const planned = { at: this.#now + Math.max(0, ms), order: this.#order++, run }
    const index = this.#planned.findLastIndex((other) => other.at <= planned.at)
    this.#planned.splice(index + 1, 0, planned)
  }

  /** Runs `run` every `ms`, for ever. */
  every(ms: number, run: () => void): void {
    this.after(ms, () => {
      run()
      this.every(ms, run)
    })
  }

  /** Resolves when `ms` have passed on this clock. */
  delay(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** A real clock that was set back does not turn a world backwards. */
  advance(ms: number): void {
    if (ms < 0) return
    const until = this.#now + ms
    for (let next = this.#planned[0]; next && next.at <= until; next = this.#planned[0]) {
      this.#planned.shift()
      this.#now = next.at
      next.run()
    }
    this.#now = until
  }
}
