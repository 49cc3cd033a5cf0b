/** What the other side tells beside the picture, and how it ended. */
export interface ChannelListener {
  word(text: string): void
  closed(code: number, reason: string): void
}

/**
 * The WebSocket as noVNC takes it, without its text frames: those are the control channel. noVNC sets the `on…` fields.
 */
export class Channel {
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  readonly #socket: WebSocket

  constructor(socket: WebSocket, listener: ChannelListener) {
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => this.onopen?.())
    socket.addEventListener('error', (event) => this.onerror?.(event))
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === 'string') listener.word(data)
      else this.onmessage?.({ data })
    })
    socket.addEventListener('close', ({ code, reason }) => {
      // Before noVNC takes its picture off the page, so that the last one can be kept.
      listener.closed(code, reason)
      this.onclose?.({ code, reason })
    })
  }

  get protocol(): string {
    return this.#socket.protocol
  }
  get readyState(): number {
    return this.#socket.readyState
  }
  send(data: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data)
  }
  close(): void {
    this.#socket.close()
  }
}
