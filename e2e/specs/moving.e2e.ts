import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectJob, row } from '../helpers.ts'

// Each is a journey of several jobs, watched by what is asked every three seconds.
test.describe.configure({ timeout: 120_000 })

/** Jobs are asked for every three seconds. */
const LONG = { timeout: 15_000 }

async function choose(page: Page, name: string, verb: string) {
  await row(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: verb }).click()
  return page.getByRole('dialog')
}

test('a router moves to a host that fits, and every other host says why not', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=r-1042')
  const dialog = await choose(page, 'r-1042-VM', 'Migrate…')
  await expect(dialog).toContainText('It moves while it runs.')
  await expect(dialog.getByRole('radio', { name: /^Let CloudStack choose/ })).toBeChecked()
  await expect(dialog).toContainText(/cmk migrate systemvm virtualmachineid=[0-9a-f-]{36} autoselect=true/)
  const host = (name: string) => dialog.getByRole('row').filter({ hasText: name })
  await expect(host('fra1-kvm-02')).toContainText('128 MiB of memory left, it needs 512 MiB')
  await expect(host('fra1-kvm-02').getByRole('radio')).toBeDisabled()
  await expect(host('fra1-kvm-07')).toContainText('It runs here now')
  await expect(host('fra1-kvm-09')).toContainText('In maintenance')
  await expect(host('fra1-kvm-11')).toContainText('Another pod: system VMs never leave theirs')
  for (const words of [/\d+ %/, 'fra1-kvm-a', 'Fits']) await expect(host('fra1-kvm-03')).toContainText(words)
  await expect(dialog).toContainText('Its disk changes its primary storage only while it is stopped.')
  await expectAccessible(page)
  // The emptiest that fits is the next one, by keyboard.
  await dialog.getByRole('radio', { name: /^Let CloudStack choose/ }).press('ArrowDown')
  await expect(host('fra1-kvm-03').getByRole('radio')).toBeChecked()
  await expect(dialog).toContainText(/hostid=[0-9a-f-]{36} autoselect=false/)
  await dialog.getByRole('button', { name: 'Migrate r-1042-VM' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('3s')
  await expect(row(page, 'r-1042-VM')).toContainText('Migrating', LONG)
  await cloud.pass('10s')
  await expect(row(page, 'r-1042-VM')).toContainText('Running', LONG)
  await expect(row(page, 'r-1042-VM')).toContainText('fra1-kvm-03')
})

test('a move that fails says so in CloudStack’s words, and one of a pair is warned of its partner’s host', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/routers?q=net-ha')
  const pair = await choose(page, 'r-640-VM', 'Migrate…')
  await expect(pair.getByRole('row').filter({ hasText: 'fra2-kvm-09' })).toContainText('its partner r-641-VM is there')
  await pair.getByRole('button', { name: 'Keep it' }).click()
  await page.goto('/infrastructure/routers?q=r-826')
  const dialog = await choose(page, 'r-826-VM', 'Migrate…')
  await dialog.getByRole('button', { name: 'Migrate r-826-VM' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('20s')
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Failed to migrate the system vm', LONG)
  await expect(row(page, 'r-826-VM')).toContainText('fra2-kvm-09')
})

test('VMware moves across the clusters of a pod, a stopped router to another storage, several at once', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/routers?q=r-788')
  const far = await choose(page, 'r-788-VM', 'Migrate…')
  await expect(far.getByRole('row').filter({ hasText: 'ams1-esx-03' })).toContainText('Fits; its disk moves too')
  await far.getByRole('button', { name: 'Keep it' }).click()

  await page.goto('/infrastructure/routers?q=r-6')
  const dialog = await choose(page, 'r-655-VM', 'Migrate…')
  await expect(dialog).toContainText('It is stopped: its disk is copied')
  const pool = (name: string) => dialog.getByRole('row').filter({ hasText: name })
  await expect(pool('fra1-kvm-a-nfs')).toContainText('Its disk is here now')
  await expect(pool('fra1-kvm-b-nfs')).toContainText('Another pod')
  await expect(pool('fra1-kvm-b-nfs').getByRole('radio')).toBeDisabled()
  await expect(dialog.getByRole('button', { name: 'Move r-655-VM' })).toBeDisabled()
  await dialog.getByRole('radio', { name: 'fra1-kvm-a-ssd' }).check()
  await expect(dialog).toContainText(/storageid=[0-9a-f-]{36}/)
  await dialog.getByRole('button', { name: 'Move r-655-VM' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('20s')
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Migrate r-655-VM', LONG)

  for (const name of ['r-604-VM', 'r-611-VM', 'r-655-VM']) await row(page, name).getByRole('checkbox').check()
  await page.getByRole('button', { name: /^More/ }).last().click()
  await page.getByRole('menuitem', { name: 'Migrate…' }).click()
  const many = page.getByRole('dialog')
  await expect(many).toContainText('1 stopped one stays')
  await many.getByRole('button', { name: 'Migrate 2 VMs' }).click()
  await expect(many).toBeHidden()

  // A load balancer and a proxy go the same way; on a phone each host is its name and what is said of it.
  await page.goto('/infrastructure/internal-lbs')
  const balancer = await choose(page, 'b-735-VM', 'Migrate…')
  await expect(balancer.getByRole('row').filter({ hasText: 'It runs here now' })).toHaveCount(1)
  await expect(balancer.getByRole('button', { name: 'Migrate b-735-VM' })).toBeEnabled()
  await balancer.getByRole('button', { name: 'Keep it' }).click()
  await page.goto('/infrastructure/system-vms')
  const proxy = await choose(page, 'v-2-VM', 'Migrate…')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(proxy.getByRole('row').filter({ hasText: 'It runs here now' })).toHaveCount(1)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(page)
})

test('a bigger offering on KVM is one guided run that goes on when the page is left', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=r-1042')
  const dialog = await choose(page, 'r-1042-VM', 'Change offering…')
  await expect(dialog.getByRole('row').filter({ hasText: 'Has it now' })).toContainText('1 × 500 MHz')
  const large = dialog.getByRole('row').filter({ hasText: '- large' })
  await expect(large).toContainText('+1 CPU, +512 MiB')
  await expect(large).toContainText('Stops for it. On KVM only while it is stopped')
  await large.getByRole('radio').check()
  await expect(dialog).toContainText('This is the only router of net-web.')
  await expect(dialog).toContainText('cmk scale systemvm')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Stop, change and start r-1042-VM' }).click()
  const steps = dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps).toHaveCount(3)
  await expect(steps.first()).toContainText('runs')
  await expectAccessible(page)
  await page.goto('/infrastructure/hosts')
  await cloud.pass('10s')
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages).toContainText('Stop r-1042-VM', LONG)
  // The page sends each next step by itself, when it has seen the one before end: the clock moves until it has.
  for (const step of ['Change offering to', 'Start r-1042-VM']) {
    await expect(async () => {
      await cloud.pass('10s')
      await expect(messages).toContainText(step, { timeout: 4_000 })
    }).toPass()
  }
  const answer = await cloud.call('listRouters', { name: 'r-1042-VM', listall: 'true' })
  const [router] = answer.router as { state: string; serviceofferingname: string }[]
  expect(router?.serviceofferingname).toContain('large')
})

test('a refused change starts again what it stopped; on VMware it grows while it runs; a patch says what restarts', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/system-vms')
  const grows = await choose(page, 's-97-VM', 'Change offering…')
  await expect(grows.getByRole('row').filter({ hasText: '- large' })).toContainText('While it runs')
  await grows.getByRole('button', { name: 'Keep it' }).click()

  const patch = await choose(page, 'v-2-VM', 'Patch…')
  await expect(patch).toContainText('12 console sessions may break off')
  await expect(patch).toContainText('Needs CloudStack 4.17')
  await expect(patch).toContainText('its service “cloud” restarts')
  await patch.getByRole('button', { name: 'Patch v-2-VM' }).click()
  await expect(patch).toBeHidden()
  await cloud.pass('5s')
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages).toContainText('No change in the scripts checksum', LONG)

  // One that is too old for it is named, since CloudStack would not.
  await page.goto('/infrastructure/routers?q=vpc-data')
  const old = await choose(page, 'r-915-VM', 'Restart network…')
  await old.getByRole('radio', { name: 'Live patch' }).check()
  await expect(old.getByRole('alert')).toContainText('Too old for it: r-915-VM (4.11.3)')
  await old.getByRole('button', { name: 'Keep it' }).click()

  // A VPC's routers are patched by its restart: scripts are new afterwards, the template is as old as before.
  await page.goto('/infrastructure/routers?q=vpc-core')
  await expect(row(page, 'r-734-VM')).toContainText('upgrade due')
  const live = await choose(page, 'r-734-VM', 'Restart network…')
  await live.getByRole('radio', { name: 'Live patch' }).check()
  await expect(live).toContainText('haproxy, apache2, dnsmasq')
  await expect(live).toContainText('Needs CloudStack 4.17 and routers made from a template of 4.14 or newer')
  await live.getByRole('button', { name: 'Restart VPC vpc-core' }).click()
  await expect(live).toBeHidden()
  await cloud.pass('20s')
  await expect(row(page, 'r-734-VM')).not.toContainText('upgrade due', LONG)
  await page.goto('/infrastructure/system-vms')

  const dialog = await choose(page, 's-88-VM', 'Change offering…')
  await dialog.getByRole('row').filter({ hasText: '- large' }).getByRole('radio').check()
  await cloud.fault('scaleSystemVm', { kind: 'status', status: 530, errortext: 'Not today', times: 1 })
  await dialog.getByRole('button', { name: /^Stop, change and start/ }).click()
  await expect(dialog.getByRole('listitem').first()).toContainText('runs')
  await cloud.pass('5s')
  await expect(dialog.getByRole('listitem').nth(1)).toContainText('Not today', LONG)
  await expect(dialog.getByRole('listitem').nth(2)).toContainText('runs')
  await expectJob(cloud)
  await cloud.pass('10s')
  await expect(dialog.getByRole('listitem').nth(2)).toContainText('done', LONG)
  await expect(dialog).toContainText('not every step was done')
})

test('a guided run that fails at its first step says where it stands, also in the tray, and goes on when asked', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/routers?q=r-961')
  const dialog = await choose(page, 'r-961-VM', 'Change offering…')
  await dialog.getByRole('row').filter({ hasText: '- large' }).getByRole('radio').check()
  await dialog.getByRole('button', { name: /^Stop, change and start/ }).click()
  const steps = dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps.first()).toContainText('runs')
  await cloud.pass('10s')
  await expect(steps.first()).toContainText('failed', LONG)
  await expect(steps.nth(2)).toContainText('not sent')
  await expect(dialog).toContainText('It stands here')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  // Closed, and the page left: the tray still says what was not sent, and carries on with it.
  await cloud.trouble('r-961-VM', null)
  await page.reload()
  await page.getByRole('button', { name: /^Jobs/ }).click()
  const tray = page.getByRole('dialog', { name: 'Jobs' })
  await expect(tray).toContainText(
    'Not sent any more: Change offering to System Offering For Software Router - large, Start',
  )
  await tray.getByRole('button', { name: 'Try again' }).click()
  await expect(tray.getByRole('region', { name: 'Running now' })).toContainText(/Stop.*Then: Change offering/)
  await expect(async () => {
    await cloud.pass('10s')
    await expect(tray).toContainText('Guided run: 3 of 3 done', { timeout: 4_000 })
  }).toPass()
})

test('routers of a network get another size by the guide’s three steps; a VPC’s say why not', async ({
  page,
  cloud,
}) => {
  await page.goto('/infrastructure/routers?q=net-mail')
  const dialog = await choose(page, 'r-631-VM', 'Upgrade by network offering…')
  await expect(dialog.getByRole('button', { name: 'Change net-mail' })).toBeDisabled()
  await expect(dialog).toContainText('1 × 500 MHz, 512 MiB, has it now')
  await dialog.getByText('Make a new one').click()
  await dialog.getByRole('textbox', { name: 'Name of the system offering' }).fill('router-2x2')
  await dialog.getByRole('textbox', { name: 'Memory, MiB' }).fill('2 GB')
  await expect(dialog).toContainText('A whole number, 32 or more')
  await expect(dialog.getByRole('button', { name: 'Make the system offering' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Memory, MiB' }).fill('2048')
  await expect(dialog).toContainText('cmk create serviceoffering name=router-2x2')
  await dialog.getByRole('button', { name: 'Make the system offering' }).click()
  await expect(dialog.getByRole('radio', { name: /^router-2x2/ })).toBeChecked()
  await dialog.getByText(/^Make one like/).click()
  await dialog.getByRole('textbox', { name: 'Name of the network offering' }).fill('isolated-2x2')
  await expect(dialog).toContainText('serviceproviderlist[0].service')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Make the network offering' }).click()
  await expect(dialog.getByRole('radio', { name: 'isolated-2x2' })).toBeChecked()
  await expect(dialog).toContainText('Its routers are stopped and made anew.')
  await dialog.getByRole('button', { name: 'Change net-mail' }).click()
  await expect(dialog).toBeHidden()
  await cloud.pass('30s')
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Upgrade by network offering', LONG)
  await expect(row(page, 'r-631-VM')).toHaveCount(0, LONG)
  const { router } = await cloud.call('listRouters', { keyword: 'net-mail', listall: 'true' })
  expect((router as { serviceofferingname: string }[]).map((one) => one.serviceofferingname)).toEqual(['router-2x2'])

  await page.goto('/infrastructure/routers?q=vpc-mail')
  await row(page, 'r-611-VM').getByRole('button', { name: 'Actions for r-611-VM' }).click()
  await expect(page.getByRole('menuitem', { name: /^Upgrade by network offering/ })).toBeDisabled()
})
