import type { Locator, Page } from '@playwright/test'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

const name = 'r-902-VM'
const simulator = process.env.E2E_SIMULATOR ?? ''

interface Screen {
  lines: string[]
  pressed: string[]
}

/** What the simulated machine itself shows and was given. */
async function machine(cloud: Cloud, vm = name): Promise<Screen> {
  const answer = await fetch(`${simulator}/simulator/worlds/${cloud.world}/screens/${vm}`)
  return (await answer.json()) as Screen
}

/** Viewers at the console proxies of the world, and handshakes nobody finished. */
async function proxies(cloud: Cloud): Promise<Record<string, unknown>> {
  return (await (await fetch(`${simulator}/simulator/worlds/${cloud.world}/console`)).json()) as Record<string, unknown>
}

/** How the console proxies behave from now on. */
async function traits(cloud: Cloud, set: object): Promise<void> {
  const answer = await fetch(`${simulator}/simulator/worlds/${cloud.world}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ console: { set } }),
  })
  expect(answer.ok, await answer.text()).toBe(true)
}

async function idOf(cloud: Cloud, vm = name): Promise<string> {
  const { router } = await cloud.call('listRouters', { listall: 'true', name: vm })
  return (router as { id: string }[])[0]?.id ?? ''
}

/** How many pixels of a canvas are not black, and how many colours there are. */
const pixels = (canvas: Locator) =>
  canvas.evaluate((node: HTMLCanvasElement) => {
    const { width, height } = node
    if (width === 0) return { width, height, lit: 0 }
    const { data } = node.getContext('2d')!.getImageData(0, 0, width, height)
    let lit = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! + data[at + 1]! + data[at + 2]! > 0) lit += 1
    return { width, height, lit }
  })

const screenOf = (page: Page) => page.getByRole('application', { name: 'Screen' })

async function opened(page: Page, id: string): Promise<Locator> {
  await page.goto(`/console/${id}?kind=router`)
  await expect(page.getByText(/^Connected \d+ s$/)).toBeVisible()
  return screenOf(page)
}

test('a router’s screen opens from its page and is painted', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers')
  await page.getByRole('textbox', { name: 'Filter these routers' }).fill(name)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('button', { name: 'Console', exact: true }).click()
  await expect(page.getByText(/^Connected \d+ s$/)).toBeVisible()
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)
  const { lines } = await machine(cloud)
  expect(lines.join('\n')).toContain('login:')
  await page.screenshot({ path: 'test-results/console-tab.png' })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing while connected, asked and taken over, in ${colorScheme}`, async ({ page, cloud }) => {
    await page.emulateMedia({ colorScheme })
    await opened(page, await idOf(cloud))
    await page.screenshot({ path: `test-results/console-${colorScheme}.png` })
    await expectAccessible(page)
  })
}
void row, void proxies, void traits
