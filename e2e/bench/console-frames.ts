// WebSocket frames as the consoles' bench needs them: counted, not put together. A library's receiver costs more than the
// relay that is to be measured.
import { createHash, randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'

const small = 125
const pong = 10
/** RFC 6455 §1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export const acceptOf = (key: string): string =>
  createHash('sha1')
    .update(key + guid)
    .digest('base64')

/** One whole frame; `masked` as a browser's is. */
export function frame(payload: Uint8Array, { masked = false, opcode = 2 } = {}): Buffer {
  const { length } = payload
  const long = length > 65_535 ? 8 : length > small ? 2 : 0
  const mask = masked ? randomBytes(4) : Buffer.alloc(0)
  const head = Buffer.alloc(2 + long)
  head[0] = 0x80 | opcode
  head[1] = (masked ? 0x80 : 0) | (long === 8 ? 127 : long === 2 ? 126 : length)
  if (long === 2) head.writeUInt16BE(length, 2)
  else if (long === 8) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, mask, masked ? payload.map((byte, at) => byte ^ mask[at & 3]!) : payload])
}

export interface FrameCounter {
  /** A binary frame of at most 125 bytes. */
  message(payload: Buffer): void
  /** A part of a longer one, as it comes. */
  part(length: number): void
  /** What a ping asks for. */
  ping(answer: Buffer): void
}

/** Reads frames, cut anyhow. Text is not for us. */
export function readFrames(listener: FrameCounter): (chunk: Buffer) => void {
  const head = Buffer.alloc(14 + small)
  let have = 0
  let need = 2
  let left = 0
  const ended = () => {
    const [first = 0, second = 0] = head
    const opcode = first & 15
    const payload = Buffer.from(head.subarray(need - (second & 127), need))
    if (second & 0x80) payload.forEach((byte, at) => (payload[at] = byte ^ head[2 + (at & 3)]!))
    have = 0
    need = 2
    if (opcode <= 2 && opcode !== 1) listener.message(payload)
    else if (opcode === 9) listener.ping(payload)
  }
  const headed = () => {
    const length = head[1]! & 127
    const mask = head[1]! & 0x80 ? 4 : 0
    if (length <= small) {
      need = 2 + mask + length
      if (have === need) ended()
      return
    }
    need = 2 + (length === 127 ? 8 : 2) + mask
    if (have < need) return
    left = length === 127 ? Number(head.readBigUInt64BE(2)) : head.readUInt16BE(2)
    have = 0
    need = 2
  }
  return (chunk) => {
    for (let at = 0; at < chunk.length;) {
      if (left > 0) {
        const length = Math.min(left, chunk.length - at)
        left -= length
        at += length
        listener.part(length)
        continue
      }
      const taken = chunk.copy(head, have, at, at + need - have)
      have += taken
      at += taken
      if (have === need) {
        if (have > 2 && (head[1]! & 127) <= small) ended()
        else headed()
      }
    }
  }
}

/** Answers pings, counts the rest. */
export function countBytes(socket: Duplex, heard: (length: number) => void): void {
  const read = readFrames({
    message: ({ length }) => heard(length),
    part: heard,
    ping: (payload) => void socket.write(frame(payload, { masked: true, opcode: pong })),
  })
  socket.on('data', read)
}
