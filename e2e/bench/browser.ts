import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
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
