import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectAccessibleInBothSchemes, row } from '../helpers.ts'

const names = (page: Page) => page.getByRole('rowheader').allInnerTexts()
const tab = (page: Page, name: RegExp) => page.getByRole('navigation', { name: 'Verdicts' }).getByRole('link', { name })

test('what fails stands first, and every verdict is told apart', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  await expect(row(page, 'r-1042-VM')).toContainText('2 basic checks failing: disk_space_check, gateways_check')
  await expect(row(page, 'r-1042-VM')).toContainText('1 advanced check failing: dhcp_check')
  await expect(row(page, 'r-988-VM')).toContainText('no contact')
  await expect(row(page, 'r-948-VM')).toContainText('1 advanced check unknown: helios_quota_check')
  await expect(row(page, 'r-1051-VM')).toContainText('never ran')
  await expect(row(page, 'r-1051-VM')).toContainText('known once up')
  await expect(row(page, 'r-655-VM')).toContainText('results are old')
  await expect(row(page, 'r-902-VM')).toContainText('1 advanced check warning: haproxy_check')
  // A check of the operator's own counts like CloudStack's.
  await expect(row(page, 'r-955-VM')).toContainText('1 advanced check failing: acme_ntp_check')
  const order = await names(page)
  const at = (name: string) => order.findIndex((one) => one.includes(name))
  expect(at('r-1042-VM')).toBe(0)
  for (const [before, after] of [
    ['r-955-VM', 'r-871-VM'],
    ['r-872-VM', 'r-988-VM'],
    ['r-988-VM', 'r-774-VM'],
    ['r-774-VM', 'r-948-VM'],
    ['r-948-VM', 'r-1051-VM'],
    ['r-1051-VM', 'r-655-VM'],
    ['r-655-VM', 'r-16-VM'],
  ]) {
    expect(at(before ?? ''), `${before} before ${after}`).toBeLessThan(at(after ?? ''))
  }
  // In a window wide enough for every column, too, a cell stands under its heading.
  await page.setViewportSize({ width: 1900, height: 900 })
  const left = async (cell: Locator) => (await cell.boundingBox())?.x ?? Number.NaN
  const heading = await left(page.getByRole('columnheader', { name: 'State' }))
  expect(await left(row(page, 'r-1042-VM').getByRole('gridcell', { name: 'Running' }))).toBe(heading)
})

test('a pair stays together in the place of its worse half, and a wrong one says so', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  await expect(row(page, 'r-871-VM').getByText('BACKUP')).toBeVisible()
  const order = await names(page)
  const at = (name: string) => order.findIndex((one) => one.includes(name))
  expect(at('r-641-VM')).toBe(at('r-640-VM') + 1)
  expect(at('r-641-VM')).toBeLessThan(at('r-871-VM'))
  await row(page, 'r-871-VM').getByRole('note', { name: 'No router of this pair is PRIMARY' }).hover()
  await page.getByRole('button', { name: 'Pairs together' }).click()
  await expect(page).toHaveURL(/pairs=apart/)
  // Its healthy half leaves for the healthy ones.
  const place = async (name: string) => Number(await row(page, name).getAttribute('aria-rowindex'))
  await expect.poll(async () => (await place('r-641-VM')) - (await place('r-640-VM'))).toBeGreaterThan(5)
})

test('tabs, text and facets narrow the list, the URL holds them, and back undoes them', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  await tab(page, /^Failing/).click()
  await expect(page).toHaveURL(/\?tab=failing$/)
  await expect(page.getByText('5 of 60')).toBeVisible()
  await page.goBack()
  await expect(page.getByText('60', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('203.0.113.24')
  await expect(page).toHaveURL(/q=203\.0\.113\.24/)
  await expect(page.getByText('1 of 60')).toBeVisible()
  await page.keyboard.type('999')
  await expect(page.getByText('No router matches “203.0.113.24999”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/infrastructure\/routers$/)
  await page.goto('/infrastructure/routers?hypervisor=VMware&zone=ams-1&sort=-name')
  await expect(page.getByText('Hypervisor is VMware')).toBeVisible()
  await expect(page.getByText('Zone is ams-1')).toBeVisible()
  // What is asked for stands there before the rows do.
  await expect(page.getByRole('rowheader').nth(3)).toBeVisible()
  const order = await names(page)
  const numbers = order.map((name) => Number(/\d+/.exec(name)?.[0]))
  expect(numbers[0]).toBe(Math.max(...numbers))
})

test('groups count what is in them and act on all of it', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  await page.getByRole('button', { name: /^Group by/ }).click()
  await page.getByRole('menuitemradio', { name: 'Zone' }).click()
  await expect(page).toHaveURL(/group=zone/)
  const zone = page.getByRole('row').filter({ hasText: '26 routers' })
  await expect(zone).toContainText('fra-1')
  await expect(zone).toContainText('25 running')
  await expect(zone).toContainText('3 failing')
  await expect(zone).toContainText('upgrade due')
  await zone.getByRole('button', { name: 'Actions for all of fra-1' }).click()
  await page.getByRole('menuitem', { name: 'Stop 25 of 26…' }).click()
  await expect(page.getByRole('dialog')).toContainText(/networks are left without a router/)
  await page.getByRole('button', { name: 'Keep it' }).click()
  for (const by of ['Pod', 'Cluster', 'Account', 'Network or VPC']) {
    await page.getByRole('button', { name: /^Group by/ }).click()
    await page.getByRole('menuitemradio', { name: by }).click()
    await expect(page.getByRole('button', { name: `Group by ${by}` })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Actions for all of/ }).first()).toBeVisible()
  }
})

test('a selection says what it means and outlives refresh and filter', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers')
  for (const name of ['r-1042-VM', 'r-871-VM', 'r-902-VM']) await row(page, name).getByRole('checkbox').check()
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar).toContainText('3 selected')
  await expect(bar).toContainText(/3 networks, \d+ running instances behind them/)
  await tab(page, /^Failing/).click()
  await expect(bar).toContainText('2 not shown')
  await cloud.pass('2m')
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(row(page, 'r-1042-VM').getByRole('checkbox')).toBeChecked()
  await expect(bar).toContainText('3 selected')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
})

test('keys move, select and open', async ({ page }) => {
  await page.goto('/infrastructure/routers')
  await expect(row(page, 'r-1042-VM')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(row(page, 'r-1013-VM').getByRole('checkbox')).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'r-1013-VM' })).toBeVisible()
  await expect(page).toHaveURL(/\/health$/)
})

test('columns are chosen and remembered, and CSV has what is shown', async ({ page }) => {
  await page.goto('/infrastructure/routers?tab=failing')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Cluster' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Account' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: 'Cluster' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Cluster' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Account' })).toHaveCount(0)
  await expect(row(page, 'r-1042-VM')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
  expect(lines[0]).toContain('Name,State,Basic checks,Advanced checks')
  expect(lines[0]).toContain('Cluster')
  expect(lines[0]).not.toContain('Account')
  expect(lines).toHaveLength(6)
  expect(lines[1]).toMatch(/^r-1042-VM,Running,"2 basic checks failing: disk_space_check, gateways_check"/)
})

test('a view is saved, opened and forgotten', async ({ page }) => {
  await page.goto('/infrastructure/routers?tab=failing&group=zone')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('textbox', { name: 'Name of this view' }).fill('Morning round')
  await page.keyboard.press('Enter')
  await page.goto('/infrastructure/routers')
  await tab(page, /Morning round/).click()
  await expect(page).toHaveURL(/tab=failing&group=zone/)
  await page.getByRole('button', { name: 'Forget “Morning round”' }).click()
  await expect(tab(page, /Morning round/)).toHaveCount(0)
})

test('nothing wrong, and nothing at all, each say so', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?tab=unknown&zone=fra-2')
  await expect(page.getByText('No router matches Zone is fra-2 and has a check of unknown result.')).toBeVisible()
  await cloud.fault('listRouters', { kind: 'status', status: 503, errortext: 'the database is away' })
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(page.getByText(/^Shown as of/)).toBeVisible()
})

test.describe('an empty cloud', () => {
  test.use({ seed: 'empty' })
  test('says why there is no router', async ({ page }) => {
    await page.goto('/infrastructure/routers')
    await expect(page.getByText('No virtual routers yet. CloudStack makes one when a network needs it.')).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('a calm cloud', () => {
  test.use({ seed: 'calm' })
  test('has nothing failing', async ({ page }) => {
    await page.goto('/infrastructure/routers?tab=failing')
    await expect(page.getByText('No router has a failing check.')).toBeVisible()
  })
})

test('an error says what failed in CloudStack’s words, and trying again mends it', async ({ page, cloud }) => {
  await cloud.fault('listRouters', { kind: 'status', status: 530, errortext: 'Unable to reach the database' })
  await page.goto('/infrastructure/routers')
  await expect(page.getByText('The virtual routers could not be read.')).toBeVisible()
  await expect(page.getByText('Unable to reach the database')).toBeVisible()
  await cloud.heal()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'r-1042-VM')).toBeVisible()
})

test('a fleet that broke off says how much of it came', async ({ page }) => {
  await page.route('**/api/fleet/routers', async (route) => {
    const response = await route.fetch()
    const [first = ''] = (await response.text()).split('\n')
    const line = { ...(JSON.parse(first) as object), total: 1284 }
    const error = { status: 502, code: 'unreachable', message: 'connect ECONNREFUSED' }
    await route.fulfill({ response, body: `${JSON.stringify(line)}\n${JSON.stringify({ error })}\n` })
  })
  await page.goto('/infrastructure/routers')
  await expect(page.getByText('60 of 1,284 loaded, then CloudStack stopped answering.')).toBeVisible()
  await expect(row(page, 'r-1042-VM')).toBeVisible()
})

test('names of other people’s making are only text', async ({ page }) => {
  await page.goto('/infrastructure/routers?q=onerror')
  await expect(row(page, 'r-977-VM')).toContainText('<img src=x onerror=alert(1)>')
  await expect(page.getByRole('img', { name: 'x' })).toHaveCount(0)
})

test('axe finds nothing in groups with a selection, in either scheme', async ({ page }) => {
  await page.goto('/infrastructure/routers?group=zone')
  await expect(row(page, 'r-1042-VM')).toBeVisible()
  await row(page, 'r-1042-VM').getByRole('checkbox').check()
  await expectAccessibleInBothSchemes(page)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('routers are cards, a pair is one of them', async ({ page }) => {
    await page.goto('/infrastructure/routers')
    const pair = page.getByRole('listitem').filter({ hasText: 'r-871-VM' })
    await expect(pair).toContainText('No PRIMARY')
    await expect(pair).toContainText('r-872-VM')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByPlaceholder('Filter these routers').fill('net-web')
    await expect(page.getByRole('link', { name: 'r-1042-VM' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'r-1042-VM' }).click()
    await expect(page.getByRole('heading', { name: 'r-1042-VM' })).toBeVisible()
    await expectAccessible(page)
  })
})
