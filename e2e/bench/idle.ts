// What an open tab asks for while nobody touches it: two minutes in view, one minute hidden.
import type { Page } from '@playwright/test'
import { launch, signedIn } from './browser.ts'
import { startBff, startSimulator } from './servers.ts'

async function callsWithin(page: Page, seconds: number): Promise<number> {
  let calls = 0
  const count = (request: { url(): string }) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) calls += 1
  }
  page.on('request', count)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  page.off('request', count)
  return calls
}

async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
}

export async function idleBench(): Promise<string[]> {
  await using simulator = await startSimulator(4196)
  await using bff = await startBff(4195, simulator.url)
  const browser = await launch()
  const page = await signedIn(browser, bff.url, 'admin+bench-idle')
  await page.goto(`${bff.url}/infrastructure/routers`)
  await page.getByRole('row').nth(5).waitFor()
  await callsWithin(page, 5)
  const shown = (await callsWithin(page, 120)) / 2
  await hide(page)
  const hidden = await callsWithin(page, 60)
  await browser.close()
  return [
    `| idle router list, calls a minute | ${shown} | ≤ 4 | CloudStack UI at least 12 |`,
    `| hidden tab, calls a minute | ${hidden} | 0 | |`,
  ]
}
