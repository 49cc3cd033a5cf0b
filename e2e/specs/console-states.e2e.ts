// The states of a console that console.e2e.ts does not come to, keyboard alone, and a VM that moves.
import type { Page } from '@playwright/test'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible } from '../helpers.ts'
import { machine, pixels, screenOf, sessionIds } from '../screens.ts'

const name = 'r-948-VM'
const simulator = process.env.E2E_SIMULATOR ?? ''

// A VM has the same id in every world, and this server lets one person see its screen: one test after the other.
test.describe.configure({ mode: 'default', timeout: 90_000 })

async function open(page: Page, cloud: Cloud): Promise<string> {
  const { router } = await cloud.call('listRouters', { listall: 'true', name })
  const id = (router as { id: string }[])[0]?.id ?? ''
  await page.goto(`/console/${id}?kind=router`)
  return id
}

const connected = (page: Page) => expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })

test('asking and connecting are told, and can be stopped', async ({ page, cloud }) => {
  await page.route('/api/consoles', () => undefined)
  await open(page, cloud)
  await expect(page.getByRole('heading', { name: 'Asking CloudStack for the console' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You stopped it before it was open.')).toBeVisible()
  await page.unroute('/api/consoles')
  // A way in that leads nowhere.
  await page.routeWebSocket('/api/consoles/*', () => undefined)
  await page.getByRole('button', { name: 'Open it again' }).click()
  await expect(page.getByRole('heading', { name: `Connecting to ${name}` })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'The console is closed' })).toBeVisible()
  await expectAccessible(page)
})

test('a silent hypervisor is told and passes; both halves of the way are timed', async ({ page, cloud }) => {
  const { promise, resolve } = Promise.withResolvers<(word: object) => void>()
  await page.routeWebSocket('/api/consoles/*', (socket) => {
    socket.connectToServer()
    resolve((word) => socket.send(JSON.stringify(word)))
  })
  await open(page, cloud)
  await connected(page)
  await expect(page.getByRole('group', { name: 'Time to and fro' })).toHaveText(/^browser \d+ ms · host \d+ ms$/)
  const tell = await promise
  tell({ type: 'silence', waiting: true })
  await expect(page.getByRole('heading', { name: 'The hypervisor does not answer' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reconnect now' })).toBeVisible()
  await expectAccessible(page)
  tell({ type: 'silence', waiting: false })
  await connected(page)
})

test('a viewer that never comes is given up after five seconds', async ({ page, cloud }) => {
  await page.route(/\/assets\/rfb-.*\.js$/, () => undefined)
  await open(page, cloud)
  await expect(page.getByRole('heading', { name: 'The viewer did not load' })).toBeVisible()
  await expect(page.getByText('The viewer (noVNC) did not load within 5 s.')).toBeVisible()
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'CloudStack’s own page' }).click(),
  ])
  await expect.poll(() => popup.url()).toContain('/resource/noVNC/vnc.html')
})

test('where noVNC is switched off CloudStack’s own page is offered, with the reason', async ({ page, cloud }) => {
  await cloud.call('updateConfiguration', { name: 'novnc.console.default', value: 'false' })
  await fetch(`${simulator}/simulator/worlds/${cloud.world}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ console: { restart: true } }),
  })
  await open(page, cloud)
  await expect(page.getByRole('heading', { name: 'Not available here' })).toBeVisible()
  await expect(page.getByText(/noVNC switched off \(novnc\.console\.default\)/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open CloudStack’s page' })).toBeVisible()
})

test('it follows its VM through a reboot and a migration, with nothing clicked', async ({ page, cloud }) => {
  const id = await open(page, cloud)
  await connected(page)
  await screenOf(page).click()
  await page.keyboard.type('before')
  await expect.poll(async () => (await machine(cloud, name)).lines.join(' ')).toContain('login: before')
  const comesBack = () =>
    expect
      .poll(
        async () => {
          await cloud.pass('15s')
          const { lines } = await machine(cloud, name).catch(() => ({ lines: [] }))
          return lines.join(' ').includes(`${name} login:`) && (await page.getByText(/^Connected/).isVisible())
        },
        { timeout: 60_000 },
      )
      .toBe(true)
  await page.getByRole('button', { name: 'Power' }).click()
  await page.getByRole('menuitem', { name: 'Reboot…' }).click()
  await page.getByRole('button', { name: `Reboot ${name}` }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await cloud.pass('5s')
  await expect(page.getByRole('heading', { name: `${name} is not running` })).toBeVisible()
  await comesBack()
  expect((await machine(cloud, name)).lines.join(' ')).not.toContain('before')
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)

  // Somebody else moves it. The page looks at its VM once a minute, and more often while a job of CloudStack's runs.
  const before = await sessionIds(page, name)
  await cloud.call('migrateSystemVm', { virtualmachineid: id, autoselect: 'true' })
  await cloud.pass('1m')
  await expect
    .poll(
      async () => {
        // As it does when somebody comes back to the tab.
        await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
        return (await sessionIds(page, name)).join()
      },
      { timeout: 40_000 },
    )
    .not.toBe(before.join())
  await comesBack()
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)
})

test('by keyboard alone: in, a combination, out again, a text, and a question answered', async ({ page, cloud }) => {
  await open(page, cloud)
  await connected(page)
  const tabTo = async (what: ReturnType<Page['getByRole']>, key = 'Tab') => {
    await expect(async () => {
      await page.keyboard.press(key)
      await expect(what).toBeFocused({ timeout: 100 })
    }).toPass({ timeout: 30_000, intervals: [10] })
  }
  await tabTo(screenOf(page))
  await expect(page.getByText(/^Keyboard is in the VM/)).toBeVisible()
  await page.keyboard.type('keys')
  await expect.poll(async () => (await machine(cloud, name)).lines.join(' ')).toContain('login: keys')
  // Tab is the machine's now.
  await page.keyboard.press('Tab')
  await expect(screenOf(page)).toBeFocused()
  for (const key of ['Control', 'Alt', 'Shift']) await page.keyboard.down(key)
  for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key)
  await expect(page.getByText(/^Keyboard is here/)).toBeVisible()

  await tabTo(page.getByRole('button', { name: 'Keys', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Most Linux systems restart at once by it.')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect((await machine(cloud, name)).pressed).not.toContain('Ctrl+Alt+Delete')

  await tabTo(page.getByRole('button', { name: 'Type text' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Text to type' })).toBeFocused()
  await tabTo(page.getByRole('checkbox', { name: 'Hide what I type here' }))
  await page.keyboard.press('Space')
  await tabTo(page.getByLabel('Secret to type'), 'Shift+Tab')
  await page.keyboard.type('s3cret')
  await tabTo(page.getByRole('button', { name: 'Type 6 characters' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('All 6 keys were typed.')).toBeVisible()
  await expect(page.getByLabel('Secret to type')).toHaveValue('')
  await expect.poll(async () => (await machine(cloud, name)).lines.join(' ')).toContain('keyss3cret')
})
