import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures.ts'
import { expectAccessibleInBothSchemes, row } from '../helpers.ts'

test('tells events and alerts on one line of time, with links to what exists', async ({ page }) => {
  await page.goto('/activity')
  await expect(row(page, 'Error while migrating VM')).toContainText('failed')
  await expect(row(page, 'More than one redundant virtual router')).toContainText('alert')
  // An id in CloudStack's text is shown as the name of what it stands for.
  const event = row(page, 'has failing checks: loadbalancing.service').first()
  await expect(event).toContainText('Router r-640-VM has failing checks')
  await event.getByRole('link', { name: 'r-640-VM' }).first().click()
  await expect(page.getByRole('heading', { name: 'r-640-VM' })).toBeVisible()
})

test('gives what is shown as CSV', async ({ page }) => {
  await page.goto('/activity?kind=alerts')
  await expect(row(page, 'More than one redundant virtual router')).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  expect(file.suggestedFilename()).toBe('activity.csv')
  const text = await readFile(await file.path(), 'utf8')
  expect(text.split('\r\n')[0]).toContain('When,Level,Object,What,Type,State,By')
  expect(text).toContain('More than one redundant virtual router')
  expect(text).not.toContain(',INFO,')
})

test('the table scrolls under its head, not the page', async ({ page }) => {
  await page.goto('/activity')
  await expect(row(page, 'r-640-VM').first()).toBeVisible()
  await page.mouse.move(700, 600)
  await page.mouse.wheel(0, 5000)
  await expect(page.getByRole('columnheader', { name: 'What' })).toBeInViewport()
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeInViewport()
})

test('narrows by level, type and object, in the URL', async ({ page }) => {
  await page.goto('/activity?level=ERROR')
  await expect(row(page, 'VM.MIGRATE')).toHaveCount(1)
  await expect(row(page, 'INFO')).toHaveCount(0)
  await expect(row(page, 'alert')).toHaveCount(0)

  await page.goto('/activity?type=ALERT.SERVICE.CONSOLEPROXY')
  await expect(row(page, 'v-214-VM').first()).toBeVisible()
  await expect(row(page, 'ROUTER.HEALTH.CHECKS')).toHaveCount(0)

  await page.goto('/activity')
  // Both lists are here: rows move no more, and with them no menu.
  await expect(row(page, 'More than one redundant virtual router')).toBeVisible()
  await row(page, 'Error while migrating VM').getByRole('button').last().click()
  await page.getByRole('menuitem', { name: 'Only r-712-VM' }).click()
  await expect(page).toHaveURL(/object=VirtualMachine/)
  await expect(row(page, 'VM.MIGRATE').first()).toBeVisible()
  await expect(row(page, 'r-640-VM')).toHaveCount(0)
  await page.goBack()
  await expect(row(page, 'r-640-VM').first()).toBeVisible()
})

test('a text that is an object’s name finds everything about it', async ({ page }) => {
  await page.goto('/activity')
  await page.getByRole('textbox', { name: 'Find in activity' }).fill('r-611-VM')
  await expect(row(page, 'ROUTER.REBOOT').first()).toContainText('r-611-VM')
  await expect(row(page, 'r-640-VM')).toHaveCount(0)
  await expect(page).toHaveURL(/q=r-611-VM/)
  await page.getByRole('textbox', { name: 'Find in activity' }).fill('never-happened')
  await expect(page.getByText('Nothing that CloudStack remembers matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(row(page, 'r-640-VM').first()).toBeVisible()
})

test('one line an action, or each of its states', async ({ page }) => {
  await page.goto('/activity?type=ROUTER.REBOOT')
  await expect(row(page, 'Completed').first()).toBeVisible()
  await expect(row(page, 'Scheduled')).toHaveCount(0)
  await page.getByRole('button', { name: 'One line an action' }).click()
  await expect(row(page, 'Scheduled').first()).toBeVisible()
  await expect(page).toHaveURL(/each=state/)
})

test('archives selected alerts after saying what that means', async ({ page }) => {
  await page.goto('/activity?kind=alerts')
  const down = row(page, 'Console proxy is down in zone')
  await down.getByRole('checkbox').check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Archive…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Archive 1 alert?' })
  await expect(dialog).toContainText('cmk archive alerts ids=')
  await dialog.getByRole('button', { name: 'Archive 1 alert' }).click()
  await expect(dialog).toBeHidden()
  await expect(down).toHaveCount(0)
})

test('deletes an alert from its menu; an event has no such verb', async ({ page }) => {
  await page.goto('/activity')
  const split = row(page, 'More than one redundant virtual router')
  await split.getByRole('button').last().click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('dialog', { name: 'Delete 1 alert?' }).getByRole('button', { name: 'Delete 1 alert' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(split).toHaveCount(0)
  // The focus goes back to the table when the dialog has gone, which closes a menu opened within the same breath.
  await expect(async () => {
    await row(page, 'Error while migrating VM').getByRole('button').last().click()
    await expect(page.getByRole('menuitem', { name: 'Only VM.MIGRATE' })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(page.getByRole('menuitem', { name: 'Delete…' })).toHaveCount(0)
})

test.describe('for a read-only admin', () => {
  test.use({ user: 'auditor' })
  test('archiving says why not', async ({ page }) => {
    await page.goto('/activity?kind=alerts')
    await row(page, 'Console proxy is down in zone').getByRole('checkbox').check()
    const archive = page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Archive' })
    await expect(archive).toBeDisabled()
  })
})

test('reads older pages when asked', async ({ page, cloud }) => {
  const answer = (await cloud.call('listRouters', { listall: 'true', state: 'Running' })) as {
    router: { id: string }[]
  }
  for (const { id } of answer.router.slice(0, 40)) await cloud.call('rebootRouter', { id })
  await cloud.pass('10m')
  await page.goto('/activity?kind=events&each=state')
  await expect(page.getByRole('status').filter({ hasText: /^the newest 100$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Load older' }).click()
  await expect(page.getByRole('button', { name: 'Load older' })).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: /^1\d\d$/ })).toBeVisible()
})

test('a list that fails leaves the other standing', async ({ page, cloud }) => {
  await cloud.fault('listAlerts', { kind: 'status', status: 530, errortext: 'No alerts today' })
  await page.goto('/activity')
  await expect(page.getByText('The alerts could not be read.')).toBeVisible()
  await expect(page.getByText('No alerts today')).toBeVisible()
  await expect(row(page, 'Error while migrating VM')).toBeVisible()
  await cloud.heal()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'More than one redundant virtual router')).toBeVisible()
})

test('axe finds nothing in either scheme, nor on a phone', async ({ page }) => {
  await page.goto('/activity')
  await expect(row(page, 'r-640-VM').first()).toBeVisible()
  await expectAccessibleInBothSchemes(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('listitem').filter({ hasText: 'r-640-VM' }).first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessibleInBothSchemes(page)
})
