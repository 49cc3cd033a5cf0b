import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../bin/serve.ts', import.meta.url))
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill()
})

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [script], { env: { ...process.env, HOST: '127.0.0.1', ...env } })
  running.push(child)
  return child
}

/** Its address, once it has said so. */
async function address(child: ChildProcess): Promise<string> {
  const [said] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  const [at] = /http:\/\/[\d.:]+/.exec(said.toString()) ?? []
  if (!at) throw new Error(said.toString())
  return at
}

async function ending(child: ChildProcess): Promise<{ said: string; code: number }> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { said, code }
}

it('serves, takes orders and says plainly when its port is taken', { timeout: 30_000 }, async () => {
  const at = await address(start({ SIM_PORT: '0', SIM_CLOCK: 'manual' }))
  const order = (world: string, body: string) => fetch(`${at}/simulator/worlds/${world}`, { method: 'POST', body })
  const login = () =>
    fetch(`${at}/client/api?response=json`, {
      method: 'POST',
      body: new URLSearchParams({ command: 'login', username: 'admin+orders', password: 'password' }),
    })
  const before = await login()
  expect([before.status, before.headers.getSetCookie().length]).toEqual([200, 2])
  expect((await order('orders', '{"advance":8000}')).status).toBe(200)
  const after = await login()
  const dateOf = (response: Response) => Date.parse(response.headers.get('date') ?? '')
  expect(dateOf(after) - dateOf(before)).toBe(8_000)
  expect((await order('orders', '{"fault":{"command":"login","kind":"refuse"}}')).status).toBe(200)
  await expect(login()).rejects.toThrow()
  expect((await order('orders', '{"clearFaults":true}')).status).toBe(200)
  expect((await login()).status).toBe(200)
  expect((await order('orders', '{"advance":-1}')).status).toBe(400)
  expect((await order('orders', 'nonsense')).status).toBe(400)
  expect((await order('orders', 'null')).status).toBe(400)
  expect((await order('orders', '{"trouble":{"of":"nobody","is":null}}')).status).toBe(404)
  expect((await order('orders', '{"console":{"set":{"race":true},"vm":"nobody"}}')).status).toBe(404)
  expect((await order('%E0%A4', '{}')).status).toBe(404)

  const { said, code } = await ending(start({ SIM_PORT: new URL(at).port }))
  expect(code).toBe(1)
  expect(said).toMatch(/^Port \d+ of 127\.0\.0\.1 is taken: .*\n$/)
})

it('refuses malformed settings with one sentence', { timeout: 30_000 }, async () => {
  const wrong: Record<string, string>[] = [{ SIM_PORT: 'x' }, { SIM_ROUTERS: '-1' }, { SIM_CLOCK: 'fast' }]
  const ends = await Promise.all(wrong.map((env) => ending(start(env))))
  expect(ends.map(({ code }) => code)).toEqual([1, 1, 1])
  expect(ends.map(({ said }) => said.trim().split('\n').length)).toEqual([1, 1, 1])
})
