import type { Page } from '@playwright/test'
import { type Cloud, expect, test } from '../fixtures.ts'
import { expectAccessible, expectJob, row } from '../helpers.ts'

const list = '/infrastructure/hosts'

// Emptying a host is a journey of several jobs, watched by what is asked every three seconds.
test.describe.configure({ timeout: 120_000 })

test('lists hosts, what needs a look first, and leads to what is on them', async ({ page }) => {
  await page.goto(list)
  const first = page.getByRole('row').nth(1)
  await expect(first).toContainText('fra1-kvm-09')
  await expect(first).toContainText('Maintenance')
  for (const words of ['Up', 'KVM', 'fra1-kvm-b', 'fra1-b', 'fra-1', '4.22.0.0'])
    await expect(first).toContainText(words)
  await page.getByRole('link', { name: '4 routers on fra1-kvm-09' }).click()
  await expect(page).toHaveURL(/\/infrastructure\/routers\?host=/)
  for (const name of ['r-712-VM', 'r-745-VM', 'r-752-VM', 'r-760-VM']) await expect(row(page, name)).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: /system VMs? on fra2-kvm-03/ }).click()
  await expect(page).toHaveURL(/\/infrastructure\/system-vms\?host=/)
  await expect(row(page, 'v-214-VM')).toBeVisible()
})

test('filters in the URL', async ({ page }) => {
  await page.goto(`${list}?hypervisor=VMware`)
  await expect(row(page, 'ams1-esx-01')).toBeVisible()
  await expect(row(page, 'fra1-kvm-01')).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Filter these hosts' }).fill('esx-02')
  await expect(row(page, 'ams1-esx-01')).toHaveCount(0)
  await expect(page).toHaveURL(/q=esx-02/)
})

test('a refresh that fails keeps what is known', async ({ page, cloud }) => {
  await page.goto(list)
  await expect(row(page, 'fra1-kvm-01')).toBeVisible()
  await cloud.fault('listHosts', { kind: 'status', status: 503 })
  await page.getByRole('button', { name: /Refresh/ }).click()
  // Older rows stay, and the head says of when they are.
  await expect(page.getByText(/Shown as of/)).toBeVisible()
  await expect(row(page, 'fra1-kvm-01')).toBeVisible()
})

/** Jobs are asked for every three seconds. */
const LONG = { timeout: 15_000 }
const SOON = { timeout: 2_000 }

/** Lets the cloud's time pass until the page says so: a run looks about once a second. */
const until = (cloud: Cloud, check: () => Promise<void>, each = '4s') =>
  expect(async () => {
    await cloud.pass(each)
    await check()
  }).toPass({ timeout: 60_000 })

async function openHost(page: Page, name: string) {
  await page.goto(`${list}?q=${name}`)
  await row(page, name).getByRole('link', { name, exact: true }).click()
}

const target = (page: Page, name: string) => page.getByRole('combobox', { name: `Where ${name} goes` })
const moves = (page: Page) => page.getByRole('list', { name: 'What the run does' }).getByRole('listitem')

/** Starts the run and is on its page. */
async function start(page: Page, count: number) {
  await page.getByRole('button', { name: new RegExp(`^Move ${count} VMs? off`) }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('This page')
  await dialog.getByRole('button', { name: /^Move \d+ VMs?$/ }).click()
  await expect(page).toHaveURL(/\/rollouts\/[0-9a-f-]{36}/)
}

test('a host says what is on it, what would go with it, and is left empty by a run that needs no page: plan, moves, maintenance, proof', async ({
  page,
  cloud,
  context,
}) => {
  await openHost(page, 'fra1-kvm-06')
  await expect(page.getByRole('heading', { name: 'fra1-kvm-06', level: 1 })).toBeVisible()
  const losses = page.getByRole('list', { name: 'What would be lost' }).getByRole('listitem')
  await expect(losses.filter({ hasText: 'net-voip' })).toContainText('its only running router is here (r-883-VM)')
  await expect(losses.filter({ hasText: 'r-733-VM' })).toContainText('r-734-VM on fra1-kvm-12 takes over')
  await expect(losses.filter({ hasText: 'b-735-VM' })).toContainText('its balanced addresses')
  await expect(row(page, 'r-733-VM')).toContainText('PRIMARY of vpc-core')

  await page.getByRole('link', { name: 'Evacuate' }).click()
  await expect(page).toHaveURL(/evacuate$/)
  const tab = page.url()
  await expect(target(page, 'r-883-VM')).not.toHaveValue('any')
  await expect(target(page, 'r-883-VM').getByRole('option', { name: 'fra1-kvm-02' })).toHaveCount(0)
  // In the order they leave: a PRIMARY after what has no partner, the maintenance last.
  const lines = page.getByRole('row')
  await expect(lines.nth(1)).toContainText('b-735-VM')
  await expect(lines.nth(5)).toContainText('r-733-VM')
  await expect(lines.nth(6)).toContainText('fra1-kvm-06 goes into maintenance')
  await expect(lines.nth(6)).toContainText(/Its \d+ instances are moved by the maintenance itself/)
  await expectAccessible(page)
  await target(page, 'b-735-VM').selectOption('fra1-kvm-07')
  await target(page, 'r-660-VM').selectOption('CloudStack chooses')
  await target(page, 'r-955-VM').selectOption('Stays here')
  await expect(lines.nth(6)).toContainText('The maintenance moves r-955-VM too')
  await page.getByRole('combobox', { name: 'At the same time' }).selectOption('3')
  await page.getByRole('button', { name: /^Move 4 VMs off/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('goes into maintenance when all of them have left')
  await expect(dialog).toContainText('instances and r-955-VM are moved by that')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Not yet' }).click()
  await start(page, 4)
  await expect(page.getByRole('heading', { level: 1, name: 'Evacuate fra1-kvm-06' })).toBeVisible()
  const run = page.url()
  await until(cloud, () => expect(row(page, 'b-735-VM')).toContainText('Moved to fra1-kvm-07', SOON))
  await expect(row(page, 'b-735-VM').getByRole('link')).toHaveAttribute('href', /internal-lbs/)
  await page.close()

  const back = await context.newPage()
  await back.goto(tab)
  await expect(moves(back)).toHaveCount(5)
  await expect(back.getByRole('button', { name: /^Move \d/ })).toHaveCount(0)
  await until(cloud, () => expect(back.getByText('You can work on it.')).toBeVisible(SOON))
  await expect(back.getByText('It is empty.')).toBeVisible()
  await expect(back.getByRole('region', { name: 'The last run' }).getByRole('status')).toContainText('Done', LONG)
  await expect(moves(back).filter({ hasText: 'b-735-VM' })).toContainText('moved')
  await expect(moves(back).last()).toContainText('CloudStack lists nothing on it')
  await expectAccessible(back)
  await back.getByRole('link', { name: 'Evacuate fra1-kvm-06' }).click()
  await expect(back).toHaveURL(run)
  const report = back.getByRole('region', { name: 'Report' })
  await expect(report).toContainText('4 VMs done')
  await expect(report).toContainText(/fra1-kvm-06 is in maintenance, and empty: CloudStack listed nothing on it at/)

  await back.goto(tab)
  await back.getByRole('button', { name: 'Cancel maintenance…' }).click()
  await back.getByRole('dialog').getByRole('button', { name: 'Cancel maintenance' }).click()
  await expect(back.getByRole('dialog')).toBeHidden()
  await expectJob(cloud)
  await cloud.pass('5s')
  await expect(back.getByText('You can work on it.')).toBeHidden(LONG)
})

test('a host in maintenance that is not empty says so; one that goes down while it is emptied ends the run honestly', async ({
  page,
  cloud,
}) => {
  await openHost(page, 'fra1-kvm-09')
  const proof = page.getByRole('status').filter({ hasText: 'not empty' })
  await expect(proof).toContainText('4 VMs of its own still on it')
  await expect(proof).toContainText('CloudStack calls it Maintenance all the same')

  await openHost(page, 'fra2-kvm-06')
  await page.getByRole('link', { name: 'Evacuate' }).click()
  const tab = page.url()
  await page.getByRole('combobox', { name: 'At the same time' }).selectOption('1')
  await start(page, 4)
  await page.goto(tab)
  await until(cloud, () => expect(moves(page).filter({ hasText: 'failed' })).toHaveCount(1, SOON))
  await expect(moves(page).filter({ hasText: 'failed' })).toContainText('Failed to migrate the system vm')
  await expect(page.getByText('Down', { exact: true })).toBeVisible(LONG)
  // HA starts the others elsewhere: they are not moved again, and the maintenance is not asked for.
  const left = moves(page).filter({ hasText: 'It had left already' })
  await until(cloud, () => expect(left).not.toHaveCount(0, SOON), '20s')
  const last = page.getByRole('region', { name: 'The last run' })
  // The run waits two minutes for somebody to try again what failed.
  await until(cloud, () => expect(last.getByRole('status')).toContainText('Ended with failures', SOON), '40s')
  await expect(moves(page).last()).toContainText('Not all have left it')
})

test('preparing the last host of a cluster says what CloudStack destroys', async ({ page, cloud }) => {
  const { router } = (await cloud.call('listRouters', { name: 'r-788-VM', listall: 'true' })) as {
    router: { id: string }[]
  }
  const { host } = (await cloud.call('listHosts', { name: 'ams1-esx-03' })) as { host: { id: string }[] }
  await cloud.call('migrateSystemVm', { virtualmachineid: router[0]?.id ?? '', hostid: host[0]?.id ?? '' })
  await cloud.pass('20s')
  await page.goto(`${list}/${host[0]?.id}`)
  await page.getByRole('button', { name: 'Prepare for maintenance…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('No other host of ams1-esx-b is Up and Enabled.')
  await expect(dialog).toContainText('destroys its system VMs and stops the rest')
  await dialog.getByRole('button', { name: 'Show the plan' }).click()
  await expect(page).toHaveURL(/evacuate$/)
  await expect(target(page, 'r-788-VM')).toContainText('its disk moves too')
  await expect(page.getByText('ams1-esx-03 stays in service.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Then put it into maintenance' }).check()
  await expect(row(page, 'goes into maintenance')).toContainText('CloudStack destroys the system VMs still on it')
})
