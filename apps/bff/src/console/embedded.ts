import type { Clock } from './clock.ts'
import type { Connect, ConnectListener } from './connect.ts'
import type { Socket, SocketListener } from './socket.ts'
import type { Target } from './targets.ts'

/** A console proxy that is a function in this process: the simulator's `console.open`. */
export type OpenConsole = (
  request: {
    url: string
    headers: Readonly<Record<string, string | undefined>>
    protocols: readonly string[]
    servername?: string
    now?: () => number
  },
  peer: {
    message(bytes: Uint8Array): void
    close(code: number, reason: string): void
    drop(): void
  },
) =>
  | { status: 101; connection: { frame(payload: Uint8Array, opcode: number): void; close(): void } }
  | { status: 400; reason: string }
  | { status: 0 }

const opcodes = { binary: 2, close: 8 }

/** Bytes left unread at which a proxy is hung up on: one over the network would have to wait, one in this process cannot. */
export const mostUnread = 96 * 1024 * 1024

/** Connects to proxies of this process as the network would: what they say comes later, never within a call of ours. */
export function overEmbedded(open: OpenConsole, clock: Pick<Clock, 'now'>): Connect {
  return (target, listener) => queueMicrotask(() => connect(open, clock, target, listener))
}

function connect(open: OpenConsole, clock: Pick<Clock, 'now'>, target: Target, listener: ConnectListener): void {
  const { host, port, secure, path, token, extra } = target
  const url = `${secure ? 'wss' : 'ws'}://${host}:${port}/${path}?token=${token}&extra=${extra}`
  const end = new EmbeddedSocket()
  const headers = { host: `${host}:${port}` }
  const opened = open(
    { url, headers, protocols: ['binary'], servername: secure ? host : undefined, now: () => clock.now() },
    {
      message: (bytes) => end.message(bytes),
      close: (code, reason) => end.ended(code, reason),
      drop: () => end.ended(1006, ''),
    },
  )
  if (opened.status !== 101) {
    const detail = opened.status === 0 ? 'nothing listens there' : `it answered ${opened.status}: ${opened.reason}`
    return listener.failed({ why: 'unreachable', detail })
  }
  end.connection = opened.connection
  listener.opened(end, host)
}

type Event = { message: Buffer } | { closed: [number, string] }

class EmbeddedSocket implements Socket {
  connection: { frame(payload: Uint8Array, opcode: number): void; close(): void } | undefined
  readonly buffered = 0
  #listener: SocketListener | undefined
  #events: Event[] = []
  #unread = 0
  #paused = false
  #planned = false
  #over = false

  listen(listener: SocketListener): void {
    this.#listener = listener
  }
  send(data: Uint8Array): void {
    if (!this.#over) this.connection?.frame(data, opcodes.binary)
  }
  text(): void {
    throw new Error('A console proxy is sent no text.')
  }
  ping(): void {
    throw new Error('A console proxy is sent no ping.')
  }
  close(): void {
    if (this.#over) return
    this.connection?.frame(new Uint8Array(), opcodes.close)
    this.drop()
  }
  drop(): void {
    this.connection?.close()
    this.ended(1006, '')
  }
  pause(): void {
    this.#paused = true
  }
  resume(): void {
    this.#paused = false
    this.#plan()
  }

  /** The proxy speaks. */
  message(bytes: Uint8Array): void {
    if (this.#over) return
    this.#unread += bytes.byteLength
    if (this.#unread > mostUnread) {
      this.#events = []
      this.connection?.close()
      return this.ended(1006, 'too much was left unread')
    }
    this.#put({ message: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) })
  }

  ended(code: number, reason: string): void {
    if (this.#over) return
    this.#over = true
    this.#put({ closed: [code, reason] })
  }

  #put(event: Event): void {
    this.#events.push(event)
    this.#plan()
  }

  #plan(): void {
    if (this.#planned || this.#events.length === 0) return
    this.#planned = true
    queueMicrotask(() => {
      this.#planned = false
      this.#deliver()
    })
  }

  #deliver(): void {
    while (!this.#paused) {
      const event = this.#events.shift()
      if (!event) return
      if ('message' in event) {
        this.#unread -= event.message.byteLength
        this.#listener?.message(event.message, true)
      } else this.#listener?.closed(...event.closed)
    }
  }
}
