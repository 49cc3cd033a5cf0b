import type { ConsoleEndpoint } from '@stratoview/api-client'
import type { ConsoleConnection, ConsoleOpened, ConsolePeer, ConsoleRequest, ConsoleTraits } from '../../src/index.ts'
import { ascii, bytes, number } from '../../src/cpvm/thread.ts'
import { operator, type Client } from '../client.ts'

export const text = (from: Uint8Array) => ascii(from)
/** RFB's three first messages, as noVNC sends them. */
export const pixelFormat = bytes(0, 0, 0, 0, 32, 24, 0, 1, [255, 2], [255, 2], [255, 2], 16, 8, 0, 0, 0, 0)
export const encodings = (...list: number[]) =>
  bytes(2, 0, [list.length, 2], ...list.map((one) => [one >>> 0, 4] as const))
export const ask = (incremental: boolean, x = 0, y = 0, width = 720, height = 400) =>
  bytes(3, Number(incremental), [x, 2], [y, 2], [width, 2], [height, 2])
export const keepalive = ask(false, 0, 0, 1, 1)
export const key = (down: boolean, keysym: number) => bytes(4, Number(down), 0, 0, [keysym, 4])
export const scancode = (down: boolean, code: number, keysym = 0) =>
  bytes(255, 0, [Number(down), 2], [keysym, 4], [code, 4])

/** The world of one test, with a running KVM router to look at. */
export class Room {
  readonly client: Client
  /** Its name. */
  readonly vm: string

  constructor(client: Client, vm: string) {
    this.client = client
    this.vm = vm
  }

  get control() {
    return this.client.simulator.control.console(this.client.world.name)
  }
  get row() {
    const row = this.client.world.tables.routers.find(({ name }) => name === this.vm)
    if (!row) throw new Error(`no ${this.vm}`)
    return row
  }

  pass(ms: number): void {
    this.client.pass(ms)
  }

  /** What `createConsoleEndpoint` answers. */
  async endpoint(id: string = this.row.id, token?: string): Promise<ConsoleEndpoint> {
    const told = { virtualmachineid: id, ...(token === undefined ? {} : { token }) }
    const { inside } = await this.client.call('createConsoleEndpoint', told, 'POST')
    return inside.consoleendpoint as ConsoleEndpoint
  }

  /** A viewer on a fresh endpoint. */
  async view(more: Partial<ConsoleRequest> = {}): Promise<Browser> {
    const endpoint = await this.endpoint()
    return this.open({ url: urlOf(endpoint), ...more })
  }

  async open(request: Partial<ConsoleRequest> & { url: string }): Promise<Browser> {
    const browser = new Browser()
    browser.enter(this.client.simulator.console.open({ headers: {}, protocols: ['binary'], ...request }, browser))
    await Promise.resolve()
    return browser
  }
}

export const urlOf = ({ websocket }: ConsoleEndpoint, query = '') =>
  `ws://${websocket?.host}:${websocket?.port}/${websocket?.path}?token=${websocket?.token}${query}`

export async function room(traits: Partial<ConsoleTraits> = {}, vm = 'r-902-VM'): Promise<Room> {
  const made = new Room(await operator(), vm)
  made.control.set(traits)
  return made
}

/** A client of a console proxy that keeps what it hears. */
export class Browser implements ConsolePeer {
  readonly messages: Uint8Array[] = []
  /** `[1006]` for a drop, else code and reason. */
  ended: [number, string?] | undefined
  opened: ConsoleOpened | undefined
  #connection: ConsoleConnection | undefined
  #read = 0

  message(message: Uint8Array): void {
    this.messages.push(message)
  }
  close(code: number, reason: string): void {
    this.ended = [code, reason]
  }
  drop(): void {
    this.ended = [1006]
  }

  enter(opened: ConsoleOpened): void {
    this.opened = opened
    if (opened.status === 101) this.#connection = opened.connection
  }

  send(payload: Uint8Array, opcode = 2, at?: number): void {
    this.#connection?.frame(payload, opcode, at)
  }

  leave(): void {
    this.#connection?.close()
  }

  /** The messages that came since this was last asked. */
  fresh(): Uint8Array[] {
    const fresh = this.messages.slice(this.#read)
    this.#read = this.messages.length
    return fresh
  }

  /** All of it as one. */
  received(): Uint8Array {
    return bytes(...this.fresh())
  }

  /** Up to the ServerInit of path (a); answers its title. */
  shakeHands(): string {
    const version = text(this.received())
    if (version !== 'RFB 003.008\n') throw new Error(`version ${version}`)
    this.send(bytes('RFB 003.008\n'))
    const [, type = 0] = this.received()
    this.send(bytes(type))
    if (number(this.received()) !== 0) throw new Error('no SecurityResult')
    this.send(bytes(1))
    const init = this.received()
    return new TextDecoder().decode(init.subarray(24))
  }

  /** The three messages after which the proxy lets the picture through. */
  begin(...list: number[]): void {
    this.send(pixelFormat)
    this.send(encodings(0, -223, ...list))
    this.send(ask(false))
  }

  /** Types characters a US keyboard has unshifted, by keysym. */
  type(written: string): void {
    for (const character of written) {
      const keysym = character === '\n' ? 0xff0d : (character.codePointAt(0) ?? 0)
      this.send(key(true, keysym))
      this.send(key(false, keysym))
    }
  }
}
