import type { Locator, Page } from '@playwright/test'
import { expect, type Cloud } from './fixtures.ts'

const simulator = process.env.E2E_SIMULATOR ?? ''

interface Screen {
  lines: string[]
  pressed: string[]
}

/** What the simulated machine itself shows and was given. */
export async function machine(cloud: Cloud, vm: string): Promise<Screen> {
  const answer = await fetch(`${simulator}/simulator/worlds/${cloud.world}/screens/${vm}`)
  return (await answer.json()) as Screen
}

/** How the console proxies behave from now on. */
export async function traits(cloud: Cloud, set: object): Promise<void> {
  const answer = await fetch(`${simulator}/simulator/worlds/${cloud.world}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ console: { set } }),
  })
  expect(answer.ok, await answer.text()).toBe(true)
}

/** How many pixels of a canvas are not black, and how many colours there are. */
export const pixels = (canvas: Locator) =>
  canvas.evaluate((node: HTMLCanvasElement) => {
    const { width, height } = node
    if (width === 0) return { width, height, lit: 0 }
    const { data } = node.getContext('2d')!.getImageData(0, 0, width, height)
    let lit = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! + data[at + 1]! + data[at + 2]! > 0) lit += 1
    return { width, height, lit }
  })

export const screenOf = (page: Page | Locator): Locator => page.getByRole('application', { name: 'Screen' })

/** The consoles of a VM that are open through the product now. Of this VM alone: the other worlds' are listed too. */
export const sessionIds = async (page: Page, vm: string): Promise<string[]> => {
  const answer = await page.request.get('/api/consoles')
  const { consoles } = (await answer.json()) as { consoles: { id: string; vm: { name?: string } }[] }
  return consoles.filter((one) => one.vm.name === vm).map(({ id }) => id)
}
