import { chromium, expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { signIn } from './servers.ts'

export function launch(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env
  return chromium.launch({
    ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--enable-precise-memory-info'],
  })
}

/** A page of a signed-in browser at 1440 × 900. */
export async function signedIn(browser: Browser, bff: string, username: string): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name = '', value = ''] = (await signIn(bff, username)).split(/=(.*)/s)
  await context.addCookies([{ name, value, url: bff, httpOnly: true, sameSite: 'Strict' }])
  return context.newPage()
}

/** Milliseconds from what each act does (its event) to the frame that shows its rows. Each must change what is shown. */
export async function toPainted(
  page: Page,
  event: 'click' | 'keydown',
  acts: readonly (() => Promise<void>)[],
): Promise<number[]> {
  await page.evaluate((event) => {
    const times: number[] = []
    Object.assign(globalThis, { paintTimes: times })
    let began: number | undefined
    addEventListener(event, () => (began = performance.now()), true)
    const drawn = new MutationObserver(() => {
      const from = began
      if (from === undefined) return
      began = undefined
      requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - from)))
    })
    // The rows, and their count: a letter that leaves the first rows in place has only the count to show for it.
    for (const part of document.querySelectorAll('[role="grid"], [role="status"]'))
      drawn.observe(part, { subtree: true, childList: true, characterData: true })
  }, event)
  const times = () => page.evaluate(() => (globalThis as unknown as { paintTimes: number[] }).paintTimes)
  for (const [index, act] of acts.entries()) {
    await act()
    await expect.poll(async () => (await times()).length, { timeout: 5_000 }).toBe(index + 1)
  }
  return times()
}

/** The same of keys pressed in a text filter, which is left empty. */
export async function typing(page: Page, filter: string, keys: readonly string[]): Promise<number[]> {
  const field = page.getByRole('textbox', { name: filter })
  await field.focus()
  const taken = await toPainted(
    page,
    'keydown',
    keys.map((key) => () => page.keyboard.press(key)),
  )
  await field.fill('')
  return taken
}
