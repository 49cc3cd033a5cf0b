import { expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

const list = '/infrastructure/hosts'

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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(list)
    await expect(row(page, 'fra1-kvm-09')).toBeVisible()
    await expectAccessible(page)
  })
}
