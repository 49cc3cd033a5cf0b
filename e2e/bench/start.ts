// How long whoever starts the first run of a server waits for the answer: its database has to be made, too.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { signIn, startBff, startSimulator } from './servers.ts'

const routers = 5_000
const rounds = 3
/** What a look at the plan takes at least, ms. */
const reading = 3_000
const request = { kind: 'restart', method: 'restart-router', scope: { by: 'everything' }, options: { parallel: 50 } }

const median = (of: readonly number[]) => Math.round(of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0)
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Timed {
  start: number
  second: number
  /** The longest that somebody else waited for the smallest answer while the plan was being read. */
  others: number
}

async function fresh(simulator: string, pause: number): Promise<Timed> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stratoview-bench-'))
  try {
    await using bff = await startBff(4193, simulator, { DATA_DIR: dataDir })
    const cookie = await signIn(bff.url, `admin+calm-bench-${crypto.randomUUID()}`)
    const post = async (path: string) => {
      const headers = { origin: bff.url, cookie, 'content-type': 'application/json' }
      const begun = performance.now()
      const answer = await fetch(`${bff.url}${path}`, { method: 'POST', headers, body: JSON.stringify(request) })
      await answer.text()
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      return performance.now() - begun
    }
    await post('/api/rollouts/plan')
    let others = 0
    for (const until = performance.now() + pause; performance.now() < until; await rest(20)) {
      const begun = performance.now()
      await fetch(`${bff.url}/healthz`)
      others = Math.max(others, performance.now() - begun)
    }
    return { start: await post('/api/rollouts'), second: await post('/api/rollouts'), others }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export async function startBench(): Promise<string[]> {
  await using simulator = await startSimulator(4194, { SIM_ROUTERS: String(routers) })
  const read: Timed[] = []
  const hurried: Timed[] = []
  for (let round = 0; round < rounds; round++) {
    read.push(await fresh(simulator.url, reading))
    hurried.push(await fresh(simulator.url, 0))
  }
  const of = (all: readonly Timed[], what: keyof Timed) => median(all.map((one) => one[what]))
  const load = loadavg()[0]?.toFixed(1)
  return [
    `| the first run of a server, of 5,000 routers, after ${reading / 1000} s with its plan: until it is started | ${of(read, 'start')} ms | < 2 s | median of ${rounds}; it is planned once more for it; load ${load} |`,
    `| the next one | ${of(read, 'second')} ms | < 2 s | |`,
    `| the first, started as soon as its plan is there | ${of(hurried, 'start')} ms | | the rest of making the database is waited for |`,
    `| longest answer to \`/healthz\` meanwhile | ${of(read, 'others')} ms | < 100 ms | consoles and pages go on |`,
  ]
}
