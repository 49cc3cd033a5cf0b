// What the BFF adds to a call: the same command straight to the management server and through the BFF, in turn.
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { load, median, type Call, type Load } from './load.ts'
import { login, signIn, startBff, startSimulator } from './servers.ts'

/**
 * A management server that needs `ms` for every answer, as a real one does. What the simulator said to a command once
 * is said again, so that the waiting costs no processor time of its own.
 */
async function slowed(simulator: string, ms: number) {
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
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

async function calls(cloudstack: string, bff: string): Promise<{ direct: Call; through: Call }> {
  const { cookie, sessionkey } = await login(cloudstack, 'admin+bench')
  const query = new URLSearchParams({ command: 'listZones', sessionkey, response: 'json' })
  return {
    direct: { url: `${cloudstack}/client/api?${query}`, method: 'GET', headers: { cookie } },
    through: { url: `${bff}/api/cs/listZones`, method: 'GET', headers: { cookie: await signIn(bff, 'admin+bench') } },
  }
}

/** Runs both calls in turn `rounds` times and answers the median of the rounds' differences and ratios. */
async function compare(pair: { direct: Call; through: Call }, count: number, workers: number, rounds = 3) {
  const runs: { direct: Load; through: Load }[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push({ direct: await load(pair.direct, count, workers), through: await load(pair.through, count, workers) })
  }
  return {
    direct: median(runs.map((run) => run.direct.p50)),
    added: median(runs.map((run) => run.through.p50 - run.direct.p50)),
    rate: median(runs.map((run) => run.direct.rate)),
    ratio: median(runs.map((run) => run.through.rate / run.direct.rate)),
  }
}

export async function proxyBench(): Promise<string[]> {
  const lines: string[] = []
  await using simulator = await startSimulator(4192)
  for (const wait of [0, 10]) {
    const upstream = wait === 0 ? { url: simulator.url, close() {} } : await slowed(simulator.url, wait)
    await using bff = await startBff(4191, upstream.url)
    const pair = await calls(upstream.url, bff.url)
    const alone = await compare(pair, wait === 0 ? 1000 : 200, 1)
    const many = await compare(pair, 2000, 16)
    const server = wait === 0 ? 'a server that answers at once' : `a server that takes ${wait} ms`
    lines.push(
      `| BFF before ${server}: added p50 | ${(alone.added / 1000).toFixed(2)} ms | ≤ 1 ms | direct p50 ${(alone.direct / 1000).toFixed(2)} ms |`,
      `| BFF before ${server}: throughput, 16 at a time | ${many.ratio.toFixed(2)} × | ≥ 0.8 × | direct ${many.rate.toFixed(0)} calls/s |`,
    )
    upstream.close()
  }
  return lines
}
