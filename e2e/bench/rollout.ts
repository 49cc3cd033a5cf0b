// A run over 5,000 routers while it works, and its page beside it: first rows, what a poll costs, scrolling, tabs.
import { mkdtempDisposableSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { launch, signedIn, toPainted, typing } from './browser.ts'
import { median } from './load.ts'
import { signIn, startBff, startSimulator } from './servers.ts'

const routers = 5_000
const world = 'calm-bench-rollout'

/** Starts a run over everything, fifty at a time; answers its id. */
async function startRun(bff: string): Promise<string> {
  const cookie = await signIn(bff, `admin+${world}`)
  const answer = await fetch(`${bff}/api/rollouts`, {
    method: 'POST',
    headers: { origin: bff, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'restart',
      method: 'restart-router',
      scope: { by: 'everything' },
      options: { parallel: 50, stopAfter: 0 },
    }),
  })
  if (!answer.ok) throw new Error(`The run was not started: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { run: { id: string } }).run.id
}

/** The cloud's time goes by eight times as fast as ours, so that tens of routers change between two polls. */
function hurry(simulator: string): () => void {
  const timer = setInterval(() => {
    void fetch(`${simulator}/simulator/worlds/${world}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: 2_000 }),
    }).catch(() => undefined)
  }, 250)
  return () => clearInterval(timer)
}

interface Seen {
  /** Lengths of tasks over 50 ms, and times between frames, ms. */
  tasks: number[]
  frames: number[]
}

/** From now on the page notes its long tasks and its frames. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen = { tasks: [], frames: [] }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
    let last = performance.now()
    const frame = (now: number) => {
      seen.frames.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

/** What was noted since it was last asked. */
async function taken(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Seen }
    const copy = { ...seen }
    Object.assign(seen, { tasks: [], frames: [] })
    return copy
  })
}

/** How many items each answer to a poll brings. */
function counting(page: Page): number[] {
  const changed: number[] = []
  page.on('response', async (response) => {
    if (!/\/rollouts\/[0-9a-f-]+\?after=/.test(response.url())) return
    const { items } = (await response.json()) as { items: unknown[] }
    changed.push(items.length)
  })
  return changed
}

async function scroll(page: Page, seconds: number): Promise<void> {
  await page.mouse.move(500, 600)
  const until = performance.now() + seconds * 1000
  for (let step = 0; performance.now() < until; step += 1) {
    await page.mouse.wheel(0, step % 400 < 200 ? 300 : -300)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
}

async function open(page: Page, address: string): Promise<number> {
  const began = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByRole('grid', { name: 'Items of the run' }).getByRole('row').nth(5).waitFor()
  return performance.now() - began
}

const p95 = (of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length * 0.95)] ?? 0
const longest = (tasks: readonly number[]) =>
  tasks.length === 0 ? '' : `, longest ${Math.max(...tasks).toFixed(0)} ms`

/** First answer as it travels, and what it holds. */
async function firstAnswer(bff: string, run: string): Promise<{ sent: number; holds: number }> {
  const cookie = await signIn(bff, `admin+${world}`)
  const answer = await fetch(`${bff}/api/rollouts/${run}`, { headers: { cookie, 'accept-encoding': 'identity' } })
  const text = await answer.text()
  return { sent: gzipSync(text, { level: 1 }).length / 1024, holds: text.length / 1024 }
}

export async function rolloutBench(): Promise<string[]> {
  await using simulator = await startSimulator(4194, { SIM_ROUTERS: String(routers) })
  using data = mkdtempDisposableSync(join(tmpdir(), 'stratoview-bench-'))
  await using bff = await startBff(4193, simulator.url, { DATA_DIR: data.path })
  const run = await startRun(bff.url)
  const rest = hurry(simulator.url)
  const browser = await launch()
  const page = await signedIn(browser, bff.url, `admin+${world}`)
  const address = `${bff.url}/rollouts/${run}`
  await open(page, address)
  const opened = [await open(page, address), await open(page, address), await open(page, address)]
  const { sent, holds } = await firstAnswer(bff.url, run)
  await page.getByText(/^[1-9]\d* restarted$/).waitFor({ timeout: 60_000 })
  const changed = counting(page)
  await watch(page)
  await new Promise((resolve) => setTimeout(resolve, 30_000))
  const polled = await taken(page)
  await scroll(page, 20)
  const scrolled = await taken(page)
  // Never from all to those that are done: they are the first of all, and nothing would change.
  const names = [/^Waiting/, /^Done/, /^Running/, /^All/, /^Waiting/, /^All/]
  const tabs = await toPainted(
    page,
    'click',
    names.map((name) => () => page.getByRole('tab', { name }).click()),
  )
  const keys = await typing(page, 'Filter this run', ['b', 'a', 'z', 'Backspace'])
  const busy = loadavg()[0]?.toFixed(1)
  await browser.close()
  rest()
  return [
    `| a run of 5,000 routers, 50 at a time: first rows of its page | ${median(opened).toFixed(0)} ms | < 1 s | from navigation, browser warm; the answer is ${sent.toFixed(0)} kB packed, ${holds.toFixed(0)} kB unpacked; load of the machine ${busy} |`,
    `| long tasks over 50 ms while it is watched for 30 s | ${polled.tasks.length}${longest(polled.tasks)} | 0 | ${median(changed)} routers change from one answer to the next, ${changed.length} answers; simulator, BFF and database on the same two cores |`,
    `| frames while watched, median and 95 of 100 within | ${median(polled.frames).toFixed(1)}, ${p95(polled.frames).toFixed(1)} ms | 16.7, ≤ 32 ms | longest ${Math.max(...polled.frames).toFixed(0)} ms |`,
    `| frames while scrolling as it is polled | ${median(scrolled.frames).toFixed(1)}, ${p95(scrolled.frames).toFixed(1)} ms | 16.7, ≤ 32 ms | 20 s of the wheel; long tasks: ${scrolled.tasks.length}${longest(scrolled.tasks)} |`,
    `| a click on a tab to painted rows, slowest of 6 | ${Math.max(...tabs).toFixed(0)} ms | < 100 ms | |`,
    `| a letter in the filter to painted rows, slowest of 4 | ${Math.max(...keys).toFixed(0)} ms | < 100 ms | |`,
  ]
}
