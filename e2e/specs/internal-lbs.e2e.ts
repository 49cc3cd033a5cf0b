import { expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

const list = '/infrastructure/internal-lbs'

test('lists them with their tier and VPC; verbs follow the state', async ({ page }) => {
  await page.goto(list)
  const running = row(page, 'b-735-VM')
  for (const words of ['Running', 'tier-db', 'vpc-core', '10.4.2.', 'fra-1']) await expect(running).toContainText(words)
  await expect(row(page, 'b-868-VM')).toContainText('Stopped')
  await row(page, 'b-868-VM').getByRole('button').last().click()
  await expect(page.getByRole('menuitem', { name: 'Start', exact: true })).toBeEnabled()
  await expect(page.getByRole('menuitem', { name: /^Stop/ })).toContainText('It is already stopped')
})

test('starts a stopped one and shows CloudStack’s states', async ({ page, cloud }) => {
  await page.goto(list)
  await page.getByRole('link', { name: 'b-868-VM' }).click()
  await expect(page.getByRole('heading', { name: 'b-868-VM' })).toBeVisible()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  // The clock may move once CloudStack has the job.
  await expect(page.getByRole('button', { name: 'Jobs, 1 running' })).toBeVisible()
  await cloud.pass('1s')
  await expect(page.getByText('Starting').first()).toBeVisible({ timeout: 15_000 })
  await cloud.pass('2m')
  await expect(page.getByText('Running').first()).toBeVisible({ timeout: 15_000 })
})

test('a page holds details, networks, volumes and activity, and no health', async ({ page }) => {
  await page.goto(list)
  await page.getByRole('link', { name: 'b-735-VM' }).click()
  await expect(page.getByText('balances tier-db of vpc-core')).toBeVisible()
  await expect(page.getByText('CloudStack runs no health checks on internal load balancers.')).toBeVisible()
  await expect(
    page.getByText('ssh -i /root/.ssh/id_rsa.cloud -p 3922 root@169.254', { exact: false }).first(),
  ).toBeVisible()
  const parts = page.getByRole('tablist').or(page.getByRole('navigation', { name: 'Parts of b-735-VM' }))
  await expect(parts).not.toContainText('Health')
  await parts.getByText('Networks').click()
  await expect(row(page, '10.4.2.')).toBeVisible()
  await expectAccessible(page)
})

test('filters in the URL', async ({ page }) => {
  await page.goto(`${list}?state=Stopped`)
  await expect(row(page, 'b-868-VM')).toBeVisible()
  await expect(row(page, 'b-735-VM')).toHaveCount(0)
})

test('an id that is not there says so', async ({ page }) => {
  await page.goto(`${list}/11111111-2222-3333-4444-555555555555`)
  await expect(page.getByText(/no longer exists/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'All internal load balancers' })).toBeVisible()
})

test.describe('in an empty cloud', () => {
  test.use({ seed: 'empty' })
  test('says how one comes to be', async ({ page }) => {
    await page.goto(list)
    await expect(page.getByText(/^No internal load balancer yet\./)).toBeVisible()
  })
})
