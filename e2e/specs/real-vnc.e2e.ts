import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page, TestInfo } from '@playwright/test'
import { expect, test, type Cloud } from '../fixtures.ts'
import { pixels, screenOf, traits } from '../screens.ts'

// Browser, BFF and simulated console proxy as ever, but behind the proxy a VNC server that nobody here wrote.
// `npm test` installs both where it may (scripts/vnc-servers.mjs).

const password = 'secret12'
const running: ChildProcess[] = []
let dir = ''

test.beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'real-vnc-'))
})
test.afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
  rmSync(dir, { recursive: true, force: true })
})

function missing(...programs: string[]): string {
  const without = programs.filter((program) => {
    try {
      execFileSync('which', [program], { stdio: 'ignore' })
      return false
    } catch {
      return true
    }
  })
  return without.length > 0 ? `${without.join(' and ')} not installed` : ''
}

/** One for each suite and worker, below those the system gives to whoever asks for any. */
const portOf = ({ parallelIndex }: TestInfo) => 15_000 + Number(process.env.E2E_PORT ?? 4180) + parallelIndex

/** Starts a VNC server and resolves once it listens. */
async function serve(program: string, args: readonly string[], port: number): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  running.push(child)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const reached = () =>
    new Promise<boolean>((resolve) => {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`)
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => resolve(Boolean(socket.destroy())))
      socket.on('error', () => resolve(false))
    })
  await expect.poll(reached, { timeout: 30_000, message: said }).toBe(true)
}

/** The screen of a router, shown in its own window. */
async function watch(page: Page, cloud: Cloud, name: string): Promise<Locator> {
  const { router } = await cloud.call('listRouters', { listall: 'true', name })
  await page.goto(`/console/${(router as { id: string }[])[0]!.id}?kind=router`)
  await expect(page.getByText(/^Connected \d+ s$/)).toBeVisible({ timeout: 20_000 })
  return screenOf(page)
}

test('Xtigervnc with a password: its screen is painted', async ({ page, cloud }, info) => {
  const lacks = missing('Xtigervnc', 'vncpasswd')
  test.skip(lacks !== '', lacks)
  const port = portOf(info)
  const file = join(dir, 'passwd')
  writeFileSync(file, execFileSync('vncpasswd', ['-f'], { input: `${password}\n` }))
  const security = ['-SecurityTypes', 'VncAuth', '-PasswordFile', file, '-localhost', '-AlwaysShared']
  // A white root, where a screen without a picture is black.
  const screen = ['-geometry', '640x480', '-depth', '24', '-wr', '-ac', '-nolisten', 'local']
  await serve('Xtigervnc', [`:${port}`, '-rfbport', String(port), ...security, ...screen], port)
  await traits(cloud, { vnc: { host: '127.0.0.1', port, password } })
  const canvas = await watch(page, cloud, 'r-745-VM')
  // All but the pointer.
  await expect.poll(async () => (await pixels(canvas)).lit).toBeGreaterThan(640 * 480 * 0.99)
  await expect(page.getByText('console proxy to hypervisor without TLS')).toBeVisible()
})

test('QEMU by VeNCrypt and X.509: a machine’s firmware is on the screen, and all the way to it is TLS', async ({
  page,
  cloud,
}, info) => {
  const lacks = missing('qemu-system-x86_64', 'openssl')
  test.skip(lacks !== '', lacks)
  const file = (name: string) => join(dir, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout']
  openssl('req', '-x509', ...key, file('ca-key.pem'), '-out', file('ca-cert.pem'), '-days', '2', '-subj', '/CN=ca')
  openssl('req', ...key, file('server-key.pem'), '-out', file('csr'), '-subj', '/CN=127.0.0.1')
  const ca = ['-CA', file('ca-cert.pem'), '-CAkey', file('ca-key.pem'), '-CAcreateserial', '-days', '2']
  openssl('x509', '-req', '-in', file('csr'), ...ca, '-out', file('server-cert.pem'))
  const port = portOf(info)
  const machine = ['-M', 'pc', '-m', '64', '-nodefaults', '-vga', 'std', '-display', 'none', '-serial', 'none']
  const tls = ['-object', `tls-creds-x509,id=tls0,dir=${dir},endpoint=server,verify-peer=off`]
  const secret = ['-object', `secret,id=sec0,data=${password}`]
  const vnc = ['-vnc', `127.0.0.1:${port - 5900},password-secret=sec0,tls-creds=tls0`]
  await serve('qemu-system-x86_64', [...machine, ...tls, ...secret, ...vnc], port)
  await traits(cloud, { vnc: { host: '127.0.0.1', port, password } })
  const canvas = await watch(page, cloud, 'r-760-VM')
  // SeaBIOS in 720 × 400: white letters on black.
  await expect.poll(async () => (await pixels(canvas)).lit, { timeout: 30_000 }).toBeGreaterThan(500)
  expect((await pixels(canvas)).width).toBe(720)
  await expect(page.getByText('TLS up to the hypervisor')).toBeVisible()
})
