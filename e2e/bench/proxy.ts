// What the BFF adds to a call: the same command straight to the management server and through the BFF, in turn.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { load, median, type Call, type Load } from './load.ts'
import { login, signIn, startBff, startSimulator } from './servers.ts'

/**
 * A management server that needs `ms` for every answer, as a real one does. What the simulator said to a command once
 * is said again, so that the waiting costs no processor time of its own.
 */
async function slowed(simulator: string, ms: number): Promise<Disposable & { url: string }> {
  const said = new Map<string, { status: number; cookies: string[]; body: Buffer }>()
  const ask = async (url: string, method: string, headers: Record<string, string>, body: Buffer) => {
    const answer = await fetch(`${simulator}${url}`, {
      method,
      headers,
      ...(method === 'POST' ? { body: body.toString() } : {}),
    })
    const cookies = answer.headers.getSetCookie()
    return { status: answer.status, cookies, body: Buffer.from(await answer.arrayBuffer()) }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { url = '', method = 'GET' } = request
    const key = `${url} ${body.toString()} ${request.headers.cookie}`
    const headers = Object.entries(request.headers).filter(([name]) => /^(cookie|content-type)$/.test(name))
    const answer =
      said.get(key) ?? (await ask(url, method, Object.fromEntries(headers) as Record<string, string>, body))
    if (/listZones/.test(key)) said.set(key, answer)
    await new Promise((resolve) => setTimeout(resolve, ms))
    response.writeHead(answer.status, { 'content-type': 'application/json', 'set-cookie': answer.cookies })
    response.end(answer.body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
}

/** The least there can be between two HTTP connections in Node: what any BFF must cost on this machine. */
async function startBare(port: number, to: string): Promise<Disposable> {
  const script = `
    const { Agent, createServer, request } = require('node:http')
    const agent = new Agent({ keepAlive: true })
    createServer((asked, answer) => {
      const { method, headers, url } = asked
      asked.pipe(request('${to}' + url, { method, headers, agent }, (said) => {
        answer.writeHead(said.statusCode, said.headers)
        said.pipe(answer)
      }))
    }).listen(${port}, '127.0.0.1')`
  const child = spawn('node', ['-e', script], { stdio: 'inherit' })
  await once(child, 'spawn')
  return { [Symbol.dispose]: () => void child.kill() }
}

interface Calls {
  direct: Call
  through: Call
  bare: Call
}

async function calls(cloudstack: string, bff: string, bare: string): Promise<Calls> {
  const { cookie, sessionkey } = await login(cloudstack, 'admin+bench')
  const query = new URLSearchParams({ command: 'listZones', sessionkey, response: 'json' })
  return {
    direct: { url: `${cloudstack}/client/api?${query}`, method: 'GET', headers: { cookie } },
    bare: { url: `${bare}/client/api?${query}`, method: 'GET', headers: { cookie } },
    through: { url: `${bff}/api/cs/listZones`, method: 'GET', headers: { cookie: await signIn(bff, 'admin+bench') } },
  }
}

/** Runs the calls in turn `rounds` times and answers the medians of the rounds' differences and ratios. */
async function compare({ direct, through, bare }: Calls, count: number, workers: number, rounds = 3) {
  const runs: { direct: Load; through: Load; bare: Load }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const run = { direct: await load(direct, count, workers), through: await load(through, count, workers) }
    runs.push({ ...run, bare: await load(bare, count, workers) })
  }
  const middle = (of: (run: (typeof runs)[number]) => number) => median(runs.map(of))
  return {
    direct: middle((run) => run.direct.p50),
    added: middle((run) => run.through.p50 - run.direct.p50),
    bare: middle((run) => run.bare.p50 - run.direct.p50),
    rate: middle((run) => run.direct.rate),
    ratio: middle((run) => run.through.rate / run.direct.rate),
    bareRatio: middle((run) => run.bare.rate / run.direct.rate),
  }
}

export async function proxyBench(): Promise<string[]> {
  const lines: string[] = []
  await using simulator = await startSimulator(4192)
  for (const wait of [0, 10]) {
    using slow = wait > 0 ? await slowed(simulator.url, wait) : undefined
    const upstream = slow ?? simulator
    await using bff = await startBff(4191, upstream.url)
    using _ = await startBare(4193, upstream.url)
    const all = await calls(upstream.url, bff.url, 'http://127.0.0.1:4193')
    const alone = await compare(all, wait === 0 ? 1000 : 200, 1)
    const many = await compare(all, 2000, 16)
    const server = wait === 0 ? 'a server that answers at once' : `a server that takes ${wait} ms`
    const ms = (us: number) => `${(us / 1000).toFixed(2)} ms`
    const beside = `direct p50 ${ms(alone.direct)}; a bare proxy in Node adds ${ms(alone.bare)}`
    const besideRate = `direct ${many.rate.toFixed(0)} calls/s; a bare proxy in Node ${many.bareRatio.toFixed(2)} ×`
    lines.push(
      `| BFF before ${server}: added p50 | ${ms(alone.added)} | ≤ 1 ms | ${beside} |`,
      `| BFF before ${server}: throughput, 16 at a time | ${many.ratio.toFixed(2)} × | ≥ 0.8 × | ${besideRate} |`,
    )
  }
  return lines
}
