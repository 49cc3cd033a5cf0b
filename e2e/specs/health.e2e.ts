import type { Page } from '@playwright/test'
import { type Cloud, expect, test } from '../fixtures.ts'
import { expectAccessibleInBothSchemes, row } from '../helpers.ts'

async function openHealth(page: Page, cloud: Cloud, name: string) {
  const { router } = (await cloud.call('listRouters', { listall: 'true', projectid: '-1', keyword: name })) as {
    router: { id: string; name: string }[]
  }
  const { id } = router.find((one) => one.name === name)!
  await page.goto(`/infrastructure/routers/${id}/health`)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return id
}
const checks = (page: Page) => page.getByRole('treegrid', { name: 'Health checks' })

test('the verdict is one sentence, and the worst check is open with its meaning and CloudStack’s words', async ({
  page,
  cloud,
}) => {
  await openHealth(page, cloud, 'r-1042-VM')
  await expect(page.getByRole('heading', { name: '3 of 15 checks fail, 1 warns' })).toBeVisible()
  await expect(page.getByText('Start with the disk: when it fills up')).toBeVisible()
  await expect(row(page, 'disk_space_check').first()).toContainText('The router’s disk is almost full')
  await expect(page.getByRole('heading', { name: 'What it affects' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '/var/log' })).toBeVisible()
  await expect(page.getByText(/Status FAILED, .* Limit in fra-1: at least 100 MB/)).toBeVisible()
  const limits = page.getByRole('region', { name: 'Limits in fra-1' })
  await expect(limits).toContainText('Basic checks every')
  await expect(limits).toContainText('3 min')
  await page.getByRole('button', { name: 'gateways_check' }).click()
  await expect(page.getByRole('heading', { name: 'What it affects' })).toHaveCount(2)
  await expectAccessibleInBothSchemes(page)
})

test('fresh checks replace what was shown', async ({ page, cloud }) => {
  await openHealth(page, cloud, 'r-16-VM')
  await expect(page.getByRole('heading', { name: /^All \d+ checks pass$/ })).toBeVisible()
  await cloud.pass('9m')
  await page.getByRole('button', { name: 'Run fresh checks' }).click()
  await expect(page.getByText(/^Fresh run .* ago, answered in \d+\.\d s$/)).toBeVisible()
  await expect(row(page, 'dhcp.service')).toContainText(/\d+ s$/)
})

test('a router out of contact is not called failing, and fresh checks tell why they cannot run', async ({
  page,
  cloud,
}) => {
  await openHealth(page, cloud, 'r-988-VM')
  await expect(page.getByRole('heading', { name: 'CloudStack has no contact with this router' })).toBeVisible()
  await expect(page.getByText('Its older results are gone.')).toBeVisible()
  await page.getByRole('button', { name: 'Run fresh checks' }).click()
  await expect(page.getByText('No fresh checks: CloudStack has no contact with the router.')).toBeVisible()
  await expect(page.getByText(/Unable to perform fresh checks on router/)).toBeVisible()
  await expect(page.getByText('getRouterHealthCheckResults, HTTP 530')).toBeVisible()
})

test('a check of the operator’s own is named a custom one', async ({ page, cloud }) => {
  await openHealth(page, cloud, 'r-955-VM')
  await expect(page.getByRole('heading', { name: /^1 of \d+ checks fails$/ })).toBeVisible()
  const custom = row(page, 'acme_ntp_check').first()
  await expect(custom).toContainText('custom')
  await expect(custom).toContainText('A custom check of this router’s template fails')
})

test('a stopped router’s results are told as old ones, and it cannot run fresh ones', async ({ page, cloud }) => {
  await openHealth(page, cloud, 'r-655-VM')
  await expect(page.getByText('It is Stopped: these are its results from 3 days ago.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run fresh checks' })).toHaveAttribute('aria-disabled', 'true')
})

test('a router that has never run its checks says so', async ({ page, cloud }) => {
  await openHealth(page, cloud, 'r-1051-VM')
  await expect(page.getByRole('heading', { name: 'Its checks have never run' })).toBeVisible()
  await expect(checks(page)).toBeVisible()
})

test('ten kilobytes of a check’s words stay within their place', async ({ page, cloud }) => {
  await openHealth(page, cloud, 'r-979-VM')
  await page.getByRole('button', { name: 'helios_wordy_check' }).click()
  await expect(page.getByText('<b>').first()).toBeVisible()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wider).toBe(false)
})

test('results that cannot be read say why', async ({ page, cloud }) => {
  await cloud.fault('getRouterHealthCheckResults', {
    kind: 'status',
    status: 530,
    errortext: 'Router health checks are not enabled for router',
  })
  await openHealth(page, cloud, 'r-1042-VM')
  await expect(page.getByText('The health results could not be read.')).toBeVisible()
  await expect(page.getByText('Router health checks are not enabled for router')).toBeVisible()
  await cloud.heal()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: '3 of 15 checks fail, 1 warns' })).toBeVisible()
})
