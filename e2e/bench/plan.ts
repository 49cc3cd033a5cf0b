// How long a plan over a large fleet takes: from the click to the whole answer, CloudStack's lists included.
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { startBff, startSimulator } from './servers.ts'

const routers = 5_000

/** Processor time of a process so far, ms; Linux counts it in hundredths of a second. */
function processor(pid: number | undefined): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15).map(Number)
  return ((user ?? 0) + (system ?? 0)) * 10
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0

export async function planBench(): Promise<string[]> {
  await using simulator = await startSimulator(4194, { SIM_ROUTERS: String(routers) })
  await using bff = await startBff(4193, simulator.url)
  let cookie = ''
  const post = async (path: string, body: object): Promise<string> => {
    const headers = { origin: bff.url, cookie, 'content-type': 'application/json' }
    const answer = await fetch(`${bff.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    cookie = answer.headers.getSetCookie().at(-1)?.split(';')[0] ?? cookie
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
    return text
  }
  await post('/api/session', { username: 'admin+calm-bench-plan', password: 'password' })
  const request = { kind: 'restart', method: 'restart-router', scope: { by: 'everything' } }
  const times: number[] = []
  const own: number[] = []
  let text = ''
  for (let round = 0; round < 6; round++) {
    const start = performance.now()
    const spent = processor(bff.pid)
    text = await post('/api/rollouts/plan', request)
    times.push(performance.now() - start)
    own.push(processor(bff.pid) - spent)
  }
  const planned = (JSON.parse(text) as { totals: { vms: number } }).totals.vms
  // The first is the process's first: nothing is compiled yet.
  const [first, ...others] = times
  const load = loadavg()[0]?.toFixed(1)
  return [
    `| a plan of ${planned} routers | ${Math.round(median(others))} ms | < 2 s | the first of a process ${Math.round(first ?? 0)} ms; 10 calls to the simulator on the same cores, load ${load} |`,
    `| of it the BFF’s own processor time | ${median(own.slice(1))} ms | | reading, checking and planning |`,
    `| its answer | ${Math.round(text.length / 1024)} kB | | |`,
  ]
}
