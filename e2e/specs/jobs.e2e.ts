import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectJob, row } from '../helpers.ts'

const LONG = { timeout: 15_000 }

test('a job started here survives a reload and ends in CloudStack’s words', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=r-604')
  await row(page, 'r-604-VM').getByRole('button', { name: 'Actions for r-604-VM' }).click()
  await page.getByRole('menuitem', { name: 'Reboot…' }).click()
  await page.getByRole('button', { name: 'Reboot r-604-VM' }).click()
  const button = page.getByRole('button', { name: /^Jobs/ })
  await expect(button).toContainText('1')
  await page.reload()
  await expect(button).toContainText('1')
  await button.click()
  const tray = page.getByRole('dialog', { name: 'Jobs' })
  const running = tray.getByRole('region', { name: 'Running now' })
  await expect(running.getByRole('listitem')).toContainText(/Reboot r-604-VM\s*\d+ s/)
  await expectAccessible(page)
  await cloud.pass('5m')
  await expect(running).toContainText('Nothing is running.', LONG)
  const ended = tray.getByRole('region', { name: 'Ended, started in this browser' })
  await expect(ended.getByRole('listitem')).toContainText('Reboot r-604-VM')
  await expect(ended.getByRole('listitem')).toContainText('Running')
  await ended.getByRole('link', { name: 'r-604-VM' }).click()
  await expect(page.getByRole('heading', { name: 'r-604-VM' })).toBeVisible()
})

test('a job that somebody else starts shows, named and linked, and its end refreshes the list', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/routers?q=r-604')
  await expect(row(page, 'r-604-VM')).toContainText('Running')
  const found = (await cloud.call('listRouters', { name: 'r-604-VM', listall: 'true' })) as { router: { id: string }[] }
  await cloud.call('stopRouter', { id: found.router[0]?.id ?? '' })
  // An idle tab asks once a minute; coming back to it asks at once.
  await page.reload()
  const button = page.getByRole('button', { name: /^Jobs/ })
  await expect(button).toContainText('1')
  await button.click()
  const line = page.getByRole('region', { name: 'Running now' }).getByRole('listitem')
  await expect(line).toContainText('stopRouter')
  await expect(line.getByRole('link', { name: 'r-604-VM' })).toBeVisible()
  await cloud.pass('2m')
  await expect(page.getByRole('region', { name: 'Running now' })).toContainText('Nothing is running.', LONG)
  await expect(page.getByRole('region', { name: 'Ended, started in this browser' })).toContainText('Nothing yet.')
  await page.keyboard.press('Escape')
  await expect(row(page, 'r-604-VM')).toContainText('Stopped', LONG)

  // One that hangs: CloudStack tells no progress, so what is left is its log.
  const { router: hanging } = (await cloud.call('listRouters', { name: 'r-781-VM', listall: 'true' })) as typeof found
  const { jobid } = await cloud.call('stopRouter', { id: hanging[0]?.id ?? '' })
  await cloud.pass('11m')
  await page.reload()
  await button.click()
  await expect(line).toContainText('Longer than most.')
  await expect(line).toContainText(String(jobid))
})

test('a job that fails says CloudStack’s words, stays, and can be tried again', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=r-604')
  await row(page, 'r-604-VM').getByRole('button', { name: 'Actions for r-604-VM' }).click()
  await page.getByRole('menuitem', { name: 'Reboot…' }).click()
  // Somebody stops it between the question and the yes: the reboot then fails in its job (recorded: rebootRouter.stopped).
  const { router } = (await cloud.call('listRouters', { name: 'r-604-VM', listall: 'true' })) as {
    router: { id: string }[]
  }
  await cloud.call('stopRouter', { id: router[0]?.id ?? '' })
  await cloud.pass('2m')
  await page.getByRole('button', { name: 'Reboot r-604-VM' }).click()
  await expectJob(cloud)
  await cloud.pass('10s')
  const toast = page.getByRole('region', { name: 'Messages' }).getByRole('alert')
  await expect(toast).toContainText('it is not in right state Stopped', LONG)
  await page.getByRole('button', { name: /^Jobs/ }).click()
  const ended = page.getByRole('region', { name: 'Ended, started in this browser' })
  await expect(ended).toContainText('it is not in right state Stopped')
  await ended.getByRole('button', { name: 'Try again' }).click()
  await expectJob(cloud)
  await cloud.pass('10s')
  await expect(ended.getByRole('listitem')).toContainText('failed', LONG)
})
