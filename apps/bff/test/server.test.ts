import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const server = fileURLToPath(new URL('../src/server.ts', import.meta.url))
let dir = ''
let children: ChildProcess[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stratoview-'))
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

/** The server as a person starts it, with nothing of this test's own environment. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [server], { env: { DATA_DIR: dir, LOG_LEVEL: 'silent', ...env } })
  children.push(child)
  let out = ''
  let err = ''
  const address = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /Stratoview is at (\S+)\n/.exec(out)?.[1]
      if (found) resolve(found)
    })
  })
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }))
  return { child, address, ended }
}

/** A CloudStack that answers when it is told to. */
async function slowCloud() {
  const asked = Promise.withResolvers<ServerResponse>()
  const cloud = createServer((_, response) => asked.resolve(response)).listen(0, '127.0.0.1')
  await once(cloud, 'listening')
  const { port } = cloud.address() as AddressInfo
  return { cloud, port, asked: asked.promise, url: `http://127.0.0.1:${port}/client/api` }
}

test('starts on a simulated cloud, says where it is and who may sign in, and stops when told', async () => {
  const { child, address, ended } = run({ PORT: '0' })
  const at = await address
  expect(await (await fetch(`${at}/readyz`)).json()).toEqual({ ok: true })
  const login = await fetch(`${at}/api/session`, {
    method: 'POST',
    body: JSON.stringify({ username: 'admin', password: 'password' }),
    headers: { origin: at, 'content-type': 'application/json' },
  })
  expect(login.status).toBe(200)
  child.kill('SIGTERM')
  const { code, out, err } = await ended
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/operator +admin\n/)
  expect(out).toMatch(/end user +tenant\n/)
})

test('a running request ends before the server does', async () => {
  const { cloud, asked, url } = await slowCloud()
  const { child, address, ended } = run({ PORT: '0', CLOUDSTACK_URL: url })
  const at = await address
  const ready = fetch(`${at}/readyz`)
  const answer = await asked
  child.kill('SIGTERM')
  // As npm and its script pass a signal on that the process group has had already.
  child.kill('SIGTERM')
  // Nobody new is let in: the listening socket is closed first.
  await expect
    .poll(() =>
      fetch(`${at}/healthz`).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed')
  answer.writeHead(401, { 'content-type': 'application/json' })
  answer.end('{"listcapabilitiesresponse":{"errorcode":401,"errortext":"unable to verify user credentials"}}')
  expect((await ready).status).toBe(200)
  expect((await ended).code).toBe(0)
  cloud.close()
})

test('a second signal, when the first is not heeded, ends it at once', async () => {
  const { cloud, asked, url } = await slowCloud()
  const { child, address, ended } = run({ PORT: '0', CLOUDSTACK_URL: url })
  const ready = fetch(`${await address}/readyz`).catch(() => undefined)
  await asked
  child.kill('SIGINT')
  await new Promise((resolve) => setTimeout(resolve, 700))
  child.kill('SIGINT')
  expect((await ended).code).toBe(1)
  await ready
  cloud.closeAllConnections()
  cloud.close()
})

test.skipIf(!Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1')))(
  'on IPv6 alone it says an address that can be opened',
  async () => {
    const at = await run({ PORT: '0', HOST: '::1' }).address
    expect(at).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await fetch(`${at}/healthz`)).status).toBe(200)
  },
  20_000,
)

test('a taken port is one plain sentence', async () => {
  const { cloud, port } = await slowCloud()
  const { code, err } = await run({ PORT: String(port) }).ended
  expect([code, err]).toEqual([
    1,
    `Port ${port} of 127.0.0.1 is taken: stop what listens there, or set PORT to another.\n`,
  ])
  cloud.close()
})

test.each([
  [{ PORT: 'eighty' }, 'The environment variable PORT must be a whole number.\n'],
  [{ HOST: '203.0.113.7', PORT: '0' }, 'HOST is 203.0.113.7, which is not an address of this machine.\n'],
])(
  '%o is one plain sentence',
  async (env, sentence) => {
    const { code, err } = await run(env).ended
    expect([code, err]).toEqual([1, sentence])
  },
  20_000,
)
