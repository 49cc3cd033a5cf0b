import type { Cancel, Clock } from './clock.ts'

/** Milliseconds; reference "Console path", §2.1 points 6 and 7. */
export const watchTimes = { nudgeFirst: 150, nudgeAgain: 400, nudges: 12, quiet: 45_000, verdict: 5_000 }

export interface WatchOptions {
  clock: Clock
  /** Asks the hypervisor for one pixel; false when that can't be said now. */
  ask: () => boolean
  /** It was asked after a long silence and has not answered yet; false: now it has. */
  waiting: (waiting: boolean) => void
  /** It did not answer: the session is dead, though the socket is open. */
  silent: () => void
  /** Milliseconds it took to answer. */
  latency: (ms: number) => void
}

/**
 * Watches whether the hypervisor still speaks. A console proxy reads no more from a hypervisor that was silent for three
 * minutes and says nothing of it (§0.4), and sometimes shows no picture until it is asked once more (§0.3).
 */
export class Watch {
  readonly #options: WatchOptions
  #cancel: Cancel | undefined
  #heardAt = 0
  #askedAt: number | undefined
  #told = false
  #held = false
  #awaited = true

  constructor(options: WatchOptions) {
    this.#options = options
  }

  /** The client's first messages are sent: now it must speak. */
  begin(): void {
    if (this.#awaited) this.#plan(watchTimes.nudgeFirst, () => this.#nudge(1))
  }

  /** A byte came. */
  heard(): void {
    this.#heardAt = this.#options.clock.now()
    if (this.#askedAt !== undefined) this.#answered(this.#askedAt)
    if (this.#awaited) this.#rest()
  }

  /** We ourselves stopped reading; nothing is anybody's fault until we go on. */
  hold(held: boolean): void {
    this.#held = held
    if (!held) this.#heardAt = this.#options.clock.now()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #answered(askedAt: number): void {
    this.#askedAt = undefined
    this.#options.latency(this.#heardAt - askedAt)
    if (this.#told) this.#options.waiting(false)
    this.#told = false
    this.#rest()
  }

  /** From here on silence is allowed. */
  #rest(): void {
    this.#awaited = false
    this.#plan(watchTimes.quiet, () => this.#look())
  }

  #nudge(count: number): void {
    if (this.#options.ask()) this.#askedAt ??= this.#options.clock.now()
    if (count < watchTimes.nudges) this.#plan(watchTimes.nudgeAgain, () => this.#nudge(count + 1))
    else this.#plan(watchTimes.verdict, () => this.#options.silent())
  }

  #look(): void {
    const { clock, ask, waiting, silent } = this.#options
    const quiet = clock.now() - this.#heardAt
    if (this.#held || quiet < watchTimes.quiet) {
      this.#plan(this.#held ? watchTimes.quiet : watchTimes.quiet - quiet, () => this.#look())
      return
    }
    if (!ask()) return this.#plan(watchTimes.verdict, () => this.#look())
    this.#askedAt = clock.now()
    this.#told = true
    waiting(true)
    this.#plan(watchTimes.verdict, () => (this.#held ? this.#rest() : silent()))
  }

  #plan(ms: number, run: () => void): void {
    this.#cancel?.()
    this.#cancel = this.#options.clock.after(ms, run)
  }
}
