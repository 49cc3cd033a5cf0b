import { randomBytes } from 'node:crypto'

/** WebSocket frames towards a console proxy (RFC 6455), as far as a stream of bytes needs them. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** What came is no WebSocket frame of a server. */
export class BadFrame extends Error {}

export interface FrameListener {
  /** A part of what a data frame carries, as it comes: VNC is a stream, where frames end means nothing. */
  data(bytes: Buffer): void
  control(opcode: number, payload: Buffer): void
}

const none = Buffer.alloc(0)
const longestControl = 125

/** Reads a server's frames, cut anyhow, without putting them together: nothing is copied but headers. */
export class FrameReader {
  readonly #listener: FrameListener
  /** The longest header of a server: two bytes and eight of length. */
  readonly #header = Buffer.alloc(10)
  #have = 0
  #need = 2
  #opcode = 0
  #left = 0
  #control: Buffer = none

  constructor(listener: FrameListener) {
    this.#listener = listener
  }

  /** Throws BadFrame. */
  read(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#have < this.#need) {
        at += this.#take(chunk, at)
        continue
      }
      const part = chunk.subarray(at, at + this.#left)
      at += part.length
      this.#left -= part.length
      this.#carried(part)
    }
  }

  #take(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#header, this.#have, at, at + this.#need - this.#have)
    this.#have += taken
    if (this.#have === 2) this.#need = 2 + lengthBytes(this.#header[1]! & 127)
    if (this.#have === this.#need) this.#headed()
    return taken
  }

  #headed(): void {
    const [first = 0, second = 0] = this.#header
    this.#opcode = first & 15
    this.#left = lengthOf(this.#header, this.#need)
    const control = this.#opcode >= opcodes.close
    if ((first & 0x70) !== 0) throw new BadFrame('an extension that was not asked for')
    if ((second & 0x80) !== 0) throw new BadFrame('a masked frame')
    if (![0, 1, 2, 8, 9, 10].includes(this.#opcode)) throw new BadFrame(`opcode ${this.#opcode}`)
    if (control && (this.#left > longestControl || (first & 0x80) === 0)) throw new BadFrame('a long control frame')
    if (!Number.isSafeInteger(this.#left)) throw new BadFrame('a frame without end')
    if (this.#left === 0) this.#carried(none)
  }

  #carried(part: Buffer): void {
    if (this.#opcode < opcodes.close) {
      if (part.length > 0) this.#listener.data(part)
    } else this.#control = Buffer.concat([this.#control, part])
    if (this.#left > 0) return
    this.#have = 0
    this.#need = 2
    if (this.#opcode < opcodes.close) return
    const payload = this.#control
    this.#control = none
    this.#listener.control(this.#opcode, payload)
  }
}

const lengthBytes = (short: number) => (short === 127 ? 8 : short === 126 ? 2 : 0)

function lengthOf(header: Buffer, need: number): number {
  if (need === 4) return header.readUInt16BE(2)
  return need === 10 ? Number(header.readBigUInt64BE(2)) : header[1]! & 127
}

/** A whole frame of a client: masked, as the protocol demands. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const extra = length > 65_535 ? 8 : length > longestControl ? 2 : 0
  const start = 6 + extra
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (extra === 8 ? 127 : extra === 2 ? 126 : length)
  if (extra === 2) frame.writeUInt16BE(length, 2)
  else if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2)
  const mask = randomBytes(4)
  frame.set(mask, start - 4)
  for (let at = 0; at < length; at += 1) frame[start + at] = payload[at]! ^ mask[at & 3]!
  return frame
}
