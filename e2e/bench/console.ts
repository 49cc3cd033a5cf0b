// The console relay beside a direct TCP connection and websockify, in one run: speed, latency, processor, memory.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { greet, measure, overTcp, overWebSocket, units, type Speed, type Wire } from './console-load.ts'
import { median } from './load.ts'
import { family, memoryOf, processorSeconds } from './process.ts'
import { signIn, startBff, startSimulator } from './servers.ts'

/** The first is for warming up. */
const rounds = 6
const idle = 500
/** Sessions opened at once. */
const together = 10
const world = 'fleet1200-consoles'

interface Ports {
  tcp: number
  ws: number
  wss?: number
}

/** Somewhere a screen can be had from, and whose processor time counts. */
interface Way {
  name: string
  open(): Promise<Wire>
  pid?: number | undefined
}

interface Round {
  direct: Speed
  own: Speed
  /** Processor seconds a GiB. */
  cpuDown: number
  cpuUp: number
}

/** A certificate for localhost that vouches for itself; undefined where openssl is missing. */
function certificate(dir: string): { cert: string; key: string } | undefined {
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')]
  const options = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const about = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  try {
    execFileSync('openssl', [...options, ...about, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { cert, key }
  } catch {
    return undefined
  }
}

async function startEndpoint(files: { cert: string; key: string } | undefined) {
  const script = fileURLToPath(new URL('console-endpoint.ts', import.meta.url))
  const child = spawn('node', [script, ...(files ? [files.cert, files.key] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, ports: JSON.parse(line.toString()) as Ports }
}

/** A relay whose CloudStack names the endpoint for every console. */
async function startRelay(at: number, endpoint: number, files?: { cert: string; key: string }) {
  const env: Record<string, string> = files ? { SIM_CONSOLE_TLS: `${files.cert}:${files.key}` } : {}
  const simulator = await startSimulator(at, { SIM_CONSOLE_PORT: String(at + 1), ...env })
  const caps = { CONSOLES_PER_USER: '1000', CONSOLES_IN_ALL: '2000' }
  const bff = await startBff(at + 2, simulator.url, { ...caps, ...(files && { CONSOLE_CA_FILE: files.cert }) })
  const to = { endpoint: { host: files ? 'localhost' : '127.0.0.1', port: String(endpoint) } }
  const order = { method: 'POST', body: JSON.stringify({ console: { set: to } }) }
  const ordered = await fetch(`${simulator.url}/simulator/worlds/${world}`, order)
  if (!ordered.ok) throw new Error(await ordered.text())
  const headers = {
    cookie: await signIn(bff.url, `admin+${world}`),
    origin: bff.url,
    'content-type': 'application/json',
  }
  const list = `${bff.url}/api/cs/listRouters?listall=true&projectid=-1&state=Running&page=1&pagesize=500`
  const pages = await Promise.all([list, list.replace('page=1', 'page=2')].map((url) => fetch(url, { headers })))
  const rows = (await Promise.all(pages.map((page) => page.json()))) as { router: { id: string }[] }[]
  const ids = rows.flatMap(({ router }) => router.map(({ id }) => id))
  let next = 0
  const open = async () => {
    const body = JSON.stringify({ virtualmachineid: ids[next++ % ids.length], kind: 'router', takeover: true })
    const answer = await fetch(`${bff.url}/api/consoles`, { method: 'POST', headers, body })
    const { wsPath } = (await answer.json()) as { wsPath?: string }
    if (!wsPath) throw new Error(`No console: ${answer.status}`)
    const wire = await overWebSocket(`${bff.url.replace('http', 'ws')}${wsPath}`, headers)
    await greet(wire)
    return wire
  }
  const end = async () => {
    await bff[Symbol.asyncDispose]()
    await simulator[Symbol.asyncDispose]()
  }
  return { open, pid: bff.pid, end }
}

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0)

const perGiB = (seconds: number, chunks: number) => (seconds * 16_384) / chunks

async function compare({ open, pid }: Way, direct: () => Promise<Wire>): Promise<Round> {
  const plain = await direct()
  const speed = await measure(plain)
  plain.close()
  const wire = await open()
  // Websockify has a process a session.
  const marks: number[] = []
  const own = await measure(wire, () => marks.push(pid ? sum(family(pid).map(processorSeconds)) : 0))
  wire.close()
  const [before = 0, between = 0, after = 0] = marks
  return { direct: speed, own, cpuDown: perGiB(between - before, units.down), cpuUp: perGiB(after - between, units.up) }
}

/** What an idle session costs, KiB: of `count` opened after fifty that came and went. */
async function idleCost({ open, pid = 0 }: Pick<Way, 'open' | 'pid'>, count: number): Promise<number> {
  const rest = () => new Promise((resolve) => setTimeout(resolve, 3_000))
  const several = async (left: number) => {
    const wires: Wire[] = []
    for (; left > 0; left -= together) wires.push(...(await Promise.all(Array.from({ length: together }, open))))
    return wires
  }
  const memory = () => sum(family(pid).map(memoryOf))
  for (const wire of await several(50)) wire.close()
  await rest()
  const before = memory()
  const wires = await several(count)
  await rest()
  const after = memory()
  for (const wire of wires) wire.close()
  return (after - before) / count
}

async function startWebsockify(target: number): Promise<{ child: ChildProcess; way: Way } | undefined> {
  try {
    execFileSync('websockify', ['--help'], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  const child = spawn('websockify', [`127.0.0.1:${port}`, `127.0.0.1:${target}`], { stdio: 'ignore' })
  const open = async () => {
    for (let left = 50; ; left -= 1) {
      try {
        return await overWebSocket(`ws://127.0.0.1:${port}`)
      } catch (error) {
        if (left === 0) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
  return { child, way: { name: 'websockify', pid: child.pid, open } }
}

const goals: Record<string, { down: string; cpu: string } | undefined> = {
  'relay, plain': { down: '≥ 0.40 ×', cpu: '≤ 1.7' },
  'relay, TLS': { down: '≥ 0.35 ×', cpu: '≤ 1.7' },
}

function rowsOf({ name, pid }: Way, all: Round[]): string[] {
  const middle = (of: (round: Round) => number) => median(all.map(of))
  const down = middle(({ own, direct }) => own.down / direct.down)
  const up = middle(({ own, direct }) => own.up / direct.up)
  const added = middle(({ own, direct }) => own.p50 - direct.p50)
  const p99 = middle(({ own, direct }) => own.p99 / direct.p99)
  const direct = `direct TCP ${middle(({ direct }) => direct.down).toFixed(0)} MB/s`
  const goal = goals[name]
  const late = `direct p50 ${middle(({ direct }) => direct.p50).toFixed(0)} µs`
  return [
    `| ${name}: download | ${down.toFixed(2)} × | ${goal?.down ?? ''} | ${direct} |`,
    `| ${name}: upload | ${up.toFixed(2)} × | ${goal ? '≥ 0.12 ×' : ''} | masked by the client |`,
    `| ${name}: added p50 of 100 bytes there and back | ${added.toFixed(0)} µs | ${goal ? '≤ 70 µs' : ''} | ${late} |`,
    `| ${name}: p99 | ${p99.toFixed(1)} × | ${goal ? '≤ 3 ×' : ''} | |`,
    ...(pid
      ? [
          `| ${name}: processor seconds a GiB, down | ${middle((round) => round.cpuDown).toFixed(2)} | ${goal?.cpu ?? ''} | |`,
        ]
      : []),
  ]
}

const memoryRow = async (way: Way, goal: string, count = idle) =>
  `| ${way.name}: memory of an idle session | ${(await idleCost(way, count)).toFixed(0)} KiB | ${goal} | ${count} at once |`

export async function consoleBench(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'console-bench-'))
  const files = certificate(dir)
  const { child, ports } = await startEndpoint(files)
  const direct = () => overTcp(ports.tcp)
  const plain = { name: 'relay, plain', ...(await startRelay(4330, ports.ws)) }
  const tls = files && ports.wss ? { name: 'relay, TLS', ...(await startRelay(4334, ports.wss, files)) } : undefined
  const websockify = await startWebsockify(ports.tcp)
  const ways: Way[] = [
    { name: 'WebSocket without a relay', open: () => overWebSocket(`ws://127.0.0.1:${ports.ws}`) },
    ...(websockify ? [websockify.way] : []),
    plain,
    ...(tls ? [tls] : []),
  ]
  const lines: string[] = []
  try {
    const all = new Map<Way, Round[]>(ways.map((way) => [way, []]))
    for (let round = 0; round < rounds; round += 1) {
      const turned = [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)]
      for (const way of turned) {
        const result = await compare(way, direct)
        if (round > 0) all.get(way)?.push(result)
      }
    }
    for (const [way, results] of all) lines.push(...rowsOf(way, results))
    lines.push(await memoryRow(plain, '≤ 40 KiB'))
    if (tls) lines.push(await memoryRow(tls, '≤ 130 KiB'))
    else lines.push('| relay, TLS | skipped: openssl is not installed | | |')
    if (websockify) lines.push(await memoryRow(websockify.way, '', 50))
    else lines.push('| websockify | skipped: it is not installed | | |')
  } finally {
    await plain.end()
    await tls?.end()
    websockify?.child.kill()
    child.kill()
    rmSync(dir, { recursive: true })
  }
  return lines
}
