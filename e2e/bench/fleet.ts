// Ten thousand routers in the list: first rows, all searchable, typing, scrolling, heap, and the calls it took.
import type { Page } from '@playwright/test'
import { median } from './load.ts'
import { launch, signedIn, typing } from './browser.ts'
import { startBff, startSimulator } from './servers.ts'

async function upstreamCalls(bff: string, command: string): Promise<number> {
  const text = await (await fetch(`${bff}/metrics`)).text()
  return text
    .split('\n')
    .filter(
      (line) =>
        !line.startsWith('#') &&
        line.startsWith('stratoview_cloudstack_duration_seconds_count{') &&
        line.includes(`command="${command}"`),
    )
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

/** Wheels through the list for about three seconds; answers the long tasks' lengths in milliseconds. */
async function scrolling(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(globalThis, { longTasks: tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
    })
  })
  await page.mouse.move(700, 500)
  for (let step = 0; step < 180; step += 1) {
    await page.mouse.wheel(0, 600)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  return page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks)
}

async function open(page: Page, url: string): Promise<{ first: number; all: number }> {
  const began = performance.now()
  await page.goto(`${url}/infrastructure/routers`, { waitUntil: 'commit' })
  await page.getByRole('row').nth(5).waitFor()
  const first = performance.now() - began
  await page.getByRole('status').getByText('10,000', { exact: true }).waitFor()
  return { first, all: performance.now() - began }
}

export async function fleetBench(): Promise<string[]> {
  await using simulator = await startSimulator(4194)
  await using bff = await startBff(4193, simulator.url)
  const browser = await launch()
  const page = await signedIn(browser, bff.url, 'admin+fleet10000-bench')
  await open(page, bff.url)
  const before = await upstreamCalls(bff.url, 'listRouters')
  const opened = await open(page, bff.url)
  const calls = (await upstreamCalls(bff.url, 'listRouters')) - before
  const runs = [opened, await open(page, bff.url), await open(page, bff.url)]
  const keys = await typing(page, 'Filter these routers', ['b', 'a', 'n', 'Backspace'])
  const tasks = await scrolling(page)
  const client = await page.context().newCDPSession(page)
  await client.send('HeapProfiler.collectGarbage')
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 1e6,
  )
  await browser.close()
  return [
    `| 10,000 routers: first rows | ${median(runs.map((run) => run.first)).toFixed(0)} ms | < 1 s | from navigation, browser warm |`,
    `| 10,000 routers: all searchable | ${median(runs.map((run) => run.all)).toFixed(0)} ms | < 3 s | simulator on the same two cores |`,
    `| 10,000 routers: a letter in the filter to painted rows, slowest of 4 keys | ${Math.max(...keys).toFixed(0)} ms | < 100 ms | |`,
    `| 10,000 routers: long tasks over 50 ms while scrolling | ${tasks.length}${tasks.length ? ` (longest ${Math.max(...tasks).toFixed(0)} ms)` : ''} | 0 | 180 wheel steps |`,
    `| 10,000 routers: heap after collection | ${heap.toFixed(0)} MB | < 200 MB | |`,
    `| calls to CloudStack for the health of 10,000 routers | ${calls} | 20 | CloudStack UI about 75,000 |`,
  ]
}
