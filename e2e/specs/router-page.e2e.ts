import type { Page } from '@playwright/test'
import { type Cloud, expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

async function idOf(cloud: Cloud, name: string): Promise<string> {
  const { router } = (await cloud.call('listRouters', { listall: 'true', projectid: '-1', keyword: name })) as {
    router: { id: string; name: string }[]
  }
  return router.find((one) => one.name === name)!.id
}
async function open(page: Page, cloud: Cloud, name: string, tab = '') {
  const id = await idOf(cloud, name)
  await page.goto(`/infrastructure/routers/${id}${tab && `/${tab}`}`)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return id
}
const tab = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: /^Parts of/ }).getByRole('link', { name })

test('the head says whom it would hurt, and the tab is in the URL', async ({ page, cloud }) => {
  const id = await open(page, cloud, 'r-1042-VM')
  await expect(page.getByText('only router of net-web')).toBeVisible()
  await expect(page.getByText(/^\d+ running instances$/)).toBeVisible()
  await tab(page, /^Health/).click()
  await expect(page).toHaveURL(new RegExp(`/infrastructure/routers/${id}/health$`))
  await page.reload()
  await expect(page.getByRole('treegrid', { name: 'Health checks' })).toBeVisible()
  await open(page, cloud, 'r-640-VM')
  await expect(page.getByText(/PRIMARY of net-ha, with r-641-VM \(BACKUP\)/)).toBeVisible()
  await expect(page.getByText('pair has no PRIMARY')).toHaveCount(0)
  await open(page, cloud, 'r-871-VM')
  await expect(page.getByText('pair has no PRIMARY')).toBeVisible()
})

test('details hold the guide’s SSH line for the hypervisor', async ({ page, cloud }) => {
  await open(page, cloud, 'r-1042-VM')
  const ssh = page.getByRole('region', { name: 'SSH' })
  await expect(ssh).toContainText(/ssh -i \/root\/\.ssh\/id_rsa\.cloud -p 3922 root@169\.254\.\d+\.\d+/)
  await expect(ssh).toContainText('On the host, fra1-kvm-07')
  await expectAccessible(page)
  await open(page, cloud, 'r-774-VM')
  await expect(ssh).toContainText('On the management server')
  await expect(ssh).toContainText('/var/lib/cloudstack/management/.ssh/id_rsa -p 3922')
  await open(page, cloud, 'r-655-VM')
  await expect(ssh).toContainText('start it first')
})

test('an upgrade that is due says why', async ({ page, cloud }) => {
  await open(page, cloud, 'r-622-VM')
  const why = /Its template 4\.20\.2.* is older than the minimum of its zone, 4\.22\.0/
  await expect(page.getByRole('note', { name: why })).toBeVisible()
})

test('networks and volumes are listed', async ({ page, cloud }) => {
  await open(page, cloud, 'r-1042-VM', 'networks')
  await expect(row(page, 'Guest')).toContainText('net-web')
  await expect(row(page, 'Public')).toContainText('203.0.113.24')
  await expect(row(page, 'Control')).toContainText('169.254.')
  await tab(page, /^Volumes/).click()
  await expect(row(page, 'ROOT-1042')).toContainText('GiB')
  await expectAccessible(page)
})

test('activity puts events, alerts and this browser’s jobs on one line of time', async ({ page, cloud }) => {
  await open(page, cloud, 'r-1042-VM', 'activity')
  await expect(row(page, 'has failing checks').first()).toContainText('ROUTER.HEALTH.CHECKS')
  await expect(row(page, 'has failing checks').first()).toContainText(/times since/)
  await expect(row(page, 'Health checks failed').first()).toContainText('alert')
  await page.getByRole('button', { name: 'Reboot…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reboot r-1042-VM' }).click()
  await expect(row(page, 'rebootRouter').first()).toContainText('you')
  await cloud.pass('3m')
  await expect(row(page, 'ROUTER.REBOOT').first()).toBeVisible({ timeout: 15_000 })
  await expectAccessible(page)
})

test('comments are read, written and taken back', async ({ page, cloud }) => {
  await open(page, cloud, 'r-1042-VM', 'comments')
  const list = page.getByRole('region', { name: 'Comments' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await page.getByRole('textbox', { name: 'New comment' }).fill('<b>watch</b> the disk')
  // Looking something up in another part of the page costs nothing of it.
  await tab(page, /^Volumes/).click()
  await tab(page, /^Comments/).click()
  await expect(page.getByRole('textbox', { name: 'New comment' })).toHaveValue('<b>watch</b> the disk')
  // Twice at once: the second finds it under way.
  await page.getByRole('button', { name: 'Add comment' }).dblclick()
  await expect(list.getByText('<b>watch</b> the disk')).toBeVisible()
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expect(tab(page, /^Comments/)).toContainText('3')
  await expectAccessible(page)
  await list
    .getByRole('listitem')
    .filter({ hasText: 'watch' })
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(list.getByRole('listitem')).toHaveCount(2)
})

test('what others wrote is only text, whatever it is and however long', async ({ page, cloud }) => {
  const opened: string[] = []
  page.on('dialog', (dialog) => {
    opened.push(dialog.message())
    void dialog.dismiss()
  })
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
  const list = page.getByRole('region', { name: 'Comments' })
  await open(page, cloud, 'r-977-VM', 'comments')
  await expect(list.getByText('<script>alert(2)</script>')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, cloud, 'r-979-VM', 'comments')
  await expect(list.getByText('This router was moved by hand').first()).toBeVisible()
  expect(await fits()).toBe(true)
  // A name that turns round stays in its own place: what stands beside it keeps its direction.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/infrastructure/routers?q=r-978')
  const turned = page.getByRole('row').getByText('\u202Efdp.exe')
  await expect(turned).toBeVisible()
  expect(await turned.evaluate((node) => getComputedStyle(node).unicodeBidi)).toBe('isolate')
  await page.getByRole('button', { name: 'Actions for r-978-VM' }).click()
  await page.getByRole('menuitem', { name: 'Stop…' }).click()
  await expect(page.getByRole('dialog')).toContainText(/only router of \u2068net-\u202E.*\u2069\./)
  expect(opened).toEqual([])
})

test('a router replaced by a restart with cleanup leads to its successor', async ({ page, cloud }) => {
  await open(page, cloud, 'r-1042-VM')
  const { network } = (await cloud.call('listNetworks', { listall: 'true', keyword: 'net-web' })) as {
    network: { id: string; name: string }[]
  }
  const { id } = network.find(({ name }) => name === 'net-web')!
  await cloud.call('restartNetwork', { id, cleanup: 'true' })
  await cloud.pass('5m')
  await tab(page, /^Health/).click()
  await page.reload()
  await expect(page.getByText('This router no longer exists.')).toBeVisible()
  await page.getByRole('link', { name: 'All virtual routers' }).click()
  await page.getByPlaceholder('Filter these routers').fill('net-web')
  await expect(row(page, 'net-web')).toHaveCount(1)
})

test('a router destroyed while its page is open says who serves its network now', async ({ page, cloud }) => {
  const id = await open(page, cloud, 'r-640-VM')
  await cloud.call('destroyRouter', { id })
  await cloud.pass('2m')
  // Anything that ends a job here makes the page ask again.
  await page.getByRole('button', { name: 'More actions for r-640-VM' }).click()
  await page.getByRole('menuitem', { name: 'Run health checks' }).click()
  await expect(page.getByText('r-640-VM no longer exists.')).toBeVisible()
  await expect(page.getByText('net-ha is served by')).toBeVisible()
  await page.getByRole('link', { name: 'r-641-VM' }).click()
  await expect(page.getByRole('heading', { name: 'r-641-VM', level: 1 })).toBeVisible()
})

test('an address that was never a router leads back', async ({ page }) => {
  await page.goto('/infrastructure/routers/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('This router no longer exists.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All virtual routers' })).toBeVisible()
  await expectAccessible(page)
})

test('a router that cannot be read says why and tries again', async ({ page, cloud }) => {
  const id = await idOf(cloud, 'r-1042-VM')
  await cloud.fault('listRouters', { kind: 'status', status: 530, errortext: 'Unable to reach the database' })
  await page.goto(`/infrastructure/routers/${id}`)
  await expect(page.getByText('The virtual router could not be read.')).toBeVisible()
  await expect(page.getByText('Unable to reach the database')).toBeVisible()
  await cloud.heal()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'r-1042-VM', level: 1 })).toBeVisible()
})
