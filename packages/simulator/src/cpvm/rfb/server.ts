import type { TextScreen } from '../screen/text-screen.ts'
import { ascii, bytes, number, Thread, type Work } from '../thread.ts'
import { vncAuthAnswer } from './des.ts'
import { readFormat } from './pixels.ts'
import { Painter } from './painter.ts'

export interface KeyEvent {
  down: boolean
  keysym: number
  /** XT scancode, when the client said which key it was; `0x80` more for those with an `e0` before. */
  scancode?: number
}

export interface RfbOptions {
  version: '003.003' | '003.008'
  /** Security types offered, in order: 1 None, 2 VncAuth, 19 VeNCrypt with X509Vnc. None at all is a refusal. */
  types: readonly number[]
  password: string
  /** 16 bytes nobody knows. */
  challenge: Uint8Array
  name: string
  screen: TextScreen
  /** Whether it takes QEMU's extended key events. */
  extendedKeys: boolean
  send: (bytes: Uint8Array) => void
  key: (event: KeyEvent) => void
  /** It has hung up. */
  end: () => void
}

export const vncAuth = 2
export const veNCrypt = 19
export const x509Vnc = 261
const resize = { serverSide: 0, thisClient: 1 }

/** A VNC server as QEMU's, its screen a TextScreen: RFB 3.8 (or 3.3), raw encoding, incremental updates. */
export class RfbServer {
  readonly #options: RfbOptions
  readonly #thread: Thread
  readonly #painter: Painter
  #unwatch: (() => void) | undefined
  #dead = false

  constructor(options: RfbOptions) {
    this.#options = options
    this.#painter = new Painter(options.screen, (update) => this.#send(update))
    this.#thread = new Thread(this.#serve(), () => this.#hangUp())
  }

  start(): void {
    this.#thread.start()
  }

  receive(data: Uint8Array): void {
    if (!this.#dead) this.#thread.feed(data)
  }

  /** Nothing comes out of it any more: its VM is gone, or its client. */
  halt(): void {
    this.#dead = true
    this.#thread.stop()
    this.#unwatch?.()
  }

  #hangUp(): void {
    this.halt()
    this.#options.end()
  }

  #send(data: Uint8Array): void {
    if (!this.#dead) this.#options.send(data)
  }

  *#serve(): Work {
    const { version, screen } = this.#options
    const name = bytes(this.#options.name)
    this.#send(bytes(`RFB ${version}\n`))
    if (!/^RFB \d{3}\.\d{3}\n$/.test(ascii(yield 12))) throw new Error('no RFB version')
    yield* version === '003.003' ? this.#secure33() : this.#secure38()
    yield 1
    this.#send(bytes([screen.width, 2], [screen.height, 2], this.#painter.formatBytes(), [name.length, 4], name))
    this.#unwatch = screen.watch(() => this.#painter.flush())
    for (;;) yield* this.#message(number(yield 1))
  }

  *#secure33(): Work {
    const [type = 0] = this.#options.types
    this.#send(bytes([type, 4]))
    if (type === vncAuth) yield* this.#challenge()
  }

  *#secure38(): Work {
    const { types } = this.#options
    if (types.length === 0) {
      const reason = 'Too many security failures'
      this.#send(bytes(0, [reason.length, 4], reason))
      throw new Error(reason)
    }
    this.#send(bytes(types.length, Uint8Array.from(types)))
    const chosen = number(yield 1)
    if (!types.includes(chosen)) throw new Error('a type that was not offered')
    if (chosen === veNCrypt) yield* this.#veNCrypt()
    if (chosen === vncAuth || chosen === veNCrypt) yield* this.#challenge()
    else this.#send(bytes([0, 4]))
  }

  /** Up to the start of TLS, which the connection's two ends do by themselves. */
  *#veNCrypt(): Work {
    this.#send(bytes(0, 2))
    if (number(yield 2) !== 2) throw new Error('another version of VeNCrypt')
    this.#send(bytes(0, 1, [x509Vnc, 4]))
    if (number(yield 4) !== x509Vnc) throw new Error('a type that was not offered')
    this.#send(bytes(1))
  }

  *#challenge(): Work {
    const { challenge, password } = this.#options
    this.#send(challenge)
    const answer = yield 16
    const right = vncAuthAnswer(challenge, password)
    if (right.every((byte, at) => byte === answer[at])) return this.#send(bytes([0, 4]))
    const reason = 'Authentication failed'
    this.#send(bytes([1, 4], [reason.length, 4], reason))
    throw new Error(reason)
  }

  *#message(type: number): Work {
    if (type === 0) this.#painter.format = readFormat((yield 19).subarray(3))
    else if (type === 2) yield* this.#encodings()
    else if (type === 3) this.#request(yield 9)
    else if (type === 4) this.#keysym(yield 7)
    else if (type === 5) yield 5
    else if (type === 6) yield* this.#cutText()
    else if (type === 150) yield 9
    else if (type === 248) yield* skip(number((yield 8).subarray(7)))
    else if (type === 250) yield 3
    else if (type === 251) yield* this.#resize()
    else if (type === 255) yield* this.#extended()
    else throw new Error(`message type ${type}`)
  }

  *#encodings(): Work {
    const count = number((yield 3).subarray(1))
    const list = count === 0 ? new Uint8Array() : yield count * 4
    const encodings = new Set(Array.from({ length: count }, (_, at) => number(list.subarray(at * 4, at * 4 + 4)) | 0))
    this.#painter.encodings = encodings
    const { width, height } = this.#options.screen
    if (this.#options.extendedKeys && encodings.has(-258)) this.#painter.announceKeys(width, height)
    if (encodings.has(-308)) this.#painter.announceSize(resize.serverSide)
  }

  #request(told: Uint8Array): void {
    const [x = 0, y = 0, width = 0, height = 0] = [1, 3, 5, 7].map((at) => number(told.subarray(at, at + 2)))
    this.#painter.request({ x, y, width, height }, told[0] !== 0)
  }

  #keysym(told: Uint8Array): void {
    this.#options.key({ down: told[0] !== 0, keysym: number(told.subarray(3)) })
  }

  *#extended(): Work {
    if (number(yield 1) !== 0) throw new Error('an unknown message of QEMU')
    const told = yield 10
    const keysym = number(told.subarray(2, 6))
    this.#options.key({ down: number(told.subarray(0, 2)) !== 0, keysym, scancode: number(told.subarray(6)) })
  }

  *#cutText(): Work {
    const length = number((yield 7).subarray(3)) | 0
    yield* skip(Math.abs(length))
  }

  *#resize(): Work {
    const told = yield 7
    yield* skip((told[5] ?? 0) * 16)
    const [width, height] = [number(told.subarray(1, 3)), number(told.subarray(3, 5))]
    const fits = width >= 90 && height >= 32 && width <= 4096 && height <= 4096
    if (fits) this.#options.screen.resize(width, height)
    this.#painter.announceSize(resize.thisClient, fits ? 0 : 3)
  }
}

function* skip(count: number): Work {
  if (count > 0) yield count
}
