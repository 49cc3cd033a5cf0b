import { NotRfb } from './rfb.ts'

/** How long a client's message is: its first bytes, and by those how many more. */
interface Shape {
  header: number
  body?: (header: Buffer) => number
  /** Changes something at the VM: not for who may only look. */
  acts?: true
}

/** What noVNC 1.7 sends, and all that is let through. Clipboard lengths are negative in the extended format. */
const shapes: Readonly<Record<number, Shape>> = {
  0: { header: 20 }, // SetPixelFormat
  2: { header: 4, body: (header) => header.readUInt16BE(2) * 4 }, // SetEncodings
  3: { header: 10 }, // FramebufferUpdateRequest
  4: { header: 8, acts: true }, // KeyEvent
  5: { header: 6, body: (header) => (header[1]! & 0x80 ? 1 : 0), acts: true }, // PointerEvent, the extended one too
  6: { header: 8, body: (header) => Math.abs(header.readInt32BE(4)), acts: true }, // ClientCutText
  150: { header: 10 }, // EnableContinuousUpdates
  248: { header: 9, body: (header) => header[8]! }, // ClientFence
  250: { header: 4, acts: true }, // xvp: shutdown, reboot, reset
  251: { header: 8, body: (header) => header[6]! * 16, acts: true }, // SetDesktopSize
  255: { header: 12, acts: true }, // QEMU: extended key event
}

/** More than a clipboard ever is; a length beyond it is no message of ours. */
const longest = 8 * 1024 * 1024

/** Follows the stream of a client's messages, cut anyhow. Throws NotRfb at what is no message noVNC sends. */
export class ClientMessages {
  readonly #viewOnly: boolean
  readonly #header = Buffer.alloc(20)
  #have = 0
  #shape: Shape | undefined
  #left = 0

  constructor(viewOnly: boolean) {
    this.#viewOnly = viewOnly
  }

  /** Nothing of a message is open: another can be put in between. */
  get whole(): boolean {
    return this.#shape === undefined
  }

  /** Hands on the parts of messages in `data` that may go to the VM; `last`: the message ends with this part. */
  read(data: Buffer, part: (bytes: Buffer, last: boolean) => void): void {
    for (let at = 0; at < data.length;) {
      const shape = (this.#shape ??= shapeOf(data[at]!))
      const head = Math.min(shape.header - this.#have, data.length - at)
      if (head > 0) this.#headed(shape, data.subarray(at, at + head))
      const body = Math.min(this.#left, data.length - at - head)
      this.#left -= body
      const last = this.#have === shape.header && this.#left === 0
      if (last) this.#shape = undefined
      if (last) this.#have = 0
      const bytes = data.subarray(at, at + head + body)
      at += bytes.length
      if (!this.#viewOnly || !shape.acts) part(bytes, last)
    }
  }

  #headed(shape: Shape, bytes: Buffer): void {
    this.#have += bytes.copy(this.#header, this.#have)
    if (this.#have < shape.header) return
    this.#left = shape.body?.(this.#header) ?? 0
    if (this.#left > longest) throw new NotRfb('message', `${this.#left} bytes of message type ${this.#header[0]}`)
    if (this.#header[0] === 255 && this.#header[1] !== 0) throw new NotRfb('message', 'an unknown message of QEMU')
  }
}

function shapeOf(type: number): Shape {
  const shape = shapes[type]
  if (!shape) throw new NotRfb('message', `message type ${type}`)
  return shape
}
