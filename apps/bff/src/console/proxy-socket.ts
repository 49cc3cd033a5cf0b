import type { Socket as Tcp } from 'node:net'
import { BadFrame, clientFrame, FrameReader, opcodes } from './frames.ts'
import type { Intake } from './intake.ts'
import type { Socket, SocketListener } from './socket.ts'

/** How long the other side may take to answer a close frame, ms. */
const farewell = 1_000

/**
 * A WebSocket to a console proxy, over a connection that has been upgraded. It differs from a common one in what it
 * leaves out: messages are not put together, pings not answered (the proxy would write the pong into the VNC stream),
 * and the close frame is empty for the same reason.
 */
export class ProxySocket implements Socket {
  readonly #tcp: Tcp
  readonly #intake: Intake
  readonly #reader: FrameReader
  #listener: SocketListener | undefined
  #end: [code: number, reason: string] = [1006, '']
  #closing = false
  readonly #sent = () => this.#listener?.sent()

  /** `intake`: where the connection is read into; what came with the answer to the upgrade is still in it. */
  constructor(tcp: Tcp, intake: Intake) {
    this.#tcp = tcp
    this.#intake = intake
    this.#reader = new FrameReader({
      data: (bytes) => !this.#closing && this.#listener?.message(bytes, true),
      control: (opcode, payload) => opcode === opcodes.close && this.#bidden(payload),
    })
    tcp.setTimeout(0)
    tcp.on('error', ({ message }) => (this.#end[1] ||= message))
    tcp.on('end', () => tcp.end())
    tcp.on('close', () => {
      intake.pause(false)
      this.#listener?.closed(...this.#end)
    })
  }

  get buffered(): number {
    return this.#tcp.writableLength
  }

  listen(listener: SocketListener): void {
    this.#listener = listener
    this.#intake.take((chunk) => this.#read(chunk))
    this.#tcp.resume()
  }

  send(data: Uint8Array): void {
    if (!this.#closing) this.#tcp.write(clientFrame(opcodes.binary, data), this.#sent)
  }

  text(): void {
    throw new Error('A console proxy is sent no text.')
  }

  ping(): void {
    throw new Error('A console proxy is sent no ping.')
  }

  close(): void {
    if (this.#closing) return
    this.#closing = true
    this.resume()
    this.#tcp.end(clientFrame(opcodes.close, new Uint8Array()))
    const timer = setTimeout(() => this.#tcp.destroy(), farewell)
    this.#tcp.on('close', () => clearTimeout(timer))
  }

  drop(): void {
    this.#tcp.destroy()
  }

  pause(): void {
    this.#intake.pause(true)
    this.#tcp.pause()
  }

  resume(): void {
    this.#intake.pause(false)
    this.#tcp.resume()
  }

  #read(chunk: Buffer): boolean {
    try {
      this.#reader.read(chunk)
      return this.#listener?.through?.() ?? false
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error
      this.#end = [1002, error.message]
      this.#tcp.destroy()
      return true
    }
  }

  /** The other side closes: 1005 is the code of a close frame without one. */
  #bidden(payload: Buffer): void {
    this.#end = payload.length < 2 ? [1005, ''] : [payload.readUInt16BE(0), payload.subarray(2).toString()]
    this.close()
  }
}
