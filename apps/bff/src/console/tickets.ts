import { randomBytes } from 'node:crypto'
import type { Seat } from './seat.ts'
import type { Target } from './targets.ts'

/** Long enough for a page to load noVNC; CloudStack's own token lives one to two minutes. */
export const ticketMs = 45_000

export interface Ticket {
  seat: Seat
  target: Target
  /** Whoever watches may be thrown out. */
  takeover: boolean
  /** The id of a console of the same sign-in whose place it takes. */
  replaces?: string | undefined
}

/** Tickets not yet used. They hold what must not reach the browser; the browser holds 128 random bits. */
export class Tickets {
  readonly #now: () => number
  readonly #held = new Map<string, Ticket & { until: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** A new one for the same VM and sign-in replaces the old. */
  put(ticket: Ticket): string {
    this.#sweep()
    for (const [key, { seat }] of this.#held)
      if (seat.owner === ticket.seat.owner && seat.vm.id === ticket.seat.vm.id) this.#held.delete(key)
    const key = randomBytes(16).toString('base64url')
    this.#held.set(key, { ...ticket, until: this.#now() + ticketMs })
    return key
  }

  /** Good once, in time, and for the sign-in it was made for. */
  take(key: string, owner: string): Ticket | undefined {
    this.#sweep()
    const ticket = this.#held.get(key)
    if (!ticket || ticket.seat.owner !== owner) return undefined
    this.#held.delete(key)
    return ticket
  }

  /** The seats that are out. */
  seats(): Seat[] {
    this.#sweep()
    return [...this.#held.values()].map(({ seat }) => seat)
  }

  /** Those of a sign-in that has ended; all of them without one. */
  drop(owner?: string): void {
    for (const [key, { seat }] of this.#held) if (owner === undefined || seat.owner === owner) this.#held.delete(key)
  }

  /** All live equally long, so the oldest are the first. */
  #sweep(): void {
    for (const [key, { until }] of this.#held) {
      if (until > this.#now()) return
      this.#held.delete(key)
    }
  }
}
