import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

async function choose(page: Page, name: string, verb: string) {
  await row(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: verb }).click()
  return page.getByRole('dialog')
}
/** Jobs are asked for every three seconds. */
const LONG = { timeout: 15_000 }
const select = (page: Page, name: string) => row(page, name).getByRole('checkbox').check()

test('stopping the only router of a network says who loses what, then does it', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=r-1042')
  const dialog = await choose(page, 'r-1042-VM', 'Stop…')
  await expect(dialog).toContainText('This is the only router of net-web.')
  await expect(dialog).toContainText(/Its \d+ running instances lose DHCP, DNS, their gateway and 203\.0\.113\.24/)
  await expect(dialog).toContainText(/cmk stop router id=[0-9a-f-]{36}(?! forced)/)
  await dialog.getByRole('checkbox', { name: 'Force it' }).check()
  await expect(dialog).toContainText('forced=true')
  await dialog.getByRole('checkbox', { name: 'Force it' }).uncheck()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Stop r-1042-VM' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('1s')
  await expect(row(page, 'r-1042-VM')).toContainText('Stopping', LONG)
  await cloud.pass('1m')
  await expect(row(page, 'r-1042-VM')).toContainText('Stopped', LONG)
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Stop r-1042-VM')
})

test('destroying the last router offers the safer way first and wants the name', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=net-web')
  const dialog = await choose(page, 'r-1042-VM', 'Destroy…')
  const destroy = dialog.getByRole('button', { name: 'Destroy r-1042-VM' })
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await expect(destroy).toBeDisabled()
  await page.keyboard.type('r-1042-V')
  await expect(destroy).toBeDisabled()
  await page.keyboard.type('M')
  await expect(destroy).toBeEnabled()
  await dialog.getByRole('button', { name: 'Restart network…' }).click()
  const restart = page.getByRole('dialog', { name: 'Restart network net-web?' })
  await expect(restart.getByRole('radio', { name: 'With cleanup' })).toBeChecked()
  await expect(restart).toContainText('cleanup=true')
  await restart.getByRole('button', { name: 'Restart network net-web' }).click()
  await expect(restart).toBeHidden()
  await cloud.pass('5m')
  // Its successor has another name (recorded: restartNetwork.cleanup).
  await expect(row(page, 'r-1042-VM')).toHaveCount(0, LONG)
  await expect(row(page, 'net-web')).toHaveCount(1)
})

test('a network is restarted in each of its ways, each with its consequence; a VPC made redundant has a pair', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/routers?q=net-web')
  const dialog = await choose(page, 'r-1042-VM', 'Restart network…')
  await expect(dialog.getByRole('radio', { name: 'Apply again' })).toBeChecked()
  await expect(dialog).toContainText('Running routers stay as they are.')
  await expect(dialog.getByRole('checkbox', { name: 'Make redundant' })).toHaveCount(0)
  await dialog.getByRole('radio', { name: 'Live patch' }).check()
  await expect(dialog).toContainText('The routers of net-web keep running.')
  await expect(dialog).toContainText('livepatch=true')
  await dialog.getByRole('radio', { name: 'With cleanup' }).check()
  await dialog.getByRole('checkbox', { name: 'Make redundant' }).check()
  await expect(dialog).toContainText('two routers from now on')
  await expect(dialog).toContainText(/cmk restart network id=[0-9a-f-]{36} cleanup=true makeredundant=true/)
  // Its offering does not allow a pair, which CloudStack says in the job.
  await dialog.getByRole('button', { name: 'Restart network net-web' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('10s')
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
    'Redundant router is not supported by the network offering',
    LONG,
  )

  await page.goto('/infrastructure/routers?q=vpc-mail')
  await choose(page, 'r-611-VM', 'Restart network…')
  await dialog.getByRole('radio', { name: 'With cleanup' }).check()
  await dialog.getByRole('checkbox', { name: 'Make redundant' }).check()
  await expect(dialog).toContainText(/cmk restart vpc id=[0-9a-f-]{36} cleanup=true makeredundant=true/)
  await dialog.getByRole('button', { name: /^Restart VPC vpc-mail/ }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('5m')
  await expect(row(page, 'r-611-VM')).toHaveCount(0, LONG)
  await expect(row(page, 'vpc-mail').filter({ hasText: 'PRIMARY' })).toHaveCount(1)
  await expect(row(page, 'BACKUP')).toHaveCount(1)
})

test('a router with a partner loses little, and says so', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  const dialog = await choose(page, 'r-640-VM', 'Reboot…')
  await expect(dialog).toContainText('Its partner r-641-VM takes over net-ha.')
  await expect(dialog).toContainText('(an estimate)')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  const backup = await choose(page, 'r-641-VM', 'Stop…')
  await expect(backup).toContainText('Its partner r-640-VM is PRIMARY and carries on.')
})

test('a console proxy says how many sessions end', async ({ page }) => {
  await page.goto('/infrastructure/system-vms')
  const dialog = await choose(page, 'v-2-VM', 'Reboot…')
  await expect(dialog).toContainText('12 console sessions end at once.')
  await expect(dialog).toContainText(/cmk reboot systemvm id=/)
})

test('a verb refused at once shows CloudStack’s words in the dialog, once', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers')
  const dialog = await choose(page, 'r-1042-VM', 'Stop…')
  await cloud.fault('stopRouter', { kind: 'status', status: 530, errortext: 'Not while the moon is full', times: 1 })
  await dialog.getByRole('button', { name: 'Stop r-1042-VM' }).click()
  await expect(dialog.getByRole('alert')).toHaveText('Not while the moon is full')
  await expect(page.getByText('Not while the moon is full')).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Stop r-1042-VM' }).click()
  await expect(dialog).toBeHidden()
})

test('many at once: what suits some says how many, and both halves of a pair leave the network without', async ({
  page,
}) => {
  await page.goto('/infrastructure/routers')
  for (const name of ['r-640-VM', 'r-641-VM', 'r-655-VM']) await select(page, name)
  await page.getByRole('button', { name: 'Stop 2 of 3…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop 2 routers?' })
  await expect(dialog).toContainText('net-ha is left without a router.')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('button', { name: 'Stop 2 of 3…' })).toBeVisible()
})

test('fresh checks on several routers report each, and one out of contact says why', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  for (const name of ['r-1042-VM', 'r-988-VM']) await select(page, name)
  await page.getByRole('button', { name: 'Run health checks' }).click()
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('1 of 2 done, 1 failed')
  await page.getByRole('button', { name: /^Jobs/ }).click()
  const tray = page.getByRole('dialog', { name: 'Jobs' })
  await expect(tray.getByRole('listitem').filter({ hasText: 'r-1042-VM' })).toContainText('failing')
  await expect(tray.getByRole('listitem').filter({ hasText: 'r-988-VM' })).toContainText(
    'Failed to get health check results',
  )
  await tray.getByRole('button', { name: 'Try again' }).click()
  await expect(tray.getByRole('listitem').filter({ hasText: 'r-988-VM' })).toContainText('failed')
})
