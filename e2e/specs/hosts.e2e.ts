import { expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

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

test('a host says what is on it, what would go with it, and leaves it empty: plan, moves, maintenance, proof', async ({
  page,
  cloud,
}) => {
  await page.goto(`${list}?q=fra1-kvm-06`)
  await row(page, 'fra1-kvm-06').getByRole('link', { name: 'fra1-kvm-06', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'fra1-kvm-06', level: 1 })).toBeVisible()
  const losses = page.getByRole('list', { name: 'What would be lost' }).getByRole('listitem')
  await expect(losses.filter({ hasText: 'net-voip' })).toContainText('its only running router is here (r-883-VM)')
  await expect(losses.filter({ hasText: 'r-733-VM' })).toContainText('r-734-VM on fra1-kvm-12 takes over')
  await expect(losses.filter({ hasText: 'b-735-VM' })).toContainText('its balanced addresses')
  await expect(row(page, 'r-733-VM')).toContainText('PRIMARY of vpc-core')

  await page.getByRole('link', { name: 'Evacuate' }).click()
  await expect(page).toHaveURL(/evacuate$/)
  const target = (name: string) => page.getByRole('combobox', { name: `Where ${name} goes` })
  await expect(target('r-883-VM')).not.toHaveValue('any')
  await expect(target('r-883-VM').getByRole('option', { name: 'fra1-kvm-02' })).toHaveCount(0)
  await expectAccessible(page)
  await expect(page.getByRole('link', { name: 'as a rolling run' })).toHaveAttribute(
    'href',
    /kind=evacuate&by=host&of=/,
  )
  await target('r-955-VM').selectOption('Stays here')
  await page.getByRole('combobox', { name: 'At the same time' }).selectOption('3')
  await page.getByRole('button', { name: /^Move 4 VMs off/ }).click()
  const moves = page.getByRole('list', { name: /moves?$/ })
  await expect(moves.getByRole('listitem')).toHaveCount(3)
  await expect(moves).toContainText('moves')
  await cloud.pass('10s')
  await expect(moves.getByRole('listitem')).toHaveCount(4, LONG)
  await cloud.pass('10s')
  await expect(moves.getByText('moved', { exact: true })).toHaveCount(4, LONG)
  await expect(row(page, 'r-955-VM')).toBeVisible()
  await expect(row(page, 'r-883-VM')).toHaveCount(0)

  await target('r-955-VM').selectOption('CloudStack chooses')
  await page.getByRole('button', { name: /^Move 1 VM off/ }).click()
  await expect(moves.getByRole('listitem')).toHaveCount(5)
  await cloud.pass('10s')
  await expect(page.getByText('None of CloudStack’s own VMs is here.')).toBeVisible(LONG)
  await page.getByRole('main').getByRole('button', { name: 'Prepare for maintenance…' }).last().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(/cmk prepare hostformaintenance id=/)
  await dialog.getByRole('button', { name: 'Prepare for maintenance' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('10s')
  await expect(page.getByText('It is empty.')).toBeVisible(LONG)
  await expect(page.getByText('You can work on it.')).toBeVisible(LONG)
  await page.getByRole('button', { name: 'Cancel maintenance…' }).click()
  await dialog.getByRole('button', { name: 'Cancel maintenance' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('5s')
  await expect(page.getByText('You can work on it.')).toBeHidden(LONG)
})

test('a host in maintenance that is not empty says so, and one that goes down while it is emptied fails one by one', async ({
  page,
  cloud,
}) => {
  await page.goto(`${list}?q=fra1-kvm-09`)
  await row(page, 'fra1-kvm-09').getByRole('link', { name: 'fra1-kvm-09', exact: true }).click()
  const proof = page.getByRole('status').filter({ hasText: 'not empty' })
  await expect(proof).toContainText('4 VMs of its own still on it')
  await expect(proof).toContainText('CloudStack calls it Maintenance all the same')

  await page.goto(`${list}?q=fra2-kvm-06`)
  await row(page, 'fra2-kvm-06').getByRole('link', { name: 'fra2-kvm-06', exact: true }).click()
  await page.getByRole('link', { name: 'Evacuate' }).click()
  await page.getByRole('combobox', { name: 'At the same time' }).selectOption('1')
  await page.getByRole('button', { name: /^Move 4 VMs off/ }).click()
  const moves = page.getByRole('list', { name: /moves?$/ })
  await expect(moves.getByRole('listitem')).toHaveCount(1)
  await cloud.pass('10s')
  await expect(moves.getByRole('listitem')).toHaveCount(2, LONG)
  await cloud.pass('10s')
  await expect(moves).toContainText('Failed to migrate the system vm', LONG)
  await expect(page.getByText('Down', { exact: true })).toBeVisible(LONG)
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
  await expect(page.getByRole('combobox', { name: 'Where r-788-VM goes' })).toContainText('its disk moves too')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(list)
    await expect(row(page, 'fra1-kvm-09')).toBeVisible()
    await expectAccessible(page)
  })
}
