import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectAccessibleInBothSchemes, row } from '../helpers.ts'
import { choose, item, planFor, SOON, start, state, until } from '../runs.ts'

/** A run takes many steps, each of them some questions to CloudStack. */
test.describe.configure({ timeout: 120_000 })

async function downloaded(page: Page, button: string): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
}

test('a plan says what is due and why, who may notice, and what CloudStack’s own way costs', async ({ page }) => {
  await page.goto('/infrastructure/routers?group=zone&q=fra-2')
  await page.getByRole('button', { name: 'Actions for all of fra-2' }).click()
  await page.getByRole('menuitem', { name: 'Upgrade as a run…' }).click()
  await expect(page.getByRole('heading', { name: 'Plan a run' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Zone' })).toHaveValue(/^fra-2/)
  const todo = page.getByRole('grid', { name: 'To do' })
  await expect(todo.getByRole('row').filter({ hasText: 'r-641-VM' })).toContainText('BACKUP')
  await expect(todo.getByRole('row').filter({ hasText: 'r-640-VM' })).toContainText(
    'Below 4.22.0, the minimum: its template is 4.20.2',
  )
  await expect(
    todo
      .getByRole('row')
      .filter({ hasText: /r-64[01]-VM/ })
      .first(),
  ).toContainText('r-641-VM')
  await expect(page.getByText(/^\d+ routers: 1 pair and \d+ single$/)).toBeVisible()

  // Its software is the server's own: the flag says no, CloudStack's own command would restart it all the same.
  await page.getByRole('tab', { name: /Left out/ }).click()
  await expect(row(page, 'r-847-VM')).toContainText('its software is 4.22.0.0 already')
  await page.getByRole('tab', { name: /To do/ }).click()
  await row(page, 'r-648-VM').getByRole('button', { name: 'Actions for r-648-VM' }).click()
  await page.getByRole('menuitem', { name: 'Leave out' }).click()
  await expect(todo.getByRole('row').filter({ hasText: 'r-648-VM' })).toHaveCount(0)
  await page.getByRole('tab', { name: /Left out/ }).click()
  await row(page, 'r-648-VM').getByRole('button', { name: 'Actions for r-648-VM' }).click()
  await page.getByRole('menuitem', { name: 'Take it all the same' }).click()
  await expect(row(page, 'r-648-VM')).toHaveCount(0)
  await page.getByRole('tab', { name: /Accounts/ }).click()
  await expect(row(page, 'shopline')).toBeVisible()
  const lines = await downloaded(page, 'CSV for customers')
  expect(lines[0]).toContain('Account,Domain,Network or VPC')
  expect(lines.find((line) => line.includes('net-ha'))).toMatch(/shopline.*r-641-VM r-640-VM.*about 1 s/)
  await expectAccessible(page)

  await page.getByRole('switch', { name: 'CloudStack’s own command, all at once' }).click()
  await expect(page.getByText(/1 redundant pair loses both routers at once/)).toContainText(/cmk upgrade \S+ zoneid=/)
  await page.getByRole('button', { name: 'Start…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: /^Upgrade \d+ routers$/ })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: /One pair is down as a whole/ }).check()
  await expect(dialog.getByRole('button', { name: /^Upgrade \d+ routers$/ })).toBeEnabled()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Not yet' }).click()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('heading', { name: 'Plan a run' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(page)
})

test('each group of routers is planned, with what stands in the way before it begins, also for who may only look', async ({
  page,
  cloud,
}) => {
  const todo = page.getByRole('grid', { name: 'To do' })
  const line = (name: string) => todo.getByRole('row').filter({ hasText: name })
  const group = async (which: string, option: string | RegExp) => {
    await choose(page, 'Which', which)
    await page.getByRole('combobox', { name: which, exact: true }).click()
    await page.getByRole('option', { name: option }).click()
  }
  await page.goto('/rollouts/new?kind=restart&by=everything')
  await group('Pod', /^fra1-b/)
  await expect(line('r-712-VM')).toBeVisible()
  await expect(line('r-1042-VM')).toHaveCount(0)
  await group('Cluster', /^fra1-kvm-a/)
  await expect(line('r-712-VM')).toHaveCount(0)
  await expect(line('r-1042-VM').getByRole('img', { name: 'failing' })).toBeVisible()
  await expect(page.getByText(/fails? checks already/)).toContainText('may go on failing')
  await choose(page, 'Go on when', 'Every check passes')
  await expect(line('r-1042-VM')).toContainText('unhealthy')
  await expect(page.getByText(/fails? checks already/)).toContainText('None of them is begun')
  await group('Account', /^nordbank/)
  await expect(line('r-871-VM')).toContainText('both backup')
  await expect(line('r-712-VM')).toBeVisible()
  await group('Domain', /^emea/)
  await expect(line('r-691-VM')).toBeVisible()
  await group('Network or VPC', /^vpc-split/)
  await expect(line('r-1003-VM')).toContainText('both primary')
  await expect(page.getByText('2 routers: 1 pair')).toBeVisible()
  await expect(page.getByText('2 of them are not ready')).toBeVisible()
  await expectAccessible(page)

  await cloud.signIn(page, 'auditor')
  await page.reload()
  await expect(line('r-1003-VM')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start…' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Start…' })).toHaveAccessibleDescription(
    'Your role may not call rebootRouter',
  )
  expect(await downloaded(page, 'CSV for customers')).toHaveLength(2)
})

test('a run goes on while nobody looks: the BACKUP first, each checked, a report at the end', async ({
  page,
  cloud,
  context,
}) => {
  await planFor(page, ['r-733-VM', 'r-734-VM', 'r-752-VM'])
  const parallel = page.getByRole('textbox', { name: 'At a time' })
  await parallel.fill('2')
  // What was decided outlives a look at a router, a reload, and a field that was emptied and left.
  await page.getByRole('link', { name: 'r-752-VM' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'r-752-VM' })).toBeVisible()
  await page.goBack()
  await expect(parallel).toHaveValue('2')
  await page.reload()
  await expect(parallel).toHaveValue('2')
  await parallel.fill('')
  await parallel.blur()
  await expect(parallel).toHaveValue('2')
  await start(page, 'Upgrade 3 routers')
  await expect(page.getByRole('heading', { level: 1, name: 'Upgrade 3 chosen routers' })).toBeVisible()
  const address = page.url()
  // While they wait, each of a pair names the other.
  await expect(item(page, 'after r-734-VM')).toContainText(/r-733-VM.*PRIMARY.*waiting/)
  await until(cloud, () => expect(item(page, 'r-734-VM')).toContainText('All checks pass', SOON))
  await page.close()

  const back = await context.newPage()
  await back.goto(address)
  await until(cloud, () => expect(state(back, 'Done')).toBeVisible(SOON))
  await expect(item(back, 'r-734-VM')).toContainText('BACKUP')
  await expect(item(back, 'r-733-VM')).toContainText('PRIMARY')
  await expect(back.getByRole('region', { name: 'Report' })).toContainText('3 routers done')
  await expect(back.getByRole('region', { name: 'Report' })).toContainText('Nothing was left.')
  await expect(back.getByRole('region', { name: 'Versions' })).toContainText('4.20.2.0 → 4.22.0.03')
  await expect(back.getByRole('img', { name: 'Progress: 3 upgraded' })).toBeVisible()
  await expect(back.getByRole('list', { name: 'Log, newest first' })).toContainText('rebootRouter')

  const [head = '', ...lines] = await downloaded(back, 'CSV')
  expect(head).toContain('Software before,Software after,Host before,Host after')
  const at = (name: string, column: string) =>
    Date.parse(
      lines.find((line) => line.startsWith(name))?.split(',')[head.replace('\uFEFF', '').split(',').indexOf(column)] ??
        '',
    )
  expect(at('r-733-VM', 'Began')).toBeGreaterThanOrEqual(at('r-734-VM', 'Ended at'))
  await item(back, 'r-733-VM').getByText('PRIMARY').click()
  await back.keyboard.press('Enter')
  await expect(back.getByRole('region', { name: 'r-733-VM' })).toContainText('All checks pass')
  await expectAccessibleInBothSchemes(back)
  await back.setViewportSize({ width: 390, height: 844 })
  await expect(back.getByRole('listitem').filter({ hasText: 'r-733-VM' }).first()).toBeVisible()
  expect(await back.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(back)
  await back.setViewportSize({ width: 1440, height: 900 })
  await back.getByRole('textbox', { name: 'Filter this run' }).fill('r-752')
  await expect(back.getByRole('status').filter({ hasText: '1 matches' })).toBeVisible()
  await expect(item(back, 'r-733-VM')).toHaveCount(0)
  await back.getByRole('link', { name: 'Rollouts' }).first().click()
  await expect(row(back, 'Upgrade 3 chosen routers')).toContainText(/Done.*3 of 3.*admin/)
})

test('a failure stops the run: it says what failed in CloudStack’s words, and the ways on', async ({ page, cloud }) => {
  await planFor(page, ['r-961-VM', 'r-948-VM', 'r-902-VM'])
  await choose(page, 'What', 'Restart routers')
  await start(page, 'Restart 3 routers')
  const alert = page.getByRole('alert')
  await until(cloud, () => expect(alert).toContainText('r-961-VM', SOON))
  await expect(alert).toContainText('CloudStack’s job failed')
  await until(cloud, () => expect(state(page, 'Paused')).toBeVisible(SOON))
  await expectAccessible(page)

  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toHaveCount(0)
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume the run' }).click()
  await until(cloud, () => expect(alert).toContainText('r-961-VM', SOON))
  await alert.getByRole('button', { name: 'Skip it' }).click()
  await expect(item(page, 'r-961-VM')).toContainText('skipped')
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume the run' }).click()
  await until(cloud, () => expect(page.getByRole('region', { name: 'Report' })).toBeVisible(SOON))
  await expect(page.getByRole('img', { name: /^Progress: 2 restarted, 1 skipped/ })).toBeVisible()
})

test('checks of the whole fleet are one run, which is paused, resumed and aborted', async ({ page, cloud }) => {
  await page.goto('/rollouts')
  await expect(page.getByText('No run yet.')).toBeVisible()
  await page.getByRole('link', { name: 'Plan a run' }).click()
  await choose(page, 'What', 'Run health checks')
  await expect(page.getByText(/^60 routers/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Stop after' }).fill('0')
  await start(page, 'Check 60 routers')
  await page.getByRole('button', { name: /^Pause/ }).click()
  await expect(state(page, 'Paused')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume the run' }).click()
  await until(cloud, () => expect(page.getByText(/^[1-9]\d* checked$/)).toBeVisible(SOON))
  await page.getByRole('button', { name: 'Abort…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Abort the run' }).click()
  await until(cloud, () => expect(state(page, 'Aborted')).toBeVisible(SOON))
  await expect(page.getByRole('region', { name: 'Report' })).toContainText(/left as they were/)
  await page.getByRole('tab', { name: /Skipped or left/ }).click()
  await expect(page.getByRole('grid', { name: 'Items of the run' }).getByRole('row').nth(1)).toContainText('left')
})
