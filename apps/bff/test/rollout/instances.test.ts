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
 * Processes on one PostgreSQL, and signals. It takes a minute or two, most of it waiting for heartbeats that do not come,
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
})

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
    /** How often it has taken the run. */
    drove: (run: string) => output().split(`"run":"${run}","msg":"this instance drives`).length - 1,
  }
}

type Instance = ReturnType<typeof instance>

/** A simulated cloud whose clock stands until it is told, and instances of the BFF on one PostgreSQL. */
async function cluster() {
  const postgres = await startPostgres(bin!)
  cleanUp.push(postgres.stop)
  const simulatorPort = await freePort()
  const simulator = `http://127.0.0.1:${simulatorPort}`
  node('packages/simulator/bin/serve.ts', { SIM_PORT: String(simulatorPort), SIM_CLOCK: 'manual' })
  const env = { CLOUDSTACK_URL: `${simulator}/client/api`, DATABASE_URL: postgres.url, SESSION_SECRET: secret }
  return {
    postgres,
    pass: (ms: number) =>
      fetch(`${simulator}/simulator/worlds/calm-instances`, { method: 'POST', body: JSON.stringify({ advance: ms }) }),
    /** Started at the same moment: each would make the schema. */
    async start(many: number): Promise<Instance[]> {
      const all: Instance[] = []
      for (let n = 0; n < many; n++) all.push(instance(await freePort(), env))
      for (const one of all) await until(one.up)
      for (const one of all) await one.signIn()
      return all
    },
  }
}

const look = (by: Instance, run: string) => by.call<RunAnswer>('GET', `/api/rollouts/${run}`)

async function begin(by: Instance, many: number): Promise<string> {
  const request = { kind: 'restart', method: 'restart-router', scope: { by: 'everything' } }
  const plan = await by.call<Plan>('POST', '/api/rollouts/plan', request)
  const ids = plan.items.slice(0, many).map(({ id }) => id)
  const chosen = { ...request, scope: { by: 'selection', ids }, options: { parallel: 2 } }
  return (await by.call<{ run: Run }>('POST', '/api/rollouts', chosen)).run.id
}

/** How often CloudStack was told to restart a router, by its own books. */
async function restartsOf(by: Instance, router: string): Promise<number> {
  const about = `resourcetype=DomainRouter&resourceid=${router}&type=ROUTER.REBOOT&listall=true`
  const { event } = await by.call<{ event: { state: string }[] }>('GET', `/api/cs/listEvents?${about}`)
  return event.filter(({ state }) => state === 'Scheduled').length
}

/** Ends the driver in some way; how long until another says that it drives, ms. */
async function handOver(run: string, others: readonly Instance[], end: () => void): Promise<number> {
  const before = others.map((one) => one.drove(run))
  const at = performance.now()
  end()
  await until(() => others.some((one, i) => one.drove(run) > before[i]!), 60_000, 20)
  return performance.now() - at
}

describe.skipIf(why !== '')(`two instances on one PostgreSQL${why && ` (skipped: ${why})`}`, () => {
  test('one that freezes, one that is stopped and one that is killed in the middle: the other goes on, nothing is done twice', async () => {
    const { pass, start } = await cluster()
    const both = await start(2)
    const run = await begin(both[0]!, 10)
    await until(() => both.some((one) => one.drove(run) > 0))
    const first = both.find((one) => one.drove(run) > 0)!
    const second = both.find((one) => one !== first)!
    // Somewhere in the middle: two are under way.
    const inTheMiddle = (by: Instance) =>
      until(async () => {
        const { items } = await look(by, run)
        if (items.filter(({ step }) => step === 'acting').length === 2) return true
        await pass(1_000)
        return false
      })
    await inTheMiddle(second)
    expect(await handOver(run, [second], () => first.child.kill('SIGSTOP'))).toBeLessThan(60_000)
    await inTheMiddle(second)
    // Awake again, with what it believed a minute ago: its epoch is gone.
    first.child.kill('SIGCONT')
    await until(first.up)
    await pass(4_000)
    await inTheMiddle(second)
    // Whoever is stopped in an orderly way says so, and nobody waits for a heartbeat.
    expect(await handOver(run, [first], () => second.child.kill('SIGTERM'))).toBeLessThan(10_000)
    const [third] = (await start(1)) as [Instance]
    await inTheMiddle(third)
    expect(await handOver(run, [third], () => first.child.kill('SIGKILL'))).toBeLessThan(60_000)
    await until(async () => {
      await pass(4_000)
      return (await look(third, run)).run.state === 'ended'
    }, 90_000)
    const { run: last, items } = await look(third, run)
    expect(last).toMatchObject({ outcome: 'done', counts: { done: 10 } })
    // CloudStack's own books: each was restarted once.
    const { events } = await third.call<{ events: RunEvent[] }>('GET', `/api/rollouts/${run}/events`)
    expect(events.map(({ seq }) => seq)).toEqual([...new Set(events.map(({ seq }) => seq))])
    for (const { subject } of items) expect(await restartsOf(third, subject.id)).toBe(1)
  }, 300_000)

  test('PostgreSQL goes away in the middle and comes back: nobody dies of it, nothing is lost, nothing is done twice', async () => {
    const { pass, start, postgres } = await cluster()
    const both = await start(2)
    const [one] = both as [Instance]
    const run = await begin(one, 6)
    await until(async () => {
      const { items } = await look(one, run)
      if (items.filter(({ step }) => step === 'acting').length === 2) return true
      await pass(1_000)
      return false
    })
    await postgres.down()
    // The two restarts end meanwhile, and nobody can write that down.
    await pass(60_000)
    await expect(look(one, run)).rejects.toThrow(/503.*no-database/)
    for (const each of both) expect(await each.up()).toBe(true)
    await one.call('POST', '/api/rollouts/plan', {
      kind: 'restart',
      method: 'restart-router',
      scope: { by: 'everything' },
    })
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    await postgres.up()
    await until(async () => {
      await pass(4_000)
      return look(one, run).then(
        ({ run: { state } }) => state === 'ended',
        () => false,
      )
    }, 120_000)
    const { run: last, items } = await look(one, run)
    expect(last).toMatchObject({ outcome: 'done', counts: { done: 6 } })
    for (const { subject } of items) expect(await restartsOf(one, subject.id)).toBe(1)
    expect(both.map(({ child }) => child.exitCode)).toEqual([null, null])
  }, 300_000)

  // The figures of docs/benchmarks.md.
  const times = Number(process.env['STRATOVIEW_HAND_OVERS'] ?? 0)
  test.skipIf(times === 0)(
    'how long a hand-over takes',
    async () => {
      const { start } = await cluster()
      let [driver, other] = (await start(2)) as [Instance, Instance]
      const run = await begin(driver, 10)
      await until(() => driver.drove(run) + other.drove(run) > 0)
      if (other.drove(run) > 0) [driver, other] = [other, driver]
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        const took: number[] = []
        for (let n = 0; n < times; n++) {
          // Anywhere between two heartbeats and two looks of the monitor.
          await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 10_000))
          took.push((await handOver(run, [other], () => driver.child.kill(signal))) / 1_000)
          const [next] = (await start(1)) as [Instance]
          ;[driver, other] = [other, next]
        }
        const sorted = took.map((s) => s.toFixed(1)).toSorted((a, b) => Number(a) - Number(b))
        process.stdout.write(`${signal}: median ${sorted[times >> 1]} s, of ${sorted.join(', ')}\n`)
      }
    },
    900_000,
  )
})
