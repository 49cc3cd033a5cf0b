import type { Page } from '@playwright/test'
import { type Cloud, expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'
import { choose, item, planFor, SOON, start, state, until } from '../runs.ts'

/** A run takes many steps, each of them some questions to CloudStack. */
test.describe.configure({ timeout: 120_000 })

const report = (page: Page) => page.getByRole('region', { name: 'Report' })
const log = (page: Page) => page.getByRole('list', { name: 'Log, newest first' })

type Row = Record<string, unknown>
async function routerOf(cloud: Cloud, name: string): Promise<Row | undefined> {
  const { router = [] } = await cloud.call('listRouters', { listall: 'true', keyword: name })
  return (router as Row[]).find((one) => one['name'] === name)
}

test('a network gets a new router within the hours, and the run waits for them though nobody is signed in', async ({
  page,
  cloud,
}) => {
  await planFor(page, ['r-902-VM'])
  await choose(page, 'What', 'Restart routers')
  await page.getByRole('radio', { name: 'Restart each network with cleanup' }).click()
  await page.getByRole('checkbox', { name: 'Only within hours' }).check()
  await start(page, 'Restart 1 router')
  await expect(state(page, 'Waiting')).toBeVisible()
  await expect(
    page.getByText(/^Nothing is begun outside of 22:00 to 05:00 .* at \d\d:\d\d, in about \d+ h/),
  ).toBeVisible()
  expect((await cloud.call('listAsyncJobs', { listall: 'true' })).count ?? 0).toBe(0)
  await expectAccessible(page)

  // The world's clock is at nine in the morning. In the evening the session of this browser is long over.
  const address = page.url()
  await cloud.pass('13h')
  await page.goto('/infrastructure/routers')
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
  await until(cloud, async () => expect(await routerOf(cloud, 'r-902-VM')).toBeUndefined(), '6s')
  await cloud.signIn(page)
  await page.goto(address)
  await until(cloud, () => expect(state(page, 'Done')).toBeVisible(SOON), '6s')
  await expect(report(page)).toContainText(/New routers: r-902-VM → r-\d+-VM\. No network was seen interrupted/)
  const line = item(page, 'r-902-VM')
  await expect(line).toContainText(/net-api.*r-902-VM → r-\d+-VM/)
  await line.getByText('All checks pass').click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'net-api' })).toContainText(/Was.*r-902-VM.*Is.*r-\d+-VM/)
})

test('a live patch leaves out what is too old, says what it changed, and does not take silence for success', async ({
  page,
  cloud,
}) => {
  await planFor(page, ['r-915-VM', 'r-622-VM', 'r-733-VM', 'r-734-VM'])
  await page.getByRole('radio', { name: 'Live patch' }).click()
  await expect(page.getByText(/The template stays old\. Not from 4\.13 or older/)).toBeVisible()
  await page.getByRole('tab', { name: /Left out/ }).click()
  await expect(row(page, 'r-915-VM')).toContainText('Its template version, 4.11.3, is too old for a live patch')
  await page.getByRole('tab', { name: /To do/ }).click()
  await page.getByRole('textbox', { name: 'At a time' }).fill('2')
  await start(page, 'Upgrade 3 routers')
  const alert = page.getByRole('alert')
  await until(cloud, () => expect(alert).toContainText('net-office', SOON))
  // CloudStack's job has succeeded.
  await expect(alert).toContainText('r-622-VM is of version 4.20.2 (software 4.20.2.0) as before')
  await until(cloud, () => expect(item(page, 'r-733-VM')).toContainText('4.20.2.0 → 4.22.0.0', SOON), '6s')
  await expect(item(page, 'r-733-VM')).toContainText(/none|under \d+ s/)
  expect(await routerOf(cloud, 'r-733-VM')).toMatchObject({ version: '4.20.2', softwareversion: '4.22.0.0' })
  await alert.getByRole('button', { name: 'Skip it' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume the run' }).click()
  await until(cloud, () => expect(report(page)).toContainText('1 network done', SOON), '6s')
  await expect(report(page)).toContainText('1 on a newer version')
})

test('CloudStack’s own command to its end, while others watch: a pair that is down as a whole is told', async ({
  page,
  cloud,
  browser,
}) => {
  // A failing check would be given two minutes to pass.
  await cloud.trouble('r-648-VM', null)
  await page.goto('/infrastructure/routers?group=zone&q=fra-2')
  await page.getByRole('button', { name: 'Actions for all of fra-2' }).click()
  await page.getByRole('menuitem', { name: 'Upgrade as a run…' }).click()
  await page.getByRole('switch', { name: 'CloudStack’s own command, all at once' }).click()
  await page.getByRole('button', { name: 'Start…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: /One pair is down as a whole/ }).check()
  await dialog.getByRole('button', { name: /^Upgrade \d+ routers$/ }).click()
  await expect(page).toHaveURL(/\/rollouts\/[0-9a-f-]{36}/)
  const address = page.url()
  await expect(log(page)).toContainText('upgradeRouterTemplate')
  await page.getByRole('button', { name: 'admin' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Stratoview' })).toBeVisible()

  await cloud.signIn(page, 'auditor')
  await page.goto(address)
  await expect(log(page)).toContainText('CloudStack picked 4 of 4')
  // Both are down for a few seconds of the cloud's: the run looks within each of them.
  const seen = () => expect(log(page)).toContainText('net-ha: every router of it is down at once', { timeout: 5_000 })
  await until(cloud, seen, '1s')
  await until(cloud, () => expect(state(page, 'Done')).toBeVisible(SOON), '6s')
  await expect(report(page)).toContainText(/seen interrupted/)
  await expect(item(page, 'r-640-VM')).toContainText('4.20.2.0 → 4.22.0.0')
  await expect(item(page, 'r-641-VM')).toContainText('4.20.2.0 → 4.22.0.0')

  const other = await browser.newContext()
  const tenants = await other.newPage()
  await cloud.signIn(tenants, 'tenant')
  await tenants.goto(address)
  await expect(tenants.getByRole('heading', { name: 'No such run' })).toBeVisible()
  await other.close()
})

test.describe('an operator whose role may not ask for API keys', () => {
  test.use({ user: 'salesadmin' })

  test('types his own; another’s are refused, and revoked ones stop the run until there are others', async ({
    page,
    cloud,
  }) => {
    const idOf = async (username: string) => {
      const { user } = await cloud.call('listUsers', { listall: 'true', username })
      return (user as Row[])[0]!['id'] as string
    }
    const keysOf = async (command: string, username: string) =>
      (await cloud.call(command, { id: await idOf(username) }))['userkeys'] as { apikey: string; secretkey: string }
    const [admins, own] = [await keysOf('getUserKeys', 'admin'), await keysOf('registerUserKeys', 'salesadmin')]
    await cloud.fault('getUserKeys', { kind: 'status', status: 432, errortext: 'The API [getUserKeys] does not exist' })
    await planFor(page, ['r-640-VM', 'r-641-VM'])
    await page.getByRole('button', { name: 'Start…' }).click()
    const dialog = page.getByRole('dialog')
    const type = async ({ apikey, secretkey }: typeof own) => {
      await dialog.getByLabel('API key', { exact: true }).fill(apikey)
      await dialog.getByLabel('Secret key', { exact: true }).fill(secretkey)
    }
    const go = dialog.getByRole('button', { name: 'Upgrade 2 routers' })
    await go.click()
    await expect(dialog).toContainText('Your role may not ask CloudStack for your API keys (getUserKeys)')
    await dialog.getByRole('radio', { name: 'Use these' }).check()
    await expectAccessible(page)
    await type({ ...own, secretkey: 'not the secret' })
    await go.click()
    await expect(dialog).toContainText('CloudStack does not take these API keys.')
    await type(admins)
    await go.click()
    await expect(dialog).toContainText('These are another user’s API keys')
    await type(own)
    await go.click()
    await expect(page).toHaveURL(/\/rollouts\/[0-9a-f-]{36}/)
    await expect(page.getByRole('region', { name: 'Plan' })).toContainText(/Acts as.*salesadmin/)
    // Its first restart is under way, and stays so while the clock stands.
    await expect(log(page)).toContainText('rebootRouter')
    const fresh = await keysOf('registerUserKeys', 'salesadmin')
    await expect(state(page, 'Paused')).toBeVisible()
    await expect(log(page)).toContainText('CloudStack no longer takes the API keys of this run')
    await page.getByRole('button', { name: 'Resume' }).click()
    await dialog.getByRole('button', { name: 'Resume the run' }).click()
    await dialog.getByRole('radio', { name: 'Use these' }).check()
    await type(fresh)
    await dialog.getByRole('button', { name: 'Resume the run' }).click()
    await until(cloud, () => expect(state(page, 'Done')).toBeVisible(SOON), '6s')
    await expect(report(page)).toContainText('2 routers done')
  })
})
