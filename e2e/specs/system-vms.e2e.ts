import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectAccessibleInBothSchemes, row } from '../helpers.ts'

const list = '/infrastructure/system-vms'

test('lists them with type, agent, addresses and sessions, lost agents first', async ({ page }) => {
  await page.goto(list)
  const lost = row(page, 'v-214-VM')
  for (const words of ['Running', 'Disconnected', 'Console proxy', '203.0.113.5', 'fra2-kvm-03', 'fra-2']) {
    await expect(lost).toContainText(words)
  }
  await expect(lost.getByText('disconnected 38 minutes ago')).toBeAttached()
  await expect(row(page, 'v-1049-VM')).toContainText('no agent record')
  await expect(row(page, 's-1-VM')).toContainText('Up')
  await expect(row(page, 'v-2-VM').getByRole('gridcell', { name: '12', exact: true })).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toContainText('v-214-VM')
})

test('filters, sorts and searches in the URL', async ({ page }) => {
  await page.goto(`${list}?type=consoleproxy`)
  await expect(row(page, 'v-2-VM')).toBeVisible()
  await expect(row(page, 's-1-VM')).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Filter these system VMs' }).fill('ams-1')
  await expect(row(page, 'v-2-VM')).toHaveCount(0)
  await expect(page).toHaveURL(/q=ams-1&type=consoleproxy/)
  await page.getByRole('columnheader', { name: /Name/ }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=name/)
  await page.reload()
  await expect(row(page, 'v-213-VM')).toBeVisible()
  await expect(row(page, 'v-2-VM')).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Filter these system VMs' }).fill('nobody-has-this')
  await expect(page.getByText('No system VM matches Type is Console proxy and “nobody-has-this”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(row(page, 's-1-VM')).toBeVisible()
})

test('gives what is shown as CSV', async ({ page }) => {
  await page.goto(`${list}?type=consoleproxy`)
  await expect(row(page, 'v-2-VM')).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  const text = await readFile(await file.path(), 'utf8')
  expect(file.suggestedFilename()).toContain('system-vms')
  expect(text).toContain('v-214-VM')
  expect(text).not.toContain('s-1-VM')
})

test('a selection says what it means, and its verbs follow the states', async ({ page }) => {
  await page.goto(list)
  await page.getByRole('checkbox', { name: 'Select v-2-VM' }).check()
  await page.getByRole('checkbox', { name: 'Select s-1-VM' }).check()
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar).toContainText('2 selected')
  await expect(bar).toContainText('1 console proxy with 12 open sessions, 1 secondary storage VM')
  await expect(bar.getByRole('button', { name: 'Stop…' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
})

test('a page holds details, the SSH line of its hypervisor, volumes, activity and comments', async ({ page }) => {
  await page.goto(list)
  await page.getByRole('link', { name: 'v-214-VM' }).click()
  await expect(page.getByRole('heading', { name: 'v-214-VM' })).toBeVisible()
  await expect(page.getByText('3 open console sessions')).toBeVisible()
  await expect(page.getByText(/lost its agent: no new console is given to it/)).toBeVisible()
  await expect(
    page.getByText('ssh -i /root/.ssh/id_rsa.cloud -p 3922 root@169.254', { exact: false }).first(),
  ).toBeVisible()
  await page
    .getByRole('tab', { name: 'Volumes' })
    .or(page.getByRole('link', { name: 'Volumes' }))
    .click()
  await expect(page).toHaveURL(/\/volumes$/)
  await expect(row(page, 'ROOT')).toBeVisible()
  await page
    .getByRole('tab', { name: 'Activity' })
    .or(page.getByRole('link', { name: 'Activity' }))
    .last()
    .click()
  await expect(row(page, 'Console proxy is down in zone')).toBeVisible()
  await page
    .getByRole('tab', { name: 'Comments' })
    .or(page.getByRole('link', { name: 'Comments' }))
    .click()
  await page.getByRole('textbox', { name: 'New comment' }).fill('waits for its agent <b>')
  await page.getByRole('button', { name: 'Add comment' }).click()
  await expect(page.getByText('waits for its agent <b>')).toBeVisible()
  await expectAccessible(page)
})

test('on VMware the SSH line starts at the management server', async ({ page }) => {
  await page.goto(list)
  await page.getByRole('link', { name: 's-97-VM' }).click()
  await expect(page.getByText('On the management server')).toBeVisible()
  await expect(
    page.getByText('ssh -i /var/lib/cloudstack/management/.ssh/id_rsa -p 3922 root@10.40.1.', { exact: false }),
  ).toBeVisible()
})

test('one that vanishes says so and offers who does its work now', async ({ page, cloud }) => {
  await page.goto(list)
  await page.getByRole('link', { name: 'v-2-VM', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'v-2-VM' })).toBeVisible()
  const id = page.url().split('/').at(-1) ?? ''
  await cloud.call('destroySystemVm', { id })
  await cloud.pass('30s')
  await page.reload()
  await expect(page.getByText('This system VM no longer exists.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All system VMs' })).toBeVisible()

  // Its successor has another name and id; what happened to the zone's proxy before stands in its history all the same.
  const successor = async () =>
    (
      (await cloud.call('listSystemVms', { systemvmtype: 'consoleproxy' })).systemvm as {
        id: string
        zonename: string
      }[]
    )
      .filter(({ zonename }) => zonename === 'fra-1')
      .at(0)?.id
  await expect.poll(async () => (await cloud.pass('30s'), successor())).toBeDefined()
  await page.goto(`${list}/${await successor()}/activity`)
  await expect(row(page, 'Console proxy up in zone [fra-1], proxy [v-2-VM]')).toBeVisible()
})

test.describe('for a domain admin', () => {
  test.use({ user: 'salesadmin' })
  test('says that the role may not see them', async ({ page }) => {
    await page.goto(list)
    await expect(page.getByText('Your role may not list system VMs (listSystemVms).')).toBeVisible()
  })
})

test.describe('in an empty cloud', () => {
  test.use({ seed: 'empty' })
  test('says how system VMs come to be', async ({ page }) => {
    await page.goto(list)
    await expect(page.getByText(/^No system VM yet\./)).toBeVisible()
  })
})

test('a list that cannot be read says why, and is tried again', async ({ page, cloud }) => {
  await cloud.fault('listSystemVms', { kind: 'html' })
  await page.goto(list)
  await expect(page.getByText('The system VMs could not be read.')).toBeVisible()
  await cloud.heal()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'v-2-VM')).toBeVisible()
})

test('axe finds nothing in either scheme, nor on a phone', async ({ page }) => {
  await page.goto(list)
  await expect(row(page, 'v-214-VM')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('listitem').filter({ hasText: 'v-214-VM' })).toContainText('Disconnected')
  await expectAccessibleInBothSchemes(page)
})
