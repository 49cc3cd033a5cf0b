import { createSimulator } from '@stratoview/simulator'
import { expect, test } from 'vitest'
import { overEmbeddedFetch } from '../src/bundle/fetch.ts'
import { browser, start } from './harness.ts'
import { dice } from './rollout/dice.ts'

type Dice = ReturnType<typeof dice>
type Json = { [key: string]: Json } | Json[] | string | number | boolean | null

/** What may stand in place of a value: nothing at all, or another of its kind. */
function instead(was: Json | undefined, { int }: Dice): Json | undefined {
  const of = (...choice: (Json | undefined)[]) => choice[int(0, choice.length - 1)]
  if (typeof was === 'string')
    return of(undefined, '', 'x', '2026-13-45T99:99:99+0000', '-1', '__proto__', 'constructor')
  if (typeof was === 'number') return of(undefined, 0, -1, 7.5, 1e300)
  if (typeof was === 'boolean') return of(undefined, !was)
  if (Array.isArray(was)) return of(undefined, [], was.slice(1), [...was, ...was.slice(0, 1)])
  return undefined
}

/** Two values of an answer, wherever they are, become others or go. */
function changed(answer: Json, random: Dice): Json {
  const places: [Record<string, Json>, string][] = []
  const walk = (node: Json) => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      places.push([node as Record<string, Json>, key])
      walk(value)
    }
  }
  walk(answer)
  for (let count = 0; count < 2 && places.length > 0; count += 1) {
    const [node, key] = places[random.int(0, places.length - 1)]!
    const value = instead(node[key], random)
    if (value === undefined) delete node[key]
    else node[key] = value
  }
  return answer
}

test.each(Array.from({ length: 8 }, (_, seed) => seed))(
  'whatever CloudStack leaves out or says otherwise is not a failure of ours (%i)',
  async (seed) => {
    const random = dice(seed)
    const pick = <T>(of: readonly T[]): T => of[random.int(0, of.length - 1)]!
    const simulator = createSimulator()
    let odd = false
    const fetch = async (request: Request) => {
      const answer = await simulator.fetch(request)
      if (!odd || random.next() < 0.4) return answer
      const { status, headers } = answer
      return new Response(JSON.stringify(changed((await answer.json()) as Json, random)), { status, headers })
    }
    const { app, signIn, get, post, logged } = start(fetch, {}, { bundle: overEmbeddedFetch(simulator.fetch) })
    const { routers, systemVms, hosts, zones } = simulator.control.world().tables
    const running = routers.filter(({ state }) => state === 'Running')
    await signIn('admin', 'password')
    const diagnosed = await post('/api/cs/getDiagnosticsData', { targetid: pick(running).id })
    const { jobid } = (await diagnosed.json()) as { jobid: string }
    simulator.control.advance(60_000)
    // Who may start no run needs no database for a plan.
    const auditor = browser(app)
    await auditor.signIn('auditor', 'password')
    const plan = (body: object) => auditor.post('/api/rollouts/plan', body)
    const method = pick(['restart-router', 'restart-network', 'live-patch'])
    const host = pick(hosts.filter(({ type }) => type === 'Routing'))
    for (const ask of [
      () => get('/api/session'),
      () => get('/api/fleet/routers'),
      () => get('/api/fleet/system-vms'),
      () => post('/api/consoles', { virtualmachineid: pick(running).id }),
      () => post('/api/consoles', { virtualmachineid: pick(systemVms).id }),
      () => post('/api/consoles/check', { virtualmachineid: pick(running).id }),
      () => get(`/api/diagnostics/${jobid}`),
      () => get('/api/certificates/served'),
      () => plan({ kind: 'upgrade', method, scope: { by: 'everything' } }),
      () => plan({ kind: 'upgrade', method: 'all-at-once', scope: { by: 'zone', id: pick(zones).id } }),
      () => plan({ kind: 'evacuate', method: 'migrate', scope: { by: 'host', id: host.id } }),
    ]) {
      odd = true
      const response = await ask()
      expect(await response.text()).not.toContain('There is nothing at this address')
      expect(response.status).not.toBe(500)
      odd = false
      if (response.status !== 401) continue
      await signIn('admin', 'password')
      await auditor.signIn('auditor', 'password')
    }
    expect(logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([])
  },
  60_000,
)
