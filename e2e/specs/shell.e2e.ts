import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectAccessibleInBothSchemes } from '../helpers.ts'

/** Keys are heard once the shell stands. */
async function arrive(page: Page, path: string) {
  await page.goto(path)
  await expect(page.getByRole('button', { name: /^Jobs/ })).toBeVisible()
}

test('Ctrl-K finds a VM by address and opens it', async ({ page }) => {
  await arrive(page, '/infrastructure/system-vms?q=v-2-VM')
  await page.keyboard.press('Control+k')
  // At once, as who knows the way does: what is typed before the field has come is not lost.
  await page.keyboard.type('203.0.113.24')
  const find = page.getByRole('combobox', { name: 'Find' })
  await expect(find).toBeFocused()
  await expect(find).toHaveValue('203.0.113.24')
  await expect(page.getByRole('option', { name: /r-1042-VM/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/infrastructure\/routers\/[0-9a-f-]+/)
  await expect(page.getByRole('heading', { name: 'r-1042-VM' })).toBeVisible()
})

test('Ctrl-K finds a VM by its id, network, host, account and every address', async ({ page, cloud }) => {
  const { router } = await cloud.call('listRouters', { name: 'r-1042-VM', listall: 'true' })
  const [known] = router as Record<string, string>[]
  const { systemvm } = await cloud.call('listSystemVms', { name: 'v-2-VM' })
  const [proxy] = systemvm as Record<string, string>[]
  const { internalloadbalancervm } = await cloud.call('listInternalLoadBalancerVMs', { listall: 'true' })
  const [balancer] = internalloadbalancervm as Record<string, string>[]
  await arrive(page, '/overview')
  await page.keyboard.press('Control+k')
  const find = page.getByRole('combobox', { name: 'Find' })
  const fields: [Record<string, string> | undefined, string[]][] = [
    [
      known,
      [
        'name',
        'id',
        'publicip',
        'guestipaddress',
        'linklocalip',
        'guestnetworkname',
        'guestnetworkid',
        'hostname',
        'account',
      ],
    ],
    [proxy, ['name', 'id', 'publicip', 'privateip', 'linklocalip', 'hostname']],
    [balancer, ['name', 'id', 'guestipaddress', 'hostname', 'account']],
  ]
  for (const [vm, names] of fields) {
    for (const name of names) {
      const value = vm?.[name]
      expect(value, name).toBeTruthy()
      // The VM's own name beside it, since a host or an account has many: both words must be found.
      await find.fill(`${value} ${vm?.name}`)
      await expect(page.getByRole('option', { name: new RegExp(`^${vm?.name}`) }), name).toBeVisible()
    }
  }
})

test('Ctrl-K runs a verb: by its name, or from the VM’s own', async ({ page }) => {
  await arrive(page, '/infrastructure/system-vms?q=v-2-VM')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find' }).fill('stop v-2-VM')
  await expect(page.getByRole('option', { name: /Stop… v-2-VM/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Stop v-2-VM?' })).toContainText('console sessions end at once')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find' }).fill('r-655')
  await expect(page.getByRole('option', { name: /r-655-VM/ })).toBeVisible()
  await page.keyboard.press('Tab')
  const verbs = page.getByRole('option')
  await expect(page.getByRole('option', { name: /^Start r-655-VM/ })).toBeVisible()
  await expect(verbs.filter({ hasText: 'Stop…' })).toBeDisabled()
  await expect(verbs.filter({ hasText: 'Stop…' })).toContainText('It is already stopped')
})

test('keys go to pages, and ? says which', async ({ page }) => {
  await arrive(page, '/overview')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveURL(/\/infrastructure\/system-vms$/)
  await expect(page).toHaveTitle('System VMs · Stratoview')
  await expect(page.getByRole('row').filter({ hasText: 'v-2-VM' })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keys' })
  await expect(help).toContainText('Virtual routers')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(page.getByRole('grid', { name: 'System VMs' })).toBeFocused()
})

test('a chosen scheme is remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/overview')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await expect.poll(ground).toBe('rgb(255, 255, 255)')
  await page.getByRole('button', { name: 'admin' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect.poll(ground).toBe('rgb(20, 23, 27)')
  await page.reload()
  await expect.poll(ground).toBe('rgb(20, 23, 27)')
})

test('an address that leads nowhere says so and keeps the shell', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to the first page' }).click()
  await expect(page).toHaveURL(/\/overview$/)
})

test('when CloudStack does not answer, one line says so and goes by itself', async ({ page, cloud }) => {
  await page.goto('/infrastructure/system-vms')
  await expect(page.getByRole('row').filter({ hasText: 'v-2-VM' })).toBeVisible()
  await cloud.fault('*', { kind: 'status', status: 503 })
  await page.getByRole('button', { name: 'Refresh now' }).click()
  const banner = page.getByRole('status').filter({ hasText: 'CloudStack does not answer.' })
  await expect(banner).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'v-2-VM' })).toBeVisible()
  await cloud.heal()
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(banner).toBeHidden()
  // Opened meanwhile, nothing is known, not even who is signed in.
  await cloud.fault('*', { kind: 'status', status: 503, errortext: 'The management server is starting' })
  await page.reload()
  const nothing = page.getByRole('alert').filter({ hasText: 'CloudStack does not answer' })
  await expect(nothing).toContainText('The management server is starting')
  await expectAccessible(page)
  await cloud.heal()
  await nothing.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'v-2-VM' })).toBeVisible()
})

test('on a phone the rail is a drawer', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await arrive(page, '/infrastructure/system-vms?q=v-2-VM')
  await page.getByRole('button', { name: 'Menu' }).click()
  const drawer = page.getByRole('dialog', { name: 'Menu' })
  await expectAccessible(page)
  await drawer.getByRole('link', { name: 'Virtual routers' }).click()
  await expect(page).toHaveURL(/\/infrastructure\/routers$/)
  await expect(drawer).toBeHidden()
})

test('axe finds nothing in the shell, in either scheme', async ({ page }) => {
  await arrive(page, '/infrastructure/system-vms?q=v-2-VM')
  await page.getByRole('button', { name: /^Jobs/ }).click()
  await expect(page.getByRole('dialog', { name: 'Jobs' })).toBeVisible()
  await expectAccessibleInBothSchemes(page)
})
