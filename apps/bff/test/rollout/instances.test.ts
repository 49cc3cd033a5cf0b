import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { Plan, Run, RunAnswer, RunEvent } from '../../src/app.ts'
import { secret } from '../harness.ts'
import { ended, freePort, postgresPrograms, startPostgres, until } from './postgres.ts'

/**
 * Two processes on one PostgreSQL, and SIGKILL. It takes a minute, most of it waiting for a heartbeat that does not come,
 * so only `npm test` asks for it, once it has found or installed a server.
 */
const bin = postgresPrograms()
const why = !bin ? 'no PostgreSQL server here' : !process.env['STRATOVIEW_POSTGRES'] ? 'only in npm test' : ''

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const children: ChildProcess[] = []
const cleanUp: (() => Promise<void> | void)[] = []

function node(script: string, env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(root, script)], { env: { PATH: process.env['PATH'] ?? '', ...env } })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  children.push(child)
  return { child, output: () => output }
}

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(children.map(ended))
  for (const done of cleanUp) await done()
}, 60_000)

/** An instance of the BFF, and a signed-in operator's calls to it. */
function instance(port: number, env: Record<string, string>) {
  const origin = `http://127.0.0.1:${port}`
  const dataDir = mkdtempSync(join(tmpdir(), 'stratoview-instance-'))
  cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const { child, output } = node('apps/bff/src/server.ts', { ...env, PORT: String(port), DATA_DIR: dataDir })
  let cookie = ''
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { origin, cookie, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const set = answer.headers.getSetCookie().at(-1)
    if (set) cookie = set.split(';')[0]!
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const up = () =>
    fetch(`${origin}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    )
  const signIn = () => call('POST', '/api/session', { username: 'admin+calm-instances', password: 'password' })
  return {
    child,
    call,
    up,
    signIn,
    drives: (run: string) => output().includes(`"run":"${run}","msg":"this instance drives`),
  }
}

describe.skipIf(why !== '')(`two instances on one PostgreSQL${why && ` (skipped: ${why})`}`, () => {
  test('the one that drives a run is killed in the middle; the other goes on within a minute, and nothing is done twice', async () => {
    const postgres = await startPostgres(bin!)
    cleanUp.push(postgres.stop)
    const simulatorPort = await freePort()
    const simulator = `http://127.0.0.1:${simulatorPort}`
    node('packages/simulator/bin/serve.ts', { SIM_PORT: String(simulatorPort), SIM_CLOCK: 'manual' })
    const world = (order: object) =>
      fetch(`${simulator}/simulator/worlds/calm-instances`, { method: 'POST', body: JSON.stringify(order) })
    const env = { CLOUDSTACK_URL: `${simulator}/client/api`, DATABASE_URL: postgres.url, SESSION_SECRET: secret }
    // Both at the same moment: each would make the schema.
    const both = [instance(await freePort(), env), instance(await freePort(), env)]
    for (const one of both) await until(one.up)
    for (const one of both) await one.signIn()

    const request = { kind: 'restart', method: 'restart-router', scope: { by: 'everything' } }
    const plan = await both[0]!.call<Plan>('POST', '/api/rollouts/plan', request)
    const ids = plan.items.slice(0, 8).map(({ id }) => id)
    const chosen = { ...request, scope: { by: 'selection', ids }, options: { parallel: 2 } }
    const { run } = await both[0]!.call<{ run: Run }>('POST', '/api/rollouts', chosen)
    const look = (by: (typeof both)[number]) => by.call<RunAnswer>('GET', `/api/rollouts/${run.id}`)
    await until(() => both.some((one) => one.drives(run.id)))
    const driver = both.find((one) => one.drives(run.id))!
    const other = both.find((one) => one !== driver)!
    // Somewhere in the middle: two are under way.
    await until(async () => (await look(other)).items.filter(({ step }) => step === 'acting').length === 2)
    driver.child.kill('SIGKILL')
    await ended(driver.child)
    const killed = Date.now()
    await until(() => other.drives(run.id), 60_000)
    expect(Date.now() - killed).toBeLessThan(60_000)
    await until(async () => {
      await world({ advance: 4_000 })
      return (await look(other)).run.state === 'ended'
    }, 90_000)
    const { run: last, items } = await look(other)
    expect(last).toMatchObject({ outcome: 'done', counts: { done: ids.length } })
    // CloudStack's own books: each was restarted once.
    const { events } = await other.call<{ events: RunEvent[] }>('GET', `/api/rollouts/${run.id}/events`)
    expect(events.map(({ seq }) => seq)).toEqual([...new Set(events.map(({ seq }) => seq))])
    for (const { subject } of items) {
      const about = `resourcetype=DomainRouter&resourceid=${subject.id}&type=ROUTER.REBOOT&listall=true`
      const { event } = await other.call<{ event: { state: string }[] }>('GET', `/api/cs/listEvents?${about}`)
      expect(event.filter(({ state }) => state === 'Scheduled')).toHaveLength(1)
    }
  }, 240_000)
})
