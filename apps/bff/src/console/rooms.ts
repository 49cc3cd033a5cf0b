import type { Cause } from './closings.ts'
import type { Relay } from './relay.ts'
import type { Seat } from './seat.ts'

/** A console that is open, or whose other end is not yet left in good order. */
export interface Room {
  seat: Seat
  relay: Relay
  /** Epoch ms. */
  since: number
  /** The proxy as CloudStack named it, and the address it was reached at. */
  proxy: { host: string; address?: string }
  /** The browser's address. */
  client: string
  /** Resolves when nothing is left of it. */
  gone: Promise<void>
}

/** All consoles of this process. */
export class Rooms {
  readonly #all = new Map<string, Room>()

  add(room: Room): void {
    this.#all.set(room.seat.id, room)
    void room.gone.then(() => this.#all.delete(room.seat.id))
  }

  get(id: string): Room | undefined {
    const room = this.#all.get(id)
    return room?.relay.live ? room : undefined
  }

  /** Those with a browser. */
  live(): Room[] {
    return [...this.#all.values()].filter(({ relay }) => relay.live)
  }

  /** What there is of a VM, also what is only being left. */
  of(vmid: string): Room[] {
    return [...this.#all.values()].filter(({ seat }) => seat.vm.id === vmid)
  }

  end(cause: Cause, which: (room: Room) => boolean = () => true): void {
    for (const room of this.live()) if (which(room)) room.relay.end(cause)
  }

  /** Resolves when all are gone. */
  async empty(): Promise<void> {
    await Promise.all([...this.#all.values()].map(({ gone }) => gone))
  }
}
