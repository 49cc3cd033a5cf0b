import { Agent, request } from 'node:http'

export interface Call {
  url: string
  method: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  /** Microseconds. */
  p50: number
  p99: number
  /** Calls a second. */
  rate: number
}

function once(call: Call, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint()
    const out = request(call.url, { method: call.method, headers: call.headers, agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${call.url}: ${answer.statusCode}`))
      answer.resume()
      answer.on('end', () => resolve(Number(process.hrtime.bigint() - began) / 1000))
      answer.on('error', reject)
    })
    out.on('error', reject)
    out.end(call.body)
  })
}

/** Sends a call `calls` times from `workers` connections that are kept open, after a tenth of that as warm-up. */
export async function load(call: Call, calls: number, workers: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: workers })
  const times: number[] = []
  const round = async (count: number, record: boolean) => {
    let left = count
    const worker = async () => {
      while (left-- > 0) {
        const time = await once(call, agent)
        if (record) times.push(time)
      }
    }
    await Promise.all(Array.from({ length: workers }, worker))
  }
  await round(Math.ceil(calls / 10), false)
  const began = performance.now()
  await round(calls, true)
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return { p50: at(0.5), p99: at(0.99), rate: times.length / seconds }
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
