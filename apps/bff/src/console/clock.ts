/** Time as the relay uses it, handed in so that a test moves it by hand. */
export interface Clock {
  /** Milliseconds of a clock that never goes back; only differences mean anything. */
  now(): number
  /** Runs once when `ms` have passed, unless the answer is called before. */
  after(ms: number, run: () => void): Cancel
}
export type Cancel = () => void

export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
