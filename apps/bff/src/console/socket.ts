import type { WebSocket } from 'ws'

/** One end of a WebSocket as the relay uses it: `ws` is behind it, the simulator, or a test. */
export interface Socket {
  /** Who hears of it from now on; set before anything can come. */
  listen(listener: SocketListener): void
  /** One binary message in one frame. */
  send(data: Uint8Array): void
  text(message: string): void
  ping(): void
  /** A close frame, empty when no code is given, and then the end. */
  close(code?: number, reason?: string): void
  /** The end, without a close frame. */
  drop(): void
  /** Stops reading; what is on its way is held by the network. */
  pause(): void
  resume(): void
  /** Bytes that `send` took and the network has not. */
  readonly buffered: number
}

export interface SocketListener {
  message(data: Buffer, binary: boolean): void
  /** Nobody holds what `message` was given any longer: its memory may be written to. */
  through?(): boolean
  /** The network took something: `buffered` is less. */
  sent(): void
  pong(): void
  /** Once, whoever ended it; 1006 when no close frame came. */
  closed(code: number, reason: string): void
}

/** A `ws` socket that is open; its errors are told as the reason of its end. */
export function fromWs(ws: WebSocket): Socket {
  let listener: SocketListener | undefined
  const sent = () => listener?.sent()
  ws.on('message', (data, binary) => listener?.message(data as Buffer, binary))
  ws.on('pong', () => listener?.pong())
  let broken = ''
  // Its end always follows, and there it is told.
  ws.on('error', ({ message }) => (broken = message))
  ws.on('close', (code, reason) => listener?.closed(code, reason.toString() || broken))
  return {
    listen: (next) => void (listener = next),
    send: (data) => ws.send(data, sent),
    text: (message) => ws.send(message),
    ping: () => ws.ping(),
    close: (code, reason) => ws.close(code, reason),
    drop: () => ws.terminate(),
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    get buffered() {
      return ws.bufferedAmount
    },
  }
}
