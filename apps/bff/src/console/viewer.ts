import type { Cause } from './closings.ts'
import { closings, reasonOf, sentenceOf } from './closings.ts'
import { ClientMessages } from './client-messages.ts'
import type { Cancel, Clock } from './clock.ts'
import type { ConsoleControl } from './control.ts'
import { greetBrowser, NotRfb, serverInit, Talk, type Greeting } from './rfb.ts'
import type { Socket } from './socket.ts'

/** How often the browser is pinged, ms; twice without a sign of life and it is gone. */
export const pingEvery = 20_000

export interface ViewerListener {
  /** One of the first three messages, whole. */
  first(message: Buffer): void
  /** What comes after them. */
  data(bytes: Buffer): void
  sent(): void
  latency(ms: number): void
  /** What it sent is no VNC. */
  wrong(detail: string): void
  /** The socket is closed, whoever did it. */
  gone(detail: string): void
}

/** The browser's end: a VNC server without security, the control channel beside it, and what the browser may say. */
export class Viewer {
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #listener: ViewerListener
  readonly #messages: ClientMessages
  readonly #talk: Talk<void>
  #greeting: Greeting | undefined
  /** The browser said ClientInit. */
  #asked = false
  #early: Buffer[] = []
  /** Server data that came before ServerInit could go. */
  #held: Buffer[] = []
  #gate = 3
  #parts: Buffer[] = []
  #alive = true
  #closed = false
  #left = false
  #pingAt: number | undefined
  #cancelPing: Cancel

  constructor(socket: Socket, clock: Clock, viewOnly: boolean, listener: ViewerListener) {
    this.#socket = socket
    this.#clock = clock
    this.#listener = listener
    this.#messages = new ClientMessages(viewOnly)
    this.#talk = new Talk(
      greetBrowser((message) => socket.send(message)),
      (_, rest) => this.#said(rest),
    )
    socket.listen({
      message: (data, binary) => this.#message(data, binary),
      sent: () => {
        this.#alive = true
        listener.sent()
      },
      pong: () => this.#pong(),
      closed: (code, reason) => this.#gone(reason ? `${code} ${reason}` : String(code)),
    })
    this.#cancelPing = clock.after(pingEvery, () => this.#beat())
  }

  /** Between two of the browser's messages. */
  get atBoundary(): boolean {
    return this.#messages.whole
  }

  get buffered(): number {
    return this.#socket.buffered + this.#held.reduce((sum, { length }) => sum + length, 0)
  }

  /** The screen is known: the browser may learn of it when it has asked. */
  greet(greeting: Greeting): void {
    this.#greeting = greeting
    this.#heed(() => this.#begin())
    this.#ping()
  }

  start(): void {
    this.#talk.start()
  }

  /** From the hypervisor to the browser. */
  data(bytes: Buffer): void {
    if (this.#closed) return
    if (this.#began) this.#socket.send(bytes)
    else this.#held.push(bytes)
  }

  tell(message: ConsoleControl): void {
    if (!this.#closed) this.#socket.text(JSON.stringify(message))
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#alive = true
    this.#socket.resume()
  }

  /** Ends it, saying why. */
  close(cause: Cause, by?: string): void {
    if (this.#closed) return
    const { code, again } = closings[cause.why]
    const reason = sentenceOf(cause)
    this.tell({ type: 'closing', code, why: cause.why, reason, again, ...(by !== undefined && { by }) })
    this.#stop()
    this.#socket.resume()
    this.#socket.close(code, reasonOf(cause))
  }

  get #began(): boolean {
    return this.#asked && this.#greeting !== undefined
  }

  #begin(): void {
    if (!this.#began || !this.#greeting || this.#closed) return
    this.#socket.send(serverInit(this.#greeting))
    for (const bytes of this.#held.splice(0)) this.#socket.send(bytes)
    for (const data of this.#early.splice(0)) this.#read(data)
  }

  #message(data: Buffer, binary: boolean): void {
    this.#alive = true
    if (this.#closed || !binary || data.length === 0) return
    this.#heed(() => {
      if (!this.#asked) this.#talk.feed(data)
      else if (this.#began) this.#read(data)
      else this.#wait(data)
    })
  }

  /** What the browser sent is its own fault whenever it is looked at, also within a call of the proxy's side. */
  #heed(look: () => void): void {
    try {
      look()
    } catch (error) {
      this.#listener.wrong(error instanceof NotRfb ? `${error.step}: ${error.message}` : String(error))
    }
  }

  #said(rest: Buffer): void {
    this.#asked = true
    if (rest.length > 0) this.#wait(rest)
    this.#begin()
  }

  /** No client speaks before ServerInit, but the bytes of one that does are kept, as far as that goes. */
  #wait(data: Buffer): void {
    if (this.#early.length >= 16) throw new NotRfb('init', 'messages before ServerInit')
    this.#early.push(data)
  }

  #read(data: Buffer): void {
    let kept = 0
    const parts: Buffer[] = []
    this.#messages.read(data, (bytes, last) => {
      if (this.#gate > 0) return this.#gather(bytes, last)
      kept += bytes.length
      parts.push(bytes)
    })
    if (kept === data.length) this.#listener.data(data)
    else for (const part of parts) this.#listener.data(part)
  }

  #gather(bytes: Buffer, last: boolean): void {
    this.#parts.push(bytes)
    if (!last) return
    this.#gate -= 1
    this.#listener.first(Buffer.concat(this.#parts.splice(0)))
  }

  #beat(): void {
    if (!this.#alive) {
      this.#socket.drop()
      return this.#gone('no sign of life')
    }
    this.#alive = false
    this.#ping()
    this.#cancelPing = this.#clock.after(pingEvery, () => this.#beat())
  }

  #ping(): void {
    if (this.#closed) return
    this.#pingAt = this.#clock.now()
    this.#socket.ping()
  }

  #pong(): void {
    this.#alive = true
    if (this.#pingAt === undefined || this.#closed) return
    this.#listener.latency(this.#clock.now() - this.#pingAt)
    this.#pingAt = undefined
  }

  #stop(): void {
    this.#closed = true
    this.#cancelPing()
    this.#held = []
    this.#early = []
    this.#parts = []
  }

  #gone(detail: string): void {
    if (this.#left) return
    this.#left = true
    this.#stop()
    this.#listener.gone(detail)
  }
}
