// What somebody without infrastructure rights sees: their machines, their consoles, and nothing else of the cloud.
import { expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'
import { machine } from '../screens.ts'

test.use({ user: 'tenant' })
// One console of a VM at a time, whichever world it is in.
test.describe.configure({ mode: 'default', timeout: 90_000 })

test('their machines, the console, start and stop, with no call that their role may not make', async ({
  page,
  cloud,
}) => {
  const refused: string[] = []
  const asked = new Set<string>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!pathname.startsWith('/api/')) return
    asked.add(pathname)
    if (response.status() >= 400) refused.push(`${response.status()} ${pathname}`)
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'My instances' })).toBeVisible()
  await expect(page.getByText(/^\d+, of which \d+ are running$/)).toBeVisible()
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('listitem')
  await expect(links).toHaveText(['My instances', 'Consoles'])
  await expect(row(page, 'blog-01')).toContainText('Running')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Console of blog-01' }).click()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await expect.poll(async () => (await machine(cloud, 'blog-01')).lines.join(' ')).toContain('login:')
  await expect(page.getByRole('link', { name: 'Check the connection' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Consoles' }).click()
  await expect(row(page, 'blog-01')).toContainText(/tenant\S* \(you\)/)
  await page.getByRole('link', { name: 'My instances' }).click()
  await expect(row(page, 'blog-01')).toContainText('open by you')
  await page.getByRole('link', { name: 'Return to the console of blog-01' }).click()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })

  await page.getByRole('button', { name: 'Power' }).click()
  await page.getByRole('menuitem', { name: 'Stop…' }).click()
  await page.getByRole('button', { name: 'Stop blog-01' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await cloud.pass('1m')
  await page.getByRole('link', { name: 'My instances' }).click()
  await expect(row(page, 'blog-01')).toContainText('no console while stopped')
  await row(page, 'blog-01').getByRole('button', { name: 'Start', exact: true }).click()
  await expect
    .poll(async () => {
      await cloud.pass('20s')
      return row(page, 'blog-01').getByRole('link', { name: 'Console of blog-01' }).isVisible()
    })
    .toBe(true)
  expect(refused).toEqual([])
  // Nothing of hosts, routers, system VMs or settings was so much as asked for.
  expect([...asked].filter((path) => /fleet|Router|SystemVm|Host|Configuration|InternalLoad/i.test(path))).toEqual([])
})

test('who is in a console stands there before the click', async ({ page, cloud }) => {
  const { virtualmachine } = await cloud.call('listVirtualMachines', { listall: 'true', name: 'blog-01' })
  const id = (virtualmachine as { id: string }[])[0]?.id ?? ''
  const session = { id: 's', vm: { id, name: 'blog-01' }, user: 's.adeyemi', seconds: 372, mine: false }
  await page.route('/api/consoles', (route) => route.fulfill({ json: { consoles: [], elsewhere: [session] } }))
  await page.goto('/instances')
  await expect(row(page, 'blog-01').getByRole('img', { name: 'In use by' })).toBeVisible()
  await expect(row(page, 'blog-01')).toContainText('s.adeyemi, 6 min')
})

test('an operator’s pages do not open', async ({ page }) => {
  for (const path of ['/consoles/proxies', '/consoles/check']) {
    await page.goto(path)
    await expect(page.getByText(/^Your role may not/)).toBeVisible()
  }
})
