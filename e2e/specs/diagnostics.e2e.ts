import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible, expectJob, row } from '../helpers.ts'
import type { Page } from '@playwright/test'

test.describe.configure({ timeout: 90_000 })

async function open(page: Page, cloud: Cloud, name: string, part = ''): Promise<void> {
  const system = !name.startsWith('r-')
  const [command, key] = system ? ['listSystemVms', 'systemvm'] : ['listRouters', 'router']
  const answer = await cloud.call(command, { name, listall: 'true' })
  const [vm] = answer[key] as { id: string }[]
  await page.goto(`/infrastructure/${system ? 'system-vms' : 'routers'}/${vm?.id}/diagnostics${part}`)
}

const form = (page: Page) => page.getByRole('form', { name: 'Run commands' })
const results = (page: Page) => page.getByRole('list', { name: 'Results' })
const command = (page: Page, index: number) => form(page).getByRole('group', { name: `Command ${index}` })

/** Waits until CloudStack has so many jobs, and then lets them end. */
async function letRun(page: Page, cloud: Cloud, jobs: number): Promise<void> {
  await expect(results(page).getByText('running', { exact: true }).first()).toBeVisible()
  await expectJob(cloud, jobs)
  await cloud.pass('30s')
}

test('a router is asked several things in a row, and what it says is drawn, kept and compared', async ({
  page,
  cloud,
}) => {
  await open(page, cloud, 'r-915-VM')
  await expect(form(page).getByLabel('To', { exact: true })).toContainText('Gateway (203.0.113.1)')
  await expect(form(page).getByLabel('To', { exact: true })).toContainText('Instance ')

  // What CloudStack would refuse, or would not even look at, does not leave the browser.
  await form(page).getByLabel('To', { exact: true }).selectOption('')
  await form(page).getByLabel('Address').fill('192.0.2.77; reboot')
  await expect(
    form(page).getByText('Only letters, digits and . : - _ % may stand in an address.', { exact: false }),
  ).toBeVisible()
  await form(page).getByLabel('Options').fill('-c 4 | tee /x')
  await expect(form(page).getByText('CloudStack refuses “|”, “/” here', { exact: false })).toBeVisible()
  await expect(form(page).getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  await form(page).getByLabel('Address').fill('192.0.2.77')
  await form(page).getByLabel('Options').fill('-c 200')
  await expect(form(page).getByText('This takes about 200 s.', { exact: false })).toBeVisible()
  await form(page).getByLabel('Options').fill('-c 9')

  await form(page).getByRole('button', { name: 'Add a command' }).click()
  await command(page, 2).getByLabel('Tool').selectOption('traceroute')
  await command(page, 2).getByLabel('To', { exact: true }).selectOption('')
  await command(page, 2).getByLabel('Address').fill('192.0.2.77')
  await form(page).getByRole('button', { name: 'Add a command' }).click()
  await command(page, 3).getByLabel('To', { exact: true }).selectOption('')
  await command(page, 3).getByLabel('Address').fill('10.99.0.1')
  await form(page).getByRole('button', { name: 'Run 3 commands' }).click()
  await letRun(page, cloud, 3)

  const list = results(page)
  await expect(
    list.getByRole('button', { name: /ping 192\.0\.2\.77 -c 9.*33\.3% lost, avg .* exit code 0/ }),
  ).toBeVisible()
  await expect(list.getByRole('img', { name: /6 of 9 packets answered, least/ })).toBeVisible()
  await expect(list.getByRole('button', { name: /traceroute 192\.0\.2\.77.*reached in 6 hops/ })).toBeVisible()
  await expect(list.getByRole('table').getByRole('row').nth(1)).toContainText('203.0.113.1')
  // A finding, not a failed job.
  await expect(list.getByRole('button', { name: /ping 10\.99\.0\.1.*none of 4 answered, exit code 1/ })).toBeVisible()
  await expect(list.getByText('A finding: the job itself succeeded.', { exact: false })).toBeVisible()
  await expect(list.getByRole('figure', { name: 'Output of ping 10.99.0.1' })).toContainText('100% packet loss')
  await expectAccessible(page)

  // It is this browser's, and outlives the page.
  await page.reload()
  await expect(list.getByRole('figure', { name: 'Output of ping 10.99.0.1' })).toContainText('100% packet loss')
  await list.getByRole('button', { name: /ping 10\.99\.0\.1/ }).click()
  await expect(list.getByRole('figure', { name: 'Output of ping 10.99.0.1' })).toHaveCount(0)
  await list.getByRole('checkbox', { name: /Compare ping 192\.0\.2\.77 -c 9/ }).check()
  await list.getByRole('checkbox', { name: /Compare ping 10\.99\.0\.1/ }).check()
  const both = page.getByRole('region', { name: 'Comparison' })
  await expect(both.getByText(/\d+ of \d+ lines differ/)).toBeVisible()
  await expect(both.getByRole('columnheader', { name: /none of 4 answered/ })).toBeVisible()
  await both.getByRole('button', { name: 'Close the comparison' }).click()
  await page.getByRole('button', { name: 'Forget all' }).click()
  await expect(page.getByText('Nothing was run from this browser yet.', { exact: false })).toBeVisible()
})

test('hostile output is text, and a page that is left finds its result', async ({ page, cloud }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await open(page, cloud, 'r-977-VM')
  await form(page).getByLabel('Tool').selectOption('traceroute')
  await form(page).getByLabel('To', { exact: true }).selectOption('')
  await form(page).getByLabel('Address').fill('192.0.2.77')
  await form(page).getByRole('button', { name: 'Run', exact: true }).click()
  await expect(results(page).getByText('You may leave this page', { exact: false })).toBeVisible()
  await page.getByRole('link', { name: 'Hosts' }).click()
  await expect(page.getByRole('heading', { name: 'Hosts' })).toBeVisible()
  await cloud.pass('30s')
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('exit code 0')
  await page.goBack()
  const output = results(page).getByRole('figure', { name: /Output of traceroute/ })
  await expect(output).toContainText('␛[2J␛]0;owned␇')
  await expect(output).toContainText('‹U+202E›')
  await expect(page.getByRole('img', { name: 'x' })).toHaveCount(0)
  await expect(results(page).getByRole('link')).toHaveCount(0)
  expect(await page.title()).not.toContain('owned')
  await expectAccessible(page)
})

test('several routers are asked at once; CloudStack’s refusal is told in its words', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers?q=net-')
  for (const name of ['r-961-VM', 'r-902-VM', 'r-655-VM']) {
    await page.getByRole('textbox', { name: 'Filter these routers' }).fill(name)
    await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  }
  // What was typed reaches the URL a moment later; a page that is left before then would be called back.
  await expect(page).toHaveURL(/q=r-655-VM/)
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Run diagnostics 2 of 3' }).click()
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible()
  await expect(page.getByText('On 2 routers:', { exact: false })).toContainText('r-902-VM')
  await form(page).getByRole('button', { name: 'Run 2 commands' }).click()
  await letRun(page, cloud, 2)
  await expect(results(page).getByRole('button', { name: /r-902-VM.*4 of 4/ })).toBeVisible()
  await expect(results(page).getByRole('paragraph').filter({ hasText: 'Unable to execute the command' })).toBeVisible()
  await page.getByRole('link', { name: 'r-902-VM' }).click()
  await expect(results(page).getByRole('button', { name: /4 of 4/ })).toBeVisible()
  await page.goto('/infrastructure/routers?q=r-655-VM')
  await row(page, 'r-655-VM').getByRole('button', { name: 'Actions for r-655-VM' }).click()
  await expect(page.getByRole('menuitem', { name: /Run diagnostics/ })).toContainText(
    'Only a running router can be diagnosed',
  )
})

test('a router’s files are collected, fetched through our server, and read here', async ({ page, cloud }) => {
  await open(page, cloud, 'r-1042-VM', '?part=files')
  const files = page.getByRole('form', { name: 'Get files' })
  const needs = files.getByRole('list', { name: 'What it needs' })
  await expect(needs).toContainText('A secondary storage VM runs in fra-1: s-1-VM')
  await expect(needs).toContainText('fra-1-secondary is 41% full; the job needs less than 90%')
  await expect(needs).toContainText(
    'The file is deleted 24 hours after it was made; collecting may take up to 30 minutes.',
  )
  await expect(files.getByRole('checkbox', { name: 'iptables' })).toBeChecked()
  await expect(files.getByText('Which MAC gets which address')).toBeVisible()
  await files.getByRole('checkbox', { name: '/var/log/haproxy.log' }).uncheck()
  await files.getByLabel('Another file or script').fill('[a;reboot]')
  await expect(files.getByText('A script is its name in square brackets', { exact: false })).toBeVisible()
  await files.getByLabel('Another file or script').fill('[IPTABLES-CHECK.sh]')
  await files.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(
    files.getByText('A script: runs /opt/cloud/bin/IPTABLES-CHECK.sh on the VM', { exact: false }),
  ).toBeVisible()
  await expectAccessible(page)
  await files.getByRole('button', { name: 'Collect 20 files' }).click()
  const list = page.getByRole('list', { name: 'Collected' })
  await expect(list).toContainText('being collected')
  await page.reload()
  await expect(list).toContainText('being collected')
  await cloud.pass('20s')
  // One click was all: it is fetched when it is there.
  await expect(list.getByText('Not on the VM:', { exact: false })).toContainText('[IPTABLES-CHECK.sh]')
  const names = list.getByRole('list', { name: 'Files' })
  await names.getByRole('button', { name: 'dhcphosts.txt' }).click()
  const text = list.getByRole('region', { name: 'dhcphosts.txt' })
  await expect(text).toContainText(/,infinite/)
  await list.getByRole('textbox', { name: 'Search in all files' }).fill('DNSMASQ')
  await expect(names.getByRole('button', { name: /dnsmasq\.log \d+ lines/ })).toBeVisible()
  await expect(names.getByRole('button', { name: /resolv\.conf 0 lines/ }).first()).toBeVisible()
  await names.getByRole('button', { name: /dnsmasq\.log/ }).click()
  await expect(list.getByRole('region', { name: 'dnsmasq.log' }).getByText(/with “DNSMASQ”/)).toBeVisible()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('button', { name: 'Save the zip' }).click(),
  ])
  expect(saved.suggestedFilename()).toMatch(/^diagnostics_files_r-1042-VM_[\d-]+\.zip$/)
  await expectAccessible(page)

  await list.getByRole('button', { name: 'Close' }).click()
  await list.getByRole('button', { name: 'Fetch and open' }).click()
  await expect(names.getByRole('button', { name: 'dhcphosts.txt' })).toBeVisible()

  // What the storage VM has only in part is an error that says so.
  await open(page, cloud, 'r-978-VM', '?part=files')
  await files.getByRole('button', { name: /Collect \d+ files/ }).click()
  await expect(list).toContainText('being collected')
  await expectJob(cloud)
  await cloud.pass('20s')
  await expect(list.getByRole('alert')).toContainText('The archive is cut')

  // The job's own failure is CloudStack's to tell.
  await open(page, cloud, 'r-961-VM', '?part=files')
  await files.getByRole('button', { name: /Collect \d+ files/ }).click()
  await expectJob(cloud)
  await cloud.pass('20s')
  await expect(
    list.getByText('Unable to execute the command: the agent of the host answered with an error'),
  ).toBeVisible()
})

test('one button finds out why a system VM is not Up', async ({ page, cloud }) => {
  const answer = await cloud.call('listSystemVms', { name: 'v-214-VM' })
  const [vm] = answer.systemvm as { id: string }[]
  await page.goto(`/infrastructure/system-vms/${vm?.id}`)
  await page.getByRole('button', { name: 'Why is it not Up?' }).click()
  const conclusion = page.getByRole('region', { name: 'Conclusion' })
  await expect(conclusion).toContainText('The VM is being asked.')
  await expectJob(cloud, 3)
  await cloud.pass('30s')
  await expect(conclusion).toContainText('From the VM the management server 10.20.1.2 does not answer.')
  const found = page.getByRole('list', { name: 'What was found' })
  for (const words of [
    'The VM runs.',
    'Disconnected since',
    'fra2-kvm-03 is Up, Enabled.',
    '10.20.1.2: none of 4 answered, exit code 1.',
    'The last to answer was 10.30.1.1.',
    'Console proxy is down in zone [fra-2], proxy [v-214-VM]',
    's-88-VM: agent Up.',
  ]) {
    await expect(found).toContainText(words)
  }
  await expectAccessible(page)
  await page.reload()
  await expect(conclusion).toContainText('does not answer.')
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect(conclusion).toContainText('The VM is being asked.')

  // A proxy that has never had an agent, and whose network is in order.
  const fresh = await cloud.call('listSystemVms', { name: 'v-1049-VM' })
  const [other] = fresh.systemvm as { id: string }[]
  await cloud.pass('10m')
  await page.goto(`/infrastructure/system-vms/${other?.id}/diagnostics?part=why`)
  await page.getByRole('button', { name: 'Find out' }).click()
  await expectJob(cloud, 3)
  await cloud.pass('30s')
  await expect(conclusion).toContainText('its agent is what does not work')
  await expect(found).toContainText('None has ever reported: there is no record of one.')
})
