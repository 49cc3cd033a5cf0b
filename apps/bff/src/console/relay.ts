import type { Cause } from './closings.ts'
import type { Clock } from './clock.ts'
import type { Connect } from './connect.ts'
import type { Greeting } from './rfb.ts'
import type { Socket } from './socket.ts'
import type { Target } from './targets.ts'
import { Upstream } from './upstream.ts'
import { Viewer } from './viewer.ts'

/** Bytes a side may have outstanding before the other is no longer read, and below which it is again. */
export const pressure = { high: 1024 * 1024, low: 256 * 1024 }
/** The proxy ends the session at a frame of more than 64 KiB. */
const largestFrame = 60 * 1024

export interface RelayOptions {
  browser: Socket
  clock: Clock
  connect: Connect
  viewOnly: boolean
  /** Why the proxy ended a session that ran: somebody else took over, or the VM is gone. */
  explain: (cause: Cause) => Promise<Explained>
  /** The browser's part is over: first cause, and who was behind it. */
  ended: (cause: Cause) => void
  /** Nothing is left of either side. */
  gone: () => void
  latency?: (hop: 'browser' | 'hypervisor', ms: number) => void
  greeted?: () => void
}

export interface Explained extends Cause {
  by?: string
}

export interface Traffic {
  /** Bytes from the VM to the browser, and the other way. */
  down: number
  up: number
}

/**
 * One console: a browser and a console proxy, and between them nothing but whole messages. It is a thing with a
 * lifetime: made when the browser's socket is there, over when both sides are.
 */
export class Relay {
  readonly traffic: Traffic = { down: 0, up: 0 }
  readonly #options: RelayOptions
  readonly #viewer: Viewer
  readonly #upstream: Upstream
  /** The browser's side is over, or is being explained why. */
  #over = false
  #explaining = false
  #viewerGone = false
  #upstreamGone = false
  #dialled = false
  #finished = false
  #heldDown = false
  #heldUp = false

  constructor(options: RelayOptions) {
    this.#options = options
    const { browser, clock, viewOnly } = options
    this.#upstream = new Upstream(clock, {
      opened: () => this.#viewer.tell({ type: 'state', state: 'greeting' }),
      greeted: (greeting) => this.#greeted(greeting),
      data: (bytes) => this.#down(bytes),
      through: () => this.#viewer.buffered === 0,
      sent: () => this.#relieve(),
      waiting: (waiting) => this.#viewer.tell({ type: 'silence', waiting }),
      latency: (ms) => this.#latency('hypervisor', ms),
      ended: (cause) => void this.#lost(cause),
      gone: () => this.#upstreamLeft(),
      atBoundary: () => this.#viewer.atBoundary,
    })
    this.#viewer = new Viewer(browser, clock, viewOnly, {
      first: (message) => {
        this.traffic.up += message.length
        this.#upstream.first(message)
      },
      data: (bytes) => this.#up(bytes),
      sent: () => this.#relieve(),
      latency: (ms) => this.#latency('browser', ms),
      wrong: (detail) => this.end({ why: 'bad-client', detail }),
      gone: (detail) => this.#browserGone(detail),
    })
    this.#viewer.tell({ type: 'state', state: 'connecting' })
    this.#viewer.start()
  }

  /** The browser is still there. */
  get live(): boolean {
    return !this.#over
  }

  /** Goes for the proxy; not before another session on the same VM has left it in good order. */
  dial(target: Target): void {
    if (this.#over) return
    this.#dialled = true
    this.#upstream.dial(this.#options.connect, target)
  }

  /** Ends it for a reason of ours. The first cause counts. */
  end(cause: Cause, by?: string): void {
    if (this.#over) return
    this.#over = true
    this.#viewer.close(cause, by)
    this.#options.ended(cause)
    this.#leave()
  }

  #greeted(greeting: Greeting): void {
    const { name, secure } = greeting
    this.#options.greeted?.()
    this.#viewer.tell({ type: 'state', state: 'connected', name, secure, viewOnly: this.#options.viewOnly })
    this.#viewer.greet(greeting)
  }

  #down(bytes: Buffer): void {
    this.traffic.down += bytes.length
    this.#viewer.data(bytes)
    if (this.#heldDown || this.#viewer.buffered <= pressure.high) return
    this.#heldDown = true
    this.#upstream.pause()
  }

  #up(bytes: Buffer): void {
    this.traffic.up += bytes.length
    for (let at = 0; at < bytes.length; at += largestFrame) this.#upstream.send(bytes.subarray(at, at + largestFrame))
    if (this.#heldUp || this.#upstream.buffered <= pressure.high) return
    this.#heldUp = true
    this.#viewer.pause()
  }

  #relieve(): void {
    if (this.#heldDown && this.#viewer.buffered < pressure.low) {
      this.#heldDown = false
      this.#upstream.resume()
    }
    if (this.#heldUp && this.#upstream.buffered < pressure.low) {
      this.#heldUp = false
      this.#viewer.resume()
    }
  }

  #latency(hop: 'browser' | 'hypervisor', ms: number): void {
    const rounded = Math.round(ms * 10) / 10
    this.#viewer.tell(
      hop === 'browser' ? { type: 'latency', browser: rounded } : { type: 'latency', hypervisor: rounded },
    )
    this.#options.latency?.(hop, ms)
  }

  async #lost(cause: Cause): Promise<void> {
    if (this.#over || this.#explaining) return
    this.#explaining = true
    const { by, ...explained } = cause.why === 'lost' ? await this.#options.explain(cause) : (cause as Explained)
    this.end(explained, by)
  }

  #browserGone(detail: string): void {
    this.#viewerGone = true
    if (!this.#over) {
      this.#over = true
      this.#options.ended({ why: 'left', detail })
      this.#leave()
    }
    this.#finish()
  }

  #leave(): void {
    if (this.#dialled) this.#upstream.leave()
    else this.#upstreamLeft()
  }

  #upstreamLeft(): void {
    this.#upstreamGone = true
    this.#finish()
  }

  #finish(): void {
    if (!this.#viewerGone || !this.#upstreamGone || this.#finished) return
    this.#finished = true
    this.#options.gone()
  }
}
