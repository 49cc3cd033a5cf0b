// The consoles page, the way to a proxy, several screens at once. The screens of single VMs are in console.e2e.ts.
import type { Page } from '@playwright/test'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'
import { machine, pixels, screenOf } from '../screens.ts'

// A VM has the same id in every world, and this server lets one person see its screen: one test after the other, and
// none of the VMs that other files open.
test.describe.configure({ mode: 'default', timeout: 90_000 })

async function idsOf(cloud: Cloud, command: string, key: string, names: string[]): Promise<string[]> {
  const answer = await cloud.call(command, { listall: 'true', projectid: '-1' })
  const rows = answer[key] as { id: string; name: string }[]
  return names.map((name) => rows.find((one) => one.name === name)?.id ?? '')
}
const routerIds = (cloud: Cloud, ...names: string[]) => idsOf(cloud, 'listRouters', 'router', names)

const menu = async (page: Page, name: string, entry: string) => {
  await row(page, name)
    .first()
    .getByRole('button', { name: /^Actions/ })
    .click()
  await page.getByRole('menuitem', { name: entry }).click()
}

test('operators see who looks at what through which proxy, and end a console of either kind', async ({
  page,
  cloud,
}) => {
  const [id] = await routerIds(cloud, 'r-883-VM')
  const watcher = await page.context().newPage()
  await watcher.goto(`/console/${id}?kind=router`)
  await expect(watcher.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })

  await page.goto('/overview')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Consoles' }).click()
  const ours = row(page, 'r-883-VM')
  await expect(ours).toContainText(/admin\S* \(you\)/)
  await expect(ours).toContainText('Stratoview')
  await expect(ours.getByRole('link', { name: 'v-2-VM' })).toBeVisible()
  // CloudStack lists it too: it is told once.
  await expect(ours).toHaveCount(1)
  await menu(page, 'r-883-VM', 'End it…')
  await expect(page.getByRole('dialog')).toContainText('Your session is closed at once.')
  await page.getByRole('button', { name: 'End the console of r-883-VM' }).click()
  await expect(ours).toHaveCount(0)
  await expect(watcher.getByText('You ended this console.')).toBeVisible()

  // One of CloudStack's: there is no command for it, so its place is taken for a moment.
  const theirs = row(page, 'shared-01')
  await expect(theirs).toContainText('helios')
  await menu(page, 'shared-01', 'End it…')
  await expect(page.getByRole('dialog')).toContainText('CloudStack has no command to end a console')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End the console of shared-01' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await cloud.pass('6s')
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(theirs).toHaveCount(0)
})

test('a proxy’s load, whose consoles a restart would end, and the way to it', async ({ page }) => {
  await page.goto('/consoles/proxies')
  await expect(row(page, 'v-2-VM')).toContainText('12 of 50')
  await page.getByRole('link', { name: 'v-2-VM' }).click()
  await expect(
    page.getByRole('grid', { name: 'Console sessions' }).getByRole('link', { name: 'legacy-01' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Reboot…' }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('12 console sessions end at once.')
  await expect(question).toContainText(/In a console there: \w+ on [\w-]+, \w+ on [\w-]+ and \d+ more\./)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Check the connection' }).click()
  await expect(page.getByRole('heading', { name: 'Naming: Plain, by IP address' })).toBeVisible()
  await expect(page.getByText('The settings ask for: wildcard domain with TLS.')).toBeVisible()
  await expect(page.getByText(/^ws:\/\/127\.0\.0\.1:\d+\/websockify/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Stratoview’s server reaches it' })).toBeVisible()
})

test('a console that is refused leads to the check of its way', async ({ page, cloud }) => {
  const [id] = await routerIds(cloud, 'r-955-VM')
  for (const proxy of await idsOf(cloud, 'listSystemVms', 'systemvm', ['v-2-VM']))
    await cloud.call('stopSystemVm', { id: proxy, forced: 'true' })
  await cloud.pass('10s')
  await page.goto(`/console/${id}?kind=router`)
  await expect(page.getByRole('heading', { name: 'No console proxy is ready' })).toBeVisible()
  await expect(page.getByText(/Console access will be ready in a few minutes/)).toBeVisible()
  await page.getByRole('link', { name: 'Check the connection' }).click()
  await expect(page.getByRole('alert')).toContainText('Console access will be ready in a few minutes')
})

test('a redundant pair side by side: both painted, keys to one of them', async ({ page, cloud }) => {
  const [first = ''] = await routerIds(cloud, 'r-871-VM')
  await page.goto(`/infrastructure/routers/${first}`)
  await page.getByRole('link', { name: 'both consoles' }).click()
  for (const name of ['r-871-VM', 'r-872-VM']) {
    const tile = page.getByRole('region', { name })
    await expect(tile.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
    await expect.poll(async () => (await pixels(screenOf(tile))).lit).toBeGreaterThan(500)
  }
  await expect(page.getByRole('region', { name: 'r-871-VM' })).toContainText('BACKUP')
  await screenOf(page.getByRole('region', { name: 'r-872-VM' })).click()
  await page.keyboard.type('to872')
  await expect.poll(async () => (await machine(cloud, 'r-872-VM')).lines.join(' ')).toContain('login: to872')
  expect((await machine(cloud, 'r-871-VM')).lines.join(' ')).not.toContain('to872')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take r-871-VM away' }).click()
  await expect(page.getByRole('main').getByRole('region')).toHaveCount(1)
  await expect(page).toHaveURL(/\?vm=[\w-]+$/)
})

test('a selection of any kind side by side, an internal load balancer’s among them', async ({ page, cloud }) => {
  await page.goto('/infrastructure/internal-lbs')
  await row(page, 'b-735-VM').getByRole('checkbox').check()
  await row(page, 'b-868-VM').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Consoles side by side' }).click()
  // The stopped one has no screen.
  const tile = page.getByRole('region', { name: 'b-735-VM' })
  await expect(tile.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await expect.poll(async () => (await machine(cloud, 'b-735-VM')).lines.join(' ')).toContain('b-735-VM login:')
  await expect(page.getByRole('main').getByRole('region')).toHaveCount(1)
  await tile.getByRole('link', { name: 'b-735-VM alone, with all tools' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'b-735-VM' })).toBeVisible()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
})
