import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectAccessibleInBothSchemes } from '../helpers.ts'

const table = { failing: 'Failing checks', broken: 'Out of reach or out of order', coming: 'Coming up' }

test('says what is wrong, grouped by cause, and counts it in its title', async ({ page }) => {
  await page.goto('/overview')
  const failing = page.getByRole('table', { name: table.failing })
  const broken = page.getByRole('table', { name: table.broken })
  await expect(failing.getByRole('row', { name: /dhcp_check/ })).toContainText('An instance is missing from DHCP')
  await expect(failing.getByRole('row', { name: /disk_space_check/ })).toContainText('r-1042-VM')
  await expect(failing.getByRole('row', { name: /acme_ntp_check/ })).toContainText('A check of your own')
  await expect(broken.getByRole('row', { name: /Console proxy agent Disconnected/ })).toContainText('v-214-VM')
  await expect(broken.getByRole('row', { name: /Pair has no PRIMARY/ })).toContainText('r-871-VM')
  await expect(broken.getByRole('row', { name: /Pair has two PRIMARY/ })).toContainText('r-1003-VM')
  await expect(broken.getByRole('row', { name: /Routers out of contact/ })).toContainText('ams1-kvm-05')
  await expect(broken.getByRole('row', { name: /Host in maintenance/ })).toContainText('1 is a PRIMARY')
  // The last of the lists may add a line while they are counted.
  await expect(async () => {
    const lines = (await failing.getByRole('row').count()) + (await broken.getByRole('row').count()) - 2
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${lines} things are wrong now`, {
      timeout: 1_000,
    })
  }).toPass()
})

test('each line leads to the list that shows exactly what it counts', async ({ page }) => {
  await page.goto('/overview')
  await page.getByRole('link', { name: 'dhcp_check' }).click()
  await expect(page).toHaveURL(/\/infrastructure\/routers\?check=dhcp_check/)
  await expect(page.getByRole('heading', { name: 'Virtual routers' })).toBeVisible()
  const rows = page.getByRole('row')
  await expect(rows.filter({ hasText: 'r-1042-VM' })).toBeVisible()
  await expect(rows.filter({ hasText: 'r-1013-VM' })).toBeVisible()
  await expect(rows.filter({ hasText: 'r-640-VM' })).toHaveCount(0)

  await page.goBack()
  await page.getByRole('link', { name: 'Host in maintenance' }).click()
  await expect(page).toHaveURL(/\/infrastructure\/routers\?host=/)
  await expect(page.getByRole('heading', { name: 'Virtual routers' })).toBeVisible()
  await expect(rows.filter({ hasText: 'r-712-VM' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^4 of/ })).toBeVisible()

  await page.goBack()
  await page.getByRole('link', { name: 'Console proxy agent Disconnected' }).click()
  await expect(page).toHaveURL(/system-vms\?type=consoleproxy&agent=Disconnected/)
  await expect(page.getByRole('heading', { name: 'System VMs' })).toBeVisible()
  await expect(rows.filter({ hasText: 'v-214-VM' })).toBeVisible()
  await expect(rows.filter({ hasText: 'v-2-VM' })).toHaveCount(0)
})

test('names what is coming up without counting it', async ({ page }) => {
  await page.goto('/overview')
  const due = page.getByRole('table', { name: table.coming }).getByRole('row', { name: /Upgrades due/ })
  await expect(due).toContainText('fra-1')
  const count = await due.getByRole('cell').last().innerText()
  await due.getByRole('link', { name: 'Upgrades due' }).click()
  await expect(
    page.getByRole('tab', { name: /Upgrade due/ }).or(page.getByRole('link', { name: /Upgrade due/ })),
  ).toContainText(count.trim())

  await page.goBack()
  const behind = page.getByRole('row', { name: /System VM upgrades due/ })
  await expect(behind).toContainText('s-97-VM')
  await behind.getByRole('link', { name: 'System VM upgrades due' }).click()
  await expect(page.getByRole('row').filter({ hasText: 's-97-VM' })).toContainText('upgrade due')
  await expect(page.getByRole('row').filter({ hasText: 'v-2-VM' })).toHaveCount(0)
})

test.describe('in a calm cloud', () => {
  test.use({ seed: 'calm' })
  test('nothing wrong is one line', async ({ page }) => {
    await page.goto('/overview')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is wrong')
    await expect(page.getByText(/^Nothing is wrong\. Checked \d+ s ago\.$/)).toBeVisible()
    await expect(page.getByRole('table')).toHaveCount(0)
    await expectAccessible(page)
  })
})

test.describe('in an empty cloud', () => {
  test.use({ seed: 'empty' })
  test('there is nothing to be wrong', async ({ page }) => {
    await page.goto('/overview')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is wrong')
    await expect(page.getByText('in 0 routers')).toBeVisible()
  })
})

test('the map shows every router; its zones, counts and marks lead on', async ({ page }) => {
  await page.goto('/overview')
  const map = page.getByRole('region', { name: 'Fleet map' })
  await expect(map.getByRole('img', { name: /^ams-1: \d+ routers, .*2 no contact/ })).toBeVisible()
  await map.getByRole('link', { name: '2 no contact' }).click()
  await expect(page).toHaveURL(/tab=no-contact&zone=/)
  await expect(page.getByRole('row').filter({ hasText: 'r-988-VM' })).toBeVisible()
  await page.goBack()
  // For the keyboard, the marks that are not grey are links.
  const mark = map.getByRole('link', { name: 'r-1042-VM, failing' })
  await mark.focus()
  await expect(mark).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'r-1042-VM' })).toBeVisible()
})

test('shows what runs, whoever started it', async ({ page, cloud }) => {
  const answer = (await cloud.call('listRouters', { listall: 'true', keyword: 'r-604-VM' })) as {
    router: { id: string }[]
  }
  await cloud.call('rebootRouter', { id: answer.router[0]?.id ?? '' })
  await page.goto('/overview')
  await expect(page.getByText('rebootRouter')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'rebootRouter' })).toContainText('r-604-VM')
})

test('tells the system VMs’ state and what happened in the last hour', async ({ page }) => {
  await page.goto('/overview')
  // The alert about it stands in the last hour, beside the card.
  const lost = page.getByRole('listitem').filter({ hasText: 'v-214-VM' }).filter({ hasText: 'Disconnected 38 m' })
  await expect(lost).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'v-1049-VM' })).toContainText('no agent record')
  await expect(page.getByRole('listitem').filter({ hasText: 'r-712-VM' })).toContainText('migrate failed')
  await page.getByRole('link', { name: 'Activity' }).last().click()
  await expect(page).toHaveURL(/\/activity$/)
})

test.describe('for a domain admin', () => {
  test.use({ user: 'salesadmin' })
  test('says what the role is not shown, and takes no silence for health', async ({ page }) => {
    await page.goto('/overview')
    await expect(page.getByText('Your role is not shown system VMs, hosts and alerts:')).toBeVisible()
    await expect(page.getByRole('heading', { name: '2 things are wrong now' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'loadbalancing.service' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'System VMs' })).toHaveCount(0)
    await expectAccessible(page)

    // CloudStack's list tells this role results that it may not ask for by themselves; of a console it is not even asked.
    await page.getByRole('link', { name: 'r-640-VM' }).last().click()
    await page.getByRole('link', { name: /^Health/ }).click()
    await expect(page.getByRole('heading', { name: '1 of 15 checks fails' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Run fresh checks' })).toBeDisabled()
    await expect(page.getByRole('link', { name: 'both consoles' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Console', exact: true }).click()
    await expect(page.getByText('Only a root admin may open the console of a router.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  })
})

test.describe('for an end user', () => {
  test.use({ user: 'tenant' })
  test('says nothing of health, and leads to their instances', async ({ page }) => {
    await page.goto('/overview')
    await expect(page.getByText('Your role sees no routers, system VMs or hosts.')).toBeVisible()
    await expect(page.getByText('Nothing is wrong')).toHaveCount(0)
    await page.getByRole('link', { name: 'Your instances' }).click()
    await expect(page).toHaveURL(/\/instances$/)
  })
})

test('a list that cannot be read says so in CloudStack’s words, and is tried again', async ({ page, cloud }) => {
  await cloud.fault('listRouters', { kind: 'status', status: 530, errortext: 'The database is on fire' })
  await page.goto('/overview')
  await expect(page.getByText('The virtual routers could not be read.')).toBeVisible()
  await expect(page.getByText('The database is on fire').first()).toBeVisible()
  // What could be read stands there all the same, and nothing is called well.
  await expect(page.getByRole('link', { name: 'Console proxy agent Disconnected' })).toBeVisible()
  await expect(page.getByText('Nothing is wrong')).toHaveCount(0)
  await cloud.heal()
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(page.getByRole('link', { name: 'dhcp_check' })).toBeVisible()
  await expect(page.getByText('The virtual routers could not be read.')).toHaveCount(0)
})

test('axe finds nothing in either scheme, nor on a phone, which it fits', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/overview')
  await expect(page.getByRole('link', { name: 'dhcp_check' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expectAccessibleInBothSchemes(page)
})
