/** RFB's handshake, both ends of it: a client towards the console proxy, a server towards the browser. */

/** What a console proxy said of its screen. */
export interface Greeting {
  /** ServerInit as it came but for the name: size and pixel format. */
  format: Buffer
  /** The VM's display name. */
  name: string
  /** The proxy reaches the hypervisor by TLS. */
  secure: boolean
}

/** What came is not RFB, or not of the kind we speak. `step`: where in the handshake. */
export class NotRfb extends Error {
  readonly step: string
  constructor(step: string, message: string) {
    super(message)
    this.step = step
  }
}

/** The hypervisor would not let the console proxy in, and it was said so. */
export class Refused extends Error {}

/** What is said to the proxy; after `init` alone its answer may fail to come for no fault of the hypervisor's. */
export type Step = 'version' | 'type' | 'init'
export type Say = (message: Uint8Array, step: Step) => void

/** A conversation takes the bytes it asks for, however they are cut, and says things in between. */
export type Conversation<T> = Generator<number, T, Buffer>

const version38 = Buffer.from('RFB 003.008\n')
const version33 = Buffer.from('RFB 003.003\n')
const none = 1
/** 1 None, 2 VncAuth, 19 VeNCrypt: the proxy has proven itself to the hypervisor by then, for us they are all None. */
const known = new Set([1, 2, 19])
const longest = 4096

const pixelFormatBytes = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0]

/** As noVNC asks for it, so that a pixel that comes before its own request is still understood. */
export const setPixelFormat = Buffer.from([0, 0, 0, 0, ...pixelFormatBytes])
export const setRawEncoding = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0])
/** One pixel, at once: the smallest thing a VNC server must answer. */
export const askOnePixel = Buffer.from([3, 0, 0, 0, 0, 0, 0, 1, 0, 1])

/**
 * The client's part towards a console proxy, from its version to its ServerInit (reference "Console path", §1.5).
 * XenServer's tunnel speaks 3.3 without security. Throws NotRfb or Refused.
 */
export function* greetProxy(say: Say): Conversation<Greeting> {
  const version = (yield 12).toString('latin1')
  if (!/^RFB \d{3}\.\d{3}\n$/.test(version)) throw new NotRfb('version', 'no RFB version')
  if (version < 'RFB 003.007\n') yield* secure33(say)
  else yield* secure38(say)
  // Shared: an exclusive client would throw out others at the hypervisor.
  say(Buffer.of(1), 'init')
  const format = Buffer.from(yield 24)
  const length = format.readUInt32BE(20)
  if (length > longest) throw new NotRfb('init', `a name of ${length} bytes`)
  const title = length > 0 ? (yield length).toString('utf8') : ''
  const secure = / \(TLS backend\)\s*$/.test(title)
  return { format: format.subarray(0, 20), name: title.replace(/ \(TLS backend\)\s*$/, '').trim(), secure }
}

function* secure33(say: Say): Conversation<void> {
  say(version33, 'version')
  const type = (yield 4).readUInt32BE()
  if (type === 0) throw new Refused(yield* reason())
  if (type !== none) throw new NotRfb('types', `security type ${type} of RFB 3.3`)
}

function* secure38(say: Say): Conversation<void> {
  say(version38, 'version')
  const count = (yield 1)[0]!
  if (count === 0) throw new Refused(yield* reason())
  if (count > 32) throw new NotRfb('types', `${count} security types`)
  const types = [...(yield count)]
  const type = types.includes(none) ? none : types.find((one) => known.has(one))
  // Of several that all need a password none is the proxy's own offer: it shows exactly one.
  if (type === undefined || (type !== none && count > 1)) throw new NotRfb('types', `security types ${types.join(' ')}`)
  say(Buffer.of(type), 'type')
  const result = (yield 4).readUInt32BE()
  if (result === 1 || result === 2) throw new Refused(yield* reason())
  if (result !== 0) throw new NotRfb('result', `security result ${result}`)
}

function* reason(): Conversation<string> {
  const length = (yield 4).readUInt32BE()
  if (length > longest) throw new NotRfb('reason', `a reason of ${length} bytes`)
  return length > 0 ? (yield length).toString('utf8') : 'no reason given'
}

/** The server's part towards the browser, up to its ClientInit: 3.8 without security, whatever the proxy's own was. */
export function* greetBrowser(say: (message: Uint8Array) => void): Conversation<void> {
  say(version38)
  if (!(yield 12).equals(version38)) throw new NotRfb('version', 'another version than 3.8')
  say(Buffer.of(1, none))
  if ((yield 1)[0] !== none) throw new NotRfb('types', 'a security type that was not offered')
  say(Buffer.alloc(4))
  yield 1
}

/** ServerInit for the browser. */
export function serverInit({ format, name }: Greeting): Buffer {
  const title = Buffer.from(name)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(title.length)
  return Buffer.concat([format, length, title])
}

/** Drives a conversation by bytes cut anyhow. */
export class Talk<T> {
  readonly #conversation: Conversation<T>
  readonly #done: (result: T, rest: Buffer) => void
  #need: number | undefined
  #held: Buffer = Buffer.alloc(0)
  #running = false

  /** `done` hears what came after the conversation's last byte. Nothing happens before `start`. */
  constructor(conversation: Conversation<T>, done: (result: T, rest: Buffer) => void) {
    this.#conversation = conversation
    this.#done = done
  }

  start(): void {
    this.#step(this.#conversation.next())
    this.#run()
  }

  /** Throws what the conversation throws. */
  feed(data: Buffer): void {
    this.#held = this.#held.length > 0 ? Buffer.concat([this.#held, data]) : data
    this.#run()
  }

  #run(): void {
    // What it says may make the other end answer within the call: that answer waits its turn.
    if (this.#running) return
    this.#running = true
    try {
      while (this.#need !== undefined && this.#held.length >= this.#need) {
        const taken = this.#held.subarray(0, this.#need)
        this.#held = this.#held.subarray(this.#need)
        this.#step(this.#conversation.next(taken))
      }
    } finally {
      this.#running = false
    }
  }

  #step(next: IteratorResult<number, T>): void {
    this.#need = next.done ? undefined : next.value
    if (!next.done) return
    const rest = this.#held
    this.#held = Buffer.alloc(0)
    this.#done(next.value, rest)
  }
}
