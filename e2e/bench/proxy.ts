// What the BFF adds to a call: the same command straight to the management server and through the BFF, in turn.
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { load, median, type Call, type Load } from './load.ts'
import { login, signIn, startBff, startSimulator } from './servers.ts'

/** A management server that needs `ms` for every answer, as a real one does: it waits, then asks the simulator. */
async function slowed(simulator: string, ms: number) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    await new Promise((resolve) => setTimeout(resolve, ms))
    const headers = Object.entries(request.headers).filter(([name]) => /^(cookie|content-type)$/.test(name))
    const answer = await fetch(`${simulator}${request.url}`, {
      method: request.method,
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(request.method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
    })
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'set-cookie': answer.headers.getSetCookie(),
    })
    response.end(Buffer.from(await answer.arrayBuffer()))
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
async function compare(pair: { direct: Call; through: Call }, count: number, workers: number, rounds = 5) {
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
    const alone = await compare(pair, 1000, 1)
    const many = await compare(pair, 3000, 16)
    const server = wait === 0 ? 'a server that answers at once' : `a server that takes ${wait} ms`
    lines.push(
      `| BFF before ${server}: added p50 | ${(alone.added / 1000).toFixed(2)} ms | ≤ 1 ms | direct p50 ${(alone.direct / 1000).toFixed(2)} ms |`,
      `| BFF before ${server}: throughput, 16 at a time | ${many.ratio.toFixed(2)} × | ≥ 0.8 × | direct ${many.rate.toFixed(0)} calls/s |`,
    )
    upstream.close()
  }
  return lines
}
