import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../helpers.ts'

// A download is waited for, on a machine that may be busy.
test.describe.configure({ timeout: 120_000 })

/** A download is asked after every three seconds. */
const LONG = { timeout: 15_000 }
const url = 'https://download.cloudstack.org/systemvm/4.22/systemvmtemplate-4.22.1-x86_64-kvm.qcow2.bz2'

test('says what each zone uses and who runs another, registers a new one and points a zone at it', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/templates')
  const zones = page.getByRole('region', { name: 'What each zone uses' })
  const line = zones.getByRole('row').filter({ hasText: /fra-1.*KVM/ })
  await expect(line).toContainText('systemvm-kvm-4.22.0-x86_64')
  await line.getByText(/^\d+ of \d+ VMs$/).click()
  await expect(line.getByRole('link', { name: 'r-660-VM' })).toBeVisible()
  await expect(line).toContainText('systemvm-kvm-4.20.2-x86_64')
  await expect(line.getByRole('link', { name: 'Upgrade the zone’s routers as a run' })).toBeVisible()
  const registered = page.getByRole('region', { name: 'Registered' })
  await expect(registered.getByRole('row').filter({ hasText: 'systemvm-vmware-4.20.2' })).toContainText(
    'ready in 1 zone',
  )

  await page.getByRole('button', { name: 'Register a template…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Register it' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('systemvm-kvm-4.22.0-x86_64')
  await expect(dialog).toContainText('A template of this hypervisor has this name already')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('systemvm-kvm-4.22.1')
  await dialog.getByRole('textbox', { name: 'Address to download from' }).fill(url.replace('https://', ''))
  await expect(dialog).toContainText('Give the whole address of the image')
  // Pasted with its line's end.
  await dialog.getByRole('textbox', { name: 'Address to download from' }).fill(`${url} `)
  await expect(dialog).toContainText(/cmk register template name=systemvm-kvm-4\.22\.1 .*isrouting=true/)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Register it' }).click()
  await expect(dialog).toBeHidden()
  const fresh = registered.getByRole('row').filter({ hasText: 'systemvm-kvm-4.22.1' })
  await expect(fresh).toContainText('fra-1: 0% Downloaded')
  await cloud.pass('12s')
  await expect(fresh).toContainText('40% Downloaded', LONG)

  const use = line.getByRole('button', { name: 'Change the template of fra-1, KVM' })
  await use.click()
  await dialog.getByRole('radio', { name: /^systemvm-kvm-4\.22\.1 / }).check()
  await expect(dialog).toContainText('It is not ready here')
  await dialog.getByRole('button', { name: 'Leave it' }).click()
  await cloud.pass('30s')
  await expect(fresh).toContainText('ready in 3 zones', LONG)

  await use.click()
  await dialog.getByRole('radio', { name: /^systemvm-kvm-4\.22\.1 / }).check()
  await expect(dialog).toContainText(
    /cmk update configuration name=router\.template\.kvm value=systemvm-kvm-4\.22\.1 zoneid=/,
  )
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Use systemvm-kvm-4.22.1' }).click()
  await expect(dialog).toBeHidden()
  await expect(line.getByRole('cell').nth(1)).toContainText('systemvm-kvm-4.22.1')
  await expect(line.getByRole('cell').nth(1)).toContainText('own')
  await expect(fresh).toContainText('fra-1')

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await expectAccessible(page)
  }
  await line.getByRole('link', { name: 'Upgrade the zone’s routers as a run' }).click()
  await expect(page.getByRole('combobox', { name: 'Zone' })).toHaveValue(/^fra-1/)
})

test.describe('for somebody who may not change anything', () => {
  test.use({ user: 'auditor' })
  test('claims nothing that CloudStack has not said, then shows it all and offers nothing', async ({ page, cloud }) => {
    await cloud.fault('listTemplates', { kind: 'status', status: 503 })
    await page.goto('/infrastructure/templates')
    const trouble = page.getByRole('alert').filter({ hasText: 'The templates could not be read.' })
    await expect(trouble).toContainText('listTemplates', { timeout: 20_000 })
    await expect(
      page.getByText(/No system VM template is registered|There is no cluster yet|None is ready/),
    ).toHaveCount(0)
    await cloud.heal()
    await trouble.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('systemvm-kvm-4.22.0-x86_64').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Register a template…' })).toBeDisabled()
    await expect(page.getByRole('button', { name: /^Change the template of fra-1/ })).toBeDisabled()
  })
})
