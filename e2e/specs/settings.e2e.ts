import type { Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

const checks = 'router.health.checks.'
const fetchEvery = `${checks}results.fetch.interval`

/** The field of a setting: everybody's value, or a zone's. */
const field = (page: Page, name: string, where = 'everywhere') =>
  page.getByLabel(`${name}, ${where === 'everywhere' ? where : `in ${where}`}`, { exact: true })
const setting = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const review = (page: Page) => page.getByRole('button', { name: 'Review and save…' }).click()
const dialog = (page: Page) => page.getByRole('dialog')

async function valueAt(cloud: Cloud, name: string, params: Record<string, string> = {}): Promise<string | undefined> {
  const { configuration } = await cloud.call('listConfigurations', { name, ...params })
  return (configuration as { name: string; value?: string }[]).find((one) => one.name === name)?.value
}
async function zoneid(cloud: Cloud, name: string): Promise<string> {
  const { zone } = await cloud.call('listZones', { name })
  const [first] = zone as { id: string }[]
  if (!first) throw new Error(`no zone ${name}`)
  return first.id
}

test('changes health checks by the guide’s rules, sees the difference first, and remembers what waits for a restart', async ({
  page,
  cloud,
}) => {
  await page.goto('/settings')
  const basic = setting(page, `${checks}basic.interval`)
  await expect(basic).toContainText('How often a router runs its basic checks')
  await expect(basic).toContainText('0 switches it off: no basic check is scheduled')
  await expect(basic).toContainText('Default3Unitminutes')
  await expect(setting(page, fetchEvery)).toContainText('after a restart of the management server')

  // Less than twice the advanced interval is not saved; the way out is one press.
  await field(page, fetchEvery).fill('15')
  await expect(setting(page, fetchEvery).getByRole('alert')).toContainText('Set 20 or more')
  await review(page)
  await expect(dialog(page).getByRole('button', { name: 'Save 1 change' })).toBeDisabled()
  await expect(dialog(page)).toContainText('less than twice router.health.checks.advanced.interval (10)')
  await dialog(page).getByRole('button', { name: 'Keep editing' }).click()
  await setting(page, fetchEvery).getByRole('button', { name: 'Set 20' }).click()
  await expect(setting(page, fetchEvery).getByRole('alert')).toHaveCount(0)

  await field(page, `${checks}basic.interval`).fill('5')
  await review(page)
  await expect(dialog(page)).toContainText('1 of 2 take effect after a restart of the management server.')
  await expect(dialog(page).getByRole('row', { name: new RegExp(fetchEvery) })).toContainText('3 → 20')
  await expect(dialog(page)).toContainText(`cmk update configuration name=${checks}basic.interval value=5`)
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Save 2 changes' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await valueAt(cloud, `${checks}basic.interval`)).toBe('5')
  expect(await valueAt(cloud, fetchEvery)).toBe('20')

  // What is not in force yet stays told, also after a reload; a start of the management server ends it.
  const waits = page.getByRole('region', { name: 'Waiting for a restart' })
  await expect(waits).toContainText(`${fetchEvery}: 3 is still in force, 20 is saved`)
  await page.reload()
  await expect(waits).toContainText('1 setting waits for a restart of the management server.')
  await expect(setting(page, fetchEvery)).toContainText('waits for a restart')

  await cloud.pass('1m')
  await cloud.restartServer()
  await page.reload()
  await expect(field(page, fetchEvery)).toHaveValue('20')
  await expect(waits).toHaveCount(0)

  // The journal tells what was, and puts it back; a reset asks in the same way.
  await page.getByRole('link', { name: 'Journal' }).click()
  await expect(row(page, `${checks}basic.interval`)).toContainText('everywhere')
  await page.getByRole('button', { name: `Actions for ${checks}basic.interval` }).click()
  await page.getByRole('menuitem', { name: /Put 3 back/ }).click()
  await page.getByRole('link', { name: 'Health checks' }).click()
  await expect(field(page, `${checks}basic.interval`)).toHaveValue('3')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: `Reset to default: ${checks}basic.interval everywhere` }).click()
  await review(page)
  await expect(dialog(page)).toContainText('5 → 3, the default')
  await dialog(page).getByRole('button', { name: 'Save 1 change' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await valueAt(cloud, `${checks}basic.interval`)).toBe('3')
})

test('gives a zone its own value beside everybody’s, and picks the checks that are left out or recreate a router', async ({
  page,
  cloud,
}) => {
  const zone = await zoneid(cloud, 'fra-1')
  const cpu = `${checks}max.cpu.usage.threshold`
  await page.goto('/settings/health')
  await expect(field(page, cpu)).toHaveValue('100')
  await expect(field(page, cpu, 'fra-1')).toHaveValue('100')
  await field(page, cpu, 'fra-1').fill('101')
  await expect(setting(page, cpu)).toContainText('100 or less')
  await field(page, cpu, 'fra-1').fill('90')

  const exclude = `${checks}to.exclude`
  await page.getByRole('button', { name: `Choose checks: ${exclude}, in fra-1` }).click()
  await page.getByRole('checkbox', { name: 'dns_check.py' }).check()
  await page.getByRole('textbox', { name: 'A check of your own' }).fill('ntp_check.sh')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: 'ntp_check.sh' })).toBeChecked()
  await page.keyboard.press('Escape')

  const recreate = `${checks}failures.to.recreate.vr`
  await expect(setting(page, recreate)).toContainText('a new router is made, the old one destroyed')
  await page.getByRole('button', { name: `Choose checks: ${recreate}, everywhere` }).click()
  await page.getByRole('checkbox', { name: 'loadbalancing.service' }).check()
  await page.keyboard.press('Escape')

  await review(page)
  await expect(dialog(page)).toContainText('CloudStack recreates every router on which loadbalancing.service fails')
  await expect(dialog(page)).toContainText(/fails? there now: r-640-VM/)
  await expect(dialog(page)).toContainText('in fra-1')
  await dialog(page).getByRole('button', { name: 'Save 3 changes' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await valueAt(cloud, cpu, { zoneid: zone })).toBe('90.0')
  expect(await valueAt(cloud, cpu)).toBe('100')
  expect(await valueAt(cloud, exclude, { zoneid: zone })).toBe('dns_check.py,ntp_check.sh')
  expect(await valueAt(cloud, recreate)).toBe('loadbalancing.service')
  await expect(setting(page, cpu)).toContainText('own value')

  await page.getByRole('button', { name: `As everywhere: ${cpu} in fra-1` }).click()
  await review(page)
  await expect(dialog(page)).toContainText('90 → 100, as everywhere')
  await expect(dialog(page)).toContainText(`cmk reset configuration name=${cpu} zoneid=${zone}`)
  await dialog(page).getByRole('button', { name: 'Save 1 change' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await valueAt(cloud, cpu, { zoneid: zone })).toBe('100.0')

  // Thresholds stand on a router's health page beside its checks, from the same settings.
  await page.getByRole('link', { name: 'Checks of your own' }).click()
  await expect(page.getByRole('heading', { name: 'What a check of your own is' })).toBeVisible()
  const script = await page.getByText('#!/bin/bash').textContent()
  const run = (kind: string) => execFileSync('bash', ['-c', script ?? 'exit 9', 'check', kind], { encoding: 'utf8' })
  expect(run('advanced')).toBe('')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('advanced')
  await expect(page.getByText('#!/bin/bash')).toContainText('[ "$1" = "advanced" ] || exit 0')
})

test('keeps what is typed through a refresh and through others’ changes, and asks before it is lost', async ({
  page,
  cloud,
}) => {
  await page.goto('/settings/routers')
  const name = 'router.alerts.check.interval'
  await field(page, name).fill('900')
  await cloud.call('updateConfiguration', { name, value: '600' })
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(setting(page, name)).toContainText('Changed meanwhile to 600')
  await expect(field(page, name)).toHaveValue('900')

  // Between the tabs of the page nothing is lost; another page asks.
  await page.getByRole('navigation', { name: 'Groups of settings' }).getByRole('link', { name: 'Templates' }).click()
  await expect(page.getByRole('link', { name: 'Router behaviour 1 changed' })).toBeVisible()
  await page.getByRole('link', { name: 'Hosts' }).click()
  await expect(dialog(page)).toContainText('1 change is not saved.')
  await dialog(page).getByRole('button', { name: 'Stay here' }).click()
  await expect(page).toHaveURL(/\/settings\/templates$/)
  await expect(page.getByRole('region', { name: 'Changes that are not saved' })).toBeVisible()
  await page.getByRole('link', { name: 'Hosts' }).click()
  await dialog(page).getByRole('button', { name: 'Leave and forget' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Hosts' })).toBeVisible()
  expect(await valueAt(cloud, name)).toBe('600')
})

test('finds any setting, changes it by the same way, and shows what the server refuses', async ({ page, cloud }) => {
  await page.goto('/settings/all')
  await expect(page.getByRole('status').filter({ hasText: /^891$/ })).toBeVisible()
  const find = page.getByRole('textbox', { name: 'Filter these settings' })
  // The last of the second page of the list, and a secret of which not even the browser knows the value.
  await find.fill('zone.vlan.capacity')
  await expect(row(page, 'zone.vlan.capacity.notificationthreshold')).toContainText('0.75')
  await find.fill('security.singlesignon.key')
  await expect(row(page, 'security.singlesignon.key')).toContainText('a secret is set')
  // Named by CloudStack's guide alone.
  await find.fill('consoleproxy.loadscan.interval')
  await expect(page.getByText('CloudStack removed it in 4.10.')).toBeVisible()
  await find.fill('secstorage.')
  await expect(page).toHaveURL(/q=secstorage/)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toBe('settings.csv')

  const [sites, ssl] = ['secstorage.allowed.internal.sites', 'secstorage.ssl.cert.domain']
  await page.getByRole('link', { name: sites }).click()
  await field(page, sites).fill('10.0.0.0/8,here')
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: ssl }).click()
  await field(page, ssl).fill('*.files.example.org')
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await review(page)
  await dialog(page).getByRole('button', { name: 'Save 2 changes' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText(
    `1 setting saved. CloudStack refused ${sites}: Invalid CIDR here value specified for the config ${sites}.`,
  )
  await expect(dialog(page)).toContainText('Save 1 change?')
  await dialog(page).getByRole('button', { name: 'Keep editing' }).click()
  expect(await valueAt(cloud, ssl)).toBe('*.files.example.org')
  await expect(page.getByRole('region', { name: 'Changes that are not saved' })).toContainText('1 change not saved')

  await find.fill('no such setting')
  await expect(page.getByText('No setting matches “no such setting”.')).toBeVisible()
})

test.describe('whoever may not change them', () => {
  test.use({ user: 'auditor' })
  test('reads the settings, and is told why no more', async ({ page, cloud }) => {
    await page.goto('/settings')
    await expect(page.getByText('Your role may not call updateConfiguration')).toBeVisible()
    await expect(field(page, `${checks}basic.interval`)).toBeDisabled()
    await expect(page.getByRole('button', { name: /Reset to default/ })).toHaveCount(0)
    await cloud.fault('listConfigurations', { kind: 'status', status: 503, errortext: 'Database is down' })
    await page.reload()
    await expect(page.getByRole('alert').filter({ hasText: 'The settings could not be read.' })).toContainText(
      'Database is down',
    )
    await cloud.heal()
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await expect(field(page, `${checks}basic.interval`)).toHaveValue('3')
  })
})
