import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ConsoleAnswer, ConsoleControl } from '../src/app.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
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

/** A process of ours, and the address it says it is at. */
async function run(script: string, address: RegExp, env: Record<string, string>) {
  const child = spawn(process.execPath, [fileOf(script)], { env: { DATA_DIR: dir, ...env } })
  children.push(child)
  let out = ''
  const at = await new Promise<string>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = address.exec(out)?.[1]
      if (found) resolve(found)
    }),
  )
  return { child, at, out: () => out, ended: once(child, 'close').then(([code]) => code as number | null) }
}

const startBff = (env: Record<string, string> = {}) =>
  run('../src/server.ts', /Stratoview is at (\S+)\n/, { PORT: '0', LOG_LEVEL: 'info', ...env })
const startSimulator = () =>
  run('../../../packages/simulator/bin/serve.ts', /is at (http:\S+)\/client\/api\n/, {
    SIM_PORT: '0',
    SIM_CONSOLE_PORT: '0',
  })

async function signIn(at: string) {
  const headers: Record<string, string> = { origin: at, 'content-type': 'application/json' }
  const post = (path: string, body: object) =>
    fetch(`${at}${path}`, { method: 'POST', body: JSON.stringify(body), headers })
  const login = await post('/api/session', { username: 'admin', password: 'password' })
  headers['cookie'] = login.headers.getSetCookie()[0]!.split(';')[0]!
  const routers = await (await fetch(`${at}/api/cs/listRouters?listall=true&state=Running`, { headers })).json()
  const { router } = routers as { router: { id: string; zonename: string }[] }
  const ask = async (virtualmachineid: string) =>
    (await (await post('/api/consoles', { virtualmachineid, takeover: true })).json()) as ConsoleAnswer & {
      mode: 'relay'
    }
  const open = (wsPath: string, more: Record<string, string> = {}) =>
    new WebSocket(`${at.replace('http', 'ws')}${wsPath}`, ['binary'], { headers: { ...headers, ...more } })
  return { ask, open, routers: router.filter(({ zonename }) => zonename === router[0]!.zonename) }
}

/** What a WebSocket says first: our version as bytes, states as text. */
function listen(ws: WebSocket) {
  const controls: ConsoleControl[] = []
  const bytes: Buffer[] = []
  ws.on('message', (data: Buffer, binary) =>
    binary ? bytes.push(data) : controls.push(JSON.parse(data.toString()) as ConsoleControl),
  )
  return { controls, bytes }
}

test('over the network: our own origin alone, the subprotocol, 1 MB frames end in 1009, and the server goes on', async () => {
  const { at, out } = await startBff()
  const { ask, open, routers } = await signIn(at)
  const { wsPath, ticket } = await ask(routers[0]!.id)
  const foreign = open(wsPath, { origin: 'https://evil.test' })
  const [, refused] = (await once(foreign, 'unexpected-response')) as [unknown, { statusCode: number }]
  expect(refused.statusCode).toBe(403)

  const ws = open(wsPath)
  const { controls, bytes } = listen(ws)
  await once(ws, 'open')
  expect([ws.protocol, ws.extensions]).toEqual(['binary', ''])
  await expect.poll(() => controls.length, { timeout: 5_000 }).toBeGreaterThan(1)
  await expect.poll(() => Buffer.concat(bytes).toString()).toBe('RFB 003.008\n')
  const closed = once(ws, 'close')
  ws.send(Buffer.alloc(1_000_000))
  expect((await closed)[0]).toBe(1009)

  const again = open(wsPath)
  expect(((await once(again, 'close')) as [number])[0]).toBe(4410)
  const other = request(`${at}/healthz`, { headers: { connection: 'upgrade', upgrade: 'h2c' } }).end()
  expect(((await once(other, 'response')) as [{ statusCode: number }])[0].statusCode).toBe(200)
  await expect.poll(out, { timeout: 5_000 }).toContain('"audit":"console-close"')
  expect(out()).toContain('Max payload size exceeded')
  expect(out()).not.toContain(ticket)
})

test('told to stop in the middle of handshakes, it finishes them first: no proxy is left spinning', async () => {
  const simulator = await startSimulator()
  const { child, at, ended } = await startBff({ CLOUDSTACK_URL: `${simulator.at}/client/api` })
  const { ask, open, routers } = await signIn(at)
  const codes: Promise<number>[] = []
  for (const { id } of routers.slice(0, 4)) {
    // A browser that says nothing: its proxy waits for three messages.
    const ws = open((await ask(id)).wsPath)
    const { controls } = listen(ws)
    codes.push(once(ws, 'close').then(([code]) => code as number))
    if (codes.length < 4) await expect.poll(() => controls.length, { timeout: 5_000 }).toBeGreaterThan(1)
    else await once(ws, 'open')
  }
  child.kill('SIGTERM')
  expect(await Promise.all(codes)).toEqual([4503, 4503, 4503, 4503])
  expect(await ended).toBe(0)
  const state = await (await fetch(`${simulator.at}/simulator/worlds//console`)).json()
  expect(state).toMatchObject({ opened: 4, spinners: 0, viewers: [] })
})
