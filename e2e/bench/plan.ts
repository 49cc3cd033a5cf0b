// How long a plan over a large fleet takes: from the click to the whole answer, CloudStack's lists included.
import { loadavg } from 'node:os'
import { median } from './load.ts'
import { processorSeconds } from './process.ts'
import { signIn, startBff, startSimulator } from './servers.ts'

const routers = 5_000

export async function planBench(): Promise<string[]> {
  await using simulator = await startSimulator(4194, { SIM_ROUTERS: String(routers) })
  await using bff = await startBff(4193, simulator.url)
  const cookie = await signIn(bff.url, 'admin+calm-bench-plan')
  const headers = { origin: bff.url, cookie, 'content-type': 'application/json' }
  const body = JSON.stringify({ kind: 'restart', method: 'restart-router', scope: { by: 'everything' } })
  const plan = async (): Promise<string> => {
    const answer = await fetch(`${bff.url}/api/rollouts/plan`, { method: 'POST', headers, body })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`No plan: ${answer.status} ${text}`)
    return text
  }
  const times: number[] = []
  const own: number[] = []
  let text = ''
  for (let round = 0; round < 6; round++) {
    const start = performance.now()
    const spent = processorSeconds(bff.pid)
    text = await plan()
    times.push(performance.now() - start)
    own.push((processorSeconds(bff.pid) - spent) * 1000)
  }
  const planned = (JSON.parse(text) as { totals: { vms: number } }).totals.vms
  // The first is the process's first: nothing is compiled yet.
  const [first, ...others] = times
  const load = loadavg()[0]?.toFixed(1)
  return [
    `| a plan of ${planned} routers | ${Math.round(median(others))} ms | < 2 s | the first of a process ${Math.round(first ?? 0)} ms; 10 calls to the simulator on the same cores, load ${load} |`,
    `| of it the BFF’s own processor time | ${Math.round(median(own.slice(1)))} ms | | reading, checking and planning |`,
    `| its answer | ${Math.round(text.length / 1024)} kB | | |`,
  ]
}
