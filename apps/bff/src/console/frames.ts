/** WebSocket frames towards a console proxy (RFC 6455), as far as a stream of bytes needs them. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** What came is no WebSocket frame of a server. */
export class BadFrame extends Error {}

export interface FrameListener {
  /** What data frames carry, as it comes: VNC is a stream, where frames end means nothing. */
  data(bytes: Buffer): void
  control(opcode: number, payload: Buffer): void
}

const none = Buffer.alloc(0)
const longestControl = 125

/**
 * Reads a server's frames, cut anyhow, without putting them together. What the frames of one chunk carry is handed on in
 * one piece: the chunk is the caller's to give, and what stands behind a header in it is moved to its front.
 */
export class FrameReader {
  readonly #listener: FrameListener
  /** The longest header of a server: two bytes and eight of length. */
  readonly #header = Buffer.alloc(10)
  #have = 0
  #need = 2
  #opcode = 0
  #left = 0
  #control: Buffer = none
  /** Of the chunk that is read, the part that is to be handed on. */
  #from = 0
  #to = 0

  constructor(listener: FrameListener) {
    this.#listener = listener
  }

  /** Throws BadFrame. */
  read(chunk: Buffer): void {
    this.#from = 0
    this.#to = 0
    for (let at = 0; at < chunk.length;) {
      if (this.#have < this.#need) at += this.#take(chunk, at)
      else at += this.#carried(chunk, at)
    }
    this.#hand(chunk)
  }

  #hand(chunk: Buffer): void {
    if (this.#from < this.#to) this.#listener.data(chunk.subarray(this.#from, this.#to))
    this.#from = this.#to
  }

  #take(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#header, this.#have, at, at + this.#need - this.#have)
    this.#have += taken
    if (this.#have === 2) this.#need = 2 + lengthBytes(this.#header[1]! & 127)
    if (this.#have === this.#need) this.#headed(chunk)
    return taken
  }

  #headed(chunk: Buffer): void {
    const [first = 0, second = 0] = this.#header
    this.#opcode = first & 15
    this.#left = lengthOf(this.#header, this.#need)
    const control = this.#opcode >= opcodes.close
    if ((first & 0x70) !== 0) throw new BadFrame('an extension that was not asked for')
    if ((second & 0x80) !== 0) throw new BadFrame('a masked frame')
    if (![0, 1, 2, 8, 9, 10].includes(this.#opcode)) throw new BadFrame(`opcode ${this.#opcode}`)
    if (control && (this.#left > longestControl || (first & 0x80) === 0)) throw new BadFrame('a long control frame')
    if (!Number.isSafeInteger(this.#left)) throw new BadFrame('a frame without end')
    if (this.#left === 0) this.#ended(chunk)
  }

  #carried(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#left)
    this.#left -= end - at
    if (this.#opcode >= opcodes.close) this.#control = Buffer.concat([this.#control, chunk.subarray(at, end)])
    else if (this.#from === this.#to) [this.#from, this.#to] = [at, end]
    else {
      chunk.copyWithin(this.#to, at, end)
      this.#to += end - at
    }
    if (this.#left === 0) this.#ended(chunk)
    return end - at
  }

  #ended(chunk: Buffer): void {
    this.#have = 0
    this.#need = 2
    if (this.#opcode < opcodes.close) return
    const payload = this.#control
    this.#control = none
    this.#hand(chunk)
    this.#listener.control(this.#opcode, payload)
  }
}

const lengthBytes = (short: number) => (short === 127 ? 8 : short === 126 ? 2 : 0)

function lengthOf(header: Buffer, need: number): number {
  if (need === 4) return header.readUInt16BE(2)
  return need === 10 ? Number(header.readBigUInt64BE(2)) : header[1]! & 127
}

/** Masks for frames to come: random numbers are drawn many at a time. */
const masks = new Uint32Array(256)
let drawn = 0

function nextMask(): Uint32Array {
  if (drawn === 0) drawn = crypto.getRandomValues(masks).length
  drawn -= 1
  return masks.subarray(drawn, drawn + 1)
}

/** A whole frame of a client: masked, as the protocol demands, four bytes at a time. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const extra = length > 65_535 ? 8 : length > longestControl ? 2 : 0
  const start = 6 + extra
  // Words must begin at multiples of four: where the payload does, of a buffer that has room for the last of them.
  const skip = -start & 3
  const room = Buffer.allocUnsafeSlow(skip + start + ((length + 3) & ~3))
  const frame = room.subarray(skip, skip + start + length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (extra === 8 ? 127 : extra === 2 ? 126 : length)
  if (extra === 2) frame.writeUInt16BE(length, 2)
  else if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.set(payload, start)
  const mask = nextMask()
  frame.set(new Uint8Array(mask.buffer, mask.byteOffset, 4), start - 4)
  const words = new Uint32Array(room.buffer, skip + start, (length + 3) >> 2)
  for (let at = 0; at < words.length; at += 1) words[at]! ^= mask[0]!
  return frame
}
