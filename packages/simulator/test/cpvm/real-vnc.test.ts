import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { dial } from '../../bin/dial.ts'
import { bytes, number } from '../../src/cpvm/thread.ts'
import { createSimulator } from '../../src/index.ts'
import { Client } from '../client.ts'
import { ask, Browser, encodings, pixelFormat, Room, text, urlOf } from './console.ts'

const has = (...programs: string[]) => {
  try {
    for (const program of programs) execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const password = 'secret12'
const running: ChildProcess[] = []
const folders: string[] = []

afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'real-vnc-'))
  folders.push(made)
  return made
}

function run(program: string, args: readonly string[]): void {
  running.push(spawn(program, args, { stdio: 'ignore' }))
}

/** Once something listens there; asks again as soon as it is refused, for `for_` ms at most. */
async function listening(port: number, for_ = 20_000): Promise<void> {
  const until = Date.now() + for_
  const tried = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      const end = (is: boolean) => {
        socket.destroy()
        resolve(is)
      }
      socket.on('connect', () => end(true)).on('error', () => end(false))
    })
  while (!(await tried())) if (Date.now() > until) throw new Error(`nothing listens on ${port}`)
}

/** A browser that can be waited for. */
class PatientBrowser extends Browser {
  #wake: (() => void) | undefined

  override message(message: Uint8Array): void {
    super.message(message)
    this.#wake?.()
  }
  override close(code: number, reason: string): void {
    super.close(code, reason)
    this.#wake?.()
  }

  /** What came, once there is something, or nothing when the end came. */
  async next(): Promise<Uint8Array> {
    for (;;) {
      const got = this.received()
      if (got.length > 0 || this.ended) return got
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

async function watch(port: number, secret = password): Promise<PatientBrowser> {
  const client = new Client(createSimulator({ dial }), 'real')
  await client.login('admin')
  const room = new Room(client, 'r-902-VM')
  room.control.set({ vnc: { host: '127.0.0.1', port, password: secret } })
  const browser = new PatientBrowser()
  const url = urlOf(await room.endpoint())
  browser.enter(client.simulator.console.open({ url, headers: {}, protocols: ['binary'] }, browser))
  return browser
}

/** To the first picture; answers the type shown, the title and the rectangle's size. */
async function play(browser: PatientBrowser): Promise<{ type: number; title: string; pixels: number }> {
  expect(text(await browser.next())).toBe('RFB 003.008\n')
  browser.send(bytes('RFB 003.008\n'))
  const [, type = 0] = await browser.next()
  browser.send(bytes(type))
  expect(number(await browser.next())).toBe(0)
  browser.send(bytes(1))
  const init = await browser.next()
  for (const message of [pixelFormat, encodings(0), ask(false, 0, 0, 64, 64)]) browser.send(message)
  let update = new Uint8Array()
  while (update.length < 64 * 64 * 4) update = bytes(update, await browser.next()) as Uint8Array<ArrayBuffer>
  browser.leave()
  return { type, title: text(init.subarray(24)), pixels: update.length }
}

const xtigervnc = has('Xtigervnc', 'vncpasswd')
const qemu = has('qemu-system-x86_64', 'openssl')

describe.skipIf(!xtigervnc)('in front of Xtigervnc (skipped where it is not installed)', () => {
  const start = async () => {
    const file = join(folder(), 'passwd')
    writeFileSync(file, execFileSync('vncpasswd', ['-f'], { input: `${password}\n` }))
    const security = ['-SecurityTypes', 'VncAuth', '-PasswordFile', file]
    run('Xtigervnc', [
      ':4386',
      '-rfbport',
      '4386',
      '-localhost',
      ...security,
      '-AlwaysShared',
      '-ac',
      '-nolisten',
      'local',
    ])
    await listening(4386)
  }

  it('logs in by itself and shows the picture', { timeout: 30_000 }, async () => {
    await start()
    const { type, title } = await play(await watch(4386))
    expect([type, title]).toEqual([2, 'r-902-VM '])
  })

  it('is silent after a wrong password', { timeout: 30_000 }, async () => {
    await start()
    const browser = await watch(4386, 'mistaken')
    await browser.next()
    browser.send(bytes('RFB 003.008\n'))
    const [, type = 0] = await browser.next()
    browser.send(bytes(type))
    // A right one is answered by now: a second connection has come to its picture.
    await play(await watch(4386))
    expect([browser.fresh(), browser.ended]).toEqual([[], undefined])
  })
})

it('closes cleanly when the VNC port is closed', async () => {
  const browser = await watch(4387)
  await browser.next()
  expect(browser.ended).toEqual([1000, ''])
})

describe.skipIf(!qemu)('in front of QEMU (skipped where it is not installed)', () => {
  const certificates = () => {
    const at = folder()
    const file = (name: string) => join(at, name)
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
    const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout']
    openssl('req', '-x509', ...key, file('ca-key.pem'), '-out', file('ca-cert.pem'), '-subj', '/CN=ca')
    const ca = ['-CA', file('ca-cert.pem'), '-CAkey', file('ca-key.pem')]
    const own = ['-keyout', file('server-key.pem'), '-out', file('csr'), '-subj', '/CN=127.0.0.1']
    openssl('req', '-newkey', 'rsa:2048', '-nodes', ...own)
    openssl('x509', '-req', '-in', file('csr'), ...ca, '-CAcreateserial', '-days', '2', '-out', file('server-cert.pem'))
    return at
  }

  it('goes through VeNCrypt with X509Vnc to the picture', { timeout: 60_000 }, async () => {
    const machine = ['-M', 'pc', '-m', '64', '-nodefaults', '-vga', 'std', '-display', 'none', '-serial', 'none']
    const tls = ['-object', `tls-creds-x509,id=tls0,dir=${certificates()},endpoint=server,verify-peer=off`]
    const secret = ['-object', `secret,id=sec0,data=${password}`]
    const vnc = ['-vnc', '127.0.0.1:43,password-secret=sec0,tls-creds=tls0']
    run('qemu-system-x86_64', [...machine, ...tls, ...secret, ...vnc])
    await listening(5943)
    const { type, title } = await play(await watch(5943))
    expect([type, title]).toEqual([19, 'r-902-VM (TLS backend)'])
  })
})
