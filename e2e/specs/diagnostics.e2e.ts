import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'
import type { Page } from '@playwright/test'

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
async function letRun(page: Page, cloud: Cloud, duration = '30s'): Promise<void> {
  await expect(results(page).getByText('running', { exact: true }).first()).toBeVisible()
  await expect.poll(async () => (await cloud.call('listAsyncJobs', { listall: 'true' })).count ?? 0).toBeGreaterThan(0)
  await cloud.pass(duration)
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
  await letRun(page, cloud)

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
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Run diagnostics 2 of 3' }).click()
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible()
  await expect(page.getByText('On 2 routers:', { exact: false })).toContainText('r-902-VM')
  await form(page).getByRole('button', { name: 'Run 2 commands' }).click()
  await letRun(page, cloud)
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
