import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible, expectAccessibleInBothSchemes } from '../helpers.ts'
import { machine, pixels, screenOf, sessionIds, traits } from '../screens.ts'

const name = 'r-902-VM'

// A VM has the same id in every world, and this server lets one person see its screen: one test after the other.
test.describe.configure({ mode: 'default' })
async function idOf(cloud: Cloud, vm = name): Promise<string> {
  const { router } = await cloud.call('listRouters', { listall: 'true', name: vm })
  return (router as { id: string }[])[0]?.id ?? ''
}

async function opened(page: Page, id: string): Promise<Locator> {
  await page.goto(`/console/${id}?kind=router`)
  await expect(page.getByText(/^Connected \d+ s$/)).toBeVisible({ timeout: 20_000 })
  return screenOf(page)
}

test('a router’s screen opens from its page and is painted', async ({ page, cloud }) => {
  await page.goto(`/infrastructure/routers/${await idOf(cloud)}`)
  await page.getByRole('button', { name: 'Console', exact: true }).click()
  await expect(page.getByText(/^Connected \d+ s$/)).toBeVisible({ timeout: 20_000 })
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)
  const { lines } = await machine(cloud, name)
  expect(lines.join('\n')).toContain('login:')
})

test('keys reach the machine, the chord gives the keyboard back, and combinations are pressed', async ({
  page,
  cloud,
}) => {
  const screen = await opened(page, await idOf(cloud))
  await screen.click()
  await expect(page.getByText(/^Keyboard is in the VM/)).toBeVisible()
  const before = await pixels(screen)
  await page.keyboard.type('admin')
  await expect.poll(async () => (await machine(cloud, name)).lines.join(' ')).toContain('login: admin')
  await expect.poll(async () => (await pixels(screen)).lit).not.toBe(before.lit)
  for (const key of ['Control', 'Alt', 'Shift']) await page.keyboard.down(key)
  for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key)
  await expect(page.getByText(/^Keyboard is here/)).toBeVisible()
  await page.getByRole('button', { name: 'Keys', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ctrl-Alt-F2', exact: true }).click()
  await expect.poll(async () => (await machine(cloud, name)).pressed.at(-1)).toBe('Ctrl+Alt+F2')
  await page.getByRole('button', { name: 'Keys', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Hold Ctrl' }).click()
  await expect(page.getByText('Ctrl held down.')).toBeVisible()
})

test('Ctrl-Alt-Del is asked about first', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  await page.getByRole('button', { name: 'Keys', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ctrl-Alt-Del…' }).click()
  expect((await machine(cloud, name)).pressed).not.toContain('Ctrl+Alt+Delete')
  const question = page.getByRole('dialog')
  await expect(question).toContainText('loses all its iptables rules')
  await question.getByRole('button', { name: 'Reboot…' }).click()
  await expect(question).toContainText('cmk reboot router')
  await question.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Keys', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ctrl-Alt-Del…' }).click()
  await page.getByRole('button', { name: 'Send Ctrl-Alt-Del' }).click()
  await expect.poll(async () => (await machine(cloud, name)).pressed).toContain('Ctrl+Alt+Delete')
})

test('text is typed as keystrokes, and nothing of it when one character cannot be', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  await page.getByRole('button', { name: 'Type text' }).click()
  const text = page.getByRole('textbox', { name: 'Text to type' })
  await text.fill('ró')
  await expect(page.getByText('This keyboard has no ó. Nothing is typed.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Type 2 characters' })).toBeDisabled()
  await text.fill('Ad_min@{1}')
  await page.getByRole('checkbox', { name: 'Press Enter after' }).check()
  await page.getByRole('button', { name: 'Type 10 characters' }).click()
  await expect(page.getByText('All 11 keys were typed.')).toBeVisible()
  await expect.poll(async () => (await machine(cloud, name)).lines.join(' ')).toContain('login: Ad_min@{1}')
})

test('a second console asks before it takes over, and the first never takes it back by itself', async ({
  page,
  cloud,
  browser,
}) => {
  const id = await idOf(cloud)
  await opened(page, id)
  const other = await (await browser.newContext()).newPage()
  await cloud.signIn(other)
  await other.goto(`/console/${id}?kind=router`)
  await expect(other.getByRole('heading', { name: 'In use by you, in another place' })).toBeVisible()
  await expect(screenOf(other)).toHaveCount(0)
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await other.getByRole('button', { name: 'Take over' }).click()
  await expect(other.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('heading', { name: 'Taken over by admin' })).toBeVisible()
  const last = page.getByRole('img', { name: 'Last picture' })
  expect((await pixels(last)).lit).toBeGreaterThan(500)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take it back…' }).click()
  await expect(page.getByRole('heading', { name: 'In use by you, in another place' })).toBeVisible()
  await page.getByRole('button', { name: 'Leave it' }).click()
  await expect(page.getByRole('heading', { name: 'The console is closed' })).toBeVisible()
  await expect(other.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await other.context().close()
})

test('a question that fails is asked again by itself, with its cause', async ({ page, cloud }) => {
  await cloud.fault('createConsoleEndpoint', { kind: 'html' })
  await page.goto(`/console/${await idOf(cloud)}?kind=router`)
  await expect(page.getByRole('heading', { name: 'The console was lost' })).toBeVisible()
  await expect(page.getByText(/^It comes back by itself: try \d of 8\.$/)).toBeVisible()
  await cloud.heal()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
})

test('it outlives its console proxy, the last picture greyed meanwhile', async ({ page, cloud }) => {
  const screen = await opened(page, await idOf(cloud))
  await expect.poll(async () => (await pixels(screen)).lit).toBeGreaterThan(500)
  // The simulated proxies look round as their clock moves.
  await cloud.pass('5s')
  const { systemvm } = await cloud.call('listSystemVms', { systemvmtype: 'consoleproxy' })
  const proxies = (systemvm as { id: string; zonename: string }[]).filter(({ zonename }) => zonename === 'fra-1')
  // Or it is back before anybody could look.
  await cloud.fault('createConsoleEndpoint', { kind: 'html' })
  for (const { id } of proxies) await cloud.call('stopSystemVm', { id, forced: 'true' })
  await cloud.pass('20s')
  await expect(page.getByRole('img', { name: 'Last picture' })).toBeVisible()
  expect((await pixels(page.getByRole('img', { name: 'Last picture' }))).lit).toBeGreaterThan(500)
  await cloud.heal()
  await expect
    .poll(
      async () => {
        await cloud.pass('30s')
        return page.getByText(/^Connected/).isVisible()
      },
      { timeout: 40_000 },
    )
    .toBe(true)
})

test('a VM that stops says so, starts from there, and its console comes back', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  await page.getByRole('button', { name: 'Power' }).click()
  await page.getByRole('menuitem', { name: 'Stop…' }).click()
  await page.getByRole('button', { name: `Stop ${name}` }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await cloud.pass('1m')
  await expect(page.getByRole('heading', { name: `${name} is not running` })).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: `Start ${name}` }).click()
  await expect(page.getByRole('button', { name: /Jobs/ })).toBeVisible()
  await expect
    .poll(
      async () => {
        await cloud.pass('20s')
        return page.getByText(/^Connected/).isVisible()
      },
      { timeout: 15_000 },
    )
    .toBe(true)
})

test('refused: in CloudStack’s words', async ({ page, cloud }) => {
  await traits(cloud, { hypervisor: 'LXC' })
  await page.goto(`/console/${await idOf(cloud)}?kind=router`)
  await expect(page.getByRole('heading', { name: 'The console was refused' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('a Hyper-V screen is shown by CloudStack’s own page, in a window that knows nothing of ours', async ({
  page,
  cloud,
}) => {
  await traits(cloud, { hypervisor: 'Hyperv' })
  await page.goto(`/console/${await idOf(cloud)}?kind=router`)
  await expect(page.getByRole('heading', { name: 'Not available here' })).toBeVisible()
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Open CloudStack’s page' }).click(),
  ])
  await expect.poll(() => popup.url()).toContain('/ajax')
  expect(await popup.evaluate(() => window.opener)).toBeNull()
  await expect(page.getByText('It was opened on CloudStack’s own page.')).toBeVisible()
})

test('a viewer that does not load leaves ways out', async ({ page, cloud }) => {
  await page.route(/\/assets\/rfb-.*\.js$/, (route) => route.abort())
  await page.goto(`/console/${await idOf(cloud)}?kind=router`)
  await expect(page.getByRole('heading', { name: 'The viewer did not load' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'CloudStack’s own page' })).toBeVisible()
})

test('one that an operator ends stays ended', async ({ page, cloud, baseURL }) => {
  await opened(page, await idOf(cloud))
  for (const id of await sessionIds(page, name))
    await page.request.delete(`/api/consoles/${id}`, { headers: { origin: baseURL ?? '' } })
  await expect(page.getByText('You ended this console.')).toBeVisible()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
})

test('it is the same session after a look at another tab', async ({ page, cloud }) => {
  const id = await idOf(cloud)
  await page.goto(`/infrastructure/routers/${id}/console`)
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  const before = await sessionIds(page, name)
  await page
    .getByRole('link', { name: 'Details' })
    .or(page.getByRole('tab', { name: 'Details' }))
    .click()
  await expect(screenOf(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'Console', exact: true }).click()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)
  expect(await sessionIds(page, name)).toEqual(before)
})

test('view only sends nothing; the picture is saved as PNG; the scale is remembered', async ({ page, cloud }) => {
  const screen = await opened(page, await idOf(cloud))
  await page.getByRole('button', { name: 'View only' }).click()
  await expect(page.getByText('View only: keys and pointer stay here')).toBeVisible()
  await screen.click()
  await page.keyboard.type('x')
  await page.getByRole('button', { name: 'Screenshot' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as a file' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^r-902-VM .*\.png$/)
  expect((await readFile(await file.path())).subarray(1, 4).toString()).toBe('PNG')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Screenshot' }).click()
  await page.getByRole('menuitem', { name: 'Copy to the clipboard' }).click()
  await expect(page.getByText('The picture is on the clipboard')).toBeVisible()
  const kinds = () => page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types))
  expect(await kinds()).toContain('image/png')
  expect((await machine(cloud, name)).pressed).toEqual([])
  await page.getByRole('button', { name: /^Scale/ }).click()
  await page.getByText('1:1', { exact: true }).click()
  await page.reload()
  const scale = page.getByRole('button', { name: /^Scale/ })
  await expect(scale).toContainText('1:1')

  // The machine takes the window's size, and takes it again when the window changes.
  const size = async () => {
    const { width, height } = await pixels(screen)
    return `${width} × ${height}`
  }
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  const own = await size()
  await scale.click()
  await page.getByText('Follow window', { exact: true }).click()
  await expect.poll(size).not.toBe(own)
  const wide = await size()
  await expect(page.getByText(wide)).toBeVisible()
  await page.setViewportSize({ width: 1100, height: 700 })
  await expect.poll(size).not.toBe(wide)
  const box = await screen.boundingBox()
  await expect.poll(size).toBe(`${Math.round(box?.width ?? 0)} × ${Math.round(box?.height ?? 0)}`)
})

async function poppedOut(page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Open in a window of its own' }).click(),
  ])
  await expect(popup.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  return popup
}

test('a window of its own and full screen show the same session, and it comes back', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  const before = await sessionIds(page, name)
  const popup = await poppedOut(page)
  await expect(popup.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  await expect.poll(async () => (await pixels(screenOf(popup))).lit).toBeGreaterThan(500)
  const painted = await pixels(screenOf(popup))
  // Keys, pointer and tools work there, and what changes is drawn there.
  await screenOf(popup).click()
  await expect(popup.getByText(/^Keyboard is in the VM/)).toBeVisible()
  await popup.keyboard.type('moved')
  await expect.poll(async () => (await machine(cloud, name)).lines.join(' ')).toContain('login: moved')
  await expect.poll(async () => (await pixels(screenOf(popup))).lit).not.toBe(painted.lit)
  await popup.getByRole('button', { name: 'Keys', exact: true }).click()
  await popup.getByRole('menuitem', { name: 'Ctrl-Alt-F2', exact: true }).click()
  await expect.poll(async () => (await machine(cloud, name)).pressed.at(-1)).toBe('Ctrl+Alt+F2')
  await popup.setViewportSize({ width: 700, height: 500 })
  await expect.poll(async () => (await screenOf(popup).boundingBox())?.width).toBeLessThanOrEqual(700)
  expect(await sessionIds(page, name)).toEqual(before)

  await expect(page.getByRole('heading', { name: 'Shown in a window of its own' })).toBeVisible()
  await expect(screenOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Bring it back here' }).click()
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)
  await page.getByRole('button', { name: 'Full screen' }).click()
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await expect.poll(async () => (await pixels(screenOf(page))).lit).toBeGreaterThan(500)
  expect(await sessionIds(page, name)).toEqual(before)
})

test('when the page that a window took its console from goes, it opens anew and says so', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  const before = await sessionIds(page, name)
  const popup = await poppedOut(page)
  expect(await sessionIds(page, name)).toEqual(before)
  await page.goto('/activity')
  await expect(popup.getByText('The window that it came from was closed')).toBeVisible()
  await expect(popup.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await expect.poll(async () => (await pixels(screenOf(popup))).lit).toBeGreaterThan(500)
  expect(await sessionIds(page, name)).not.toEqual(before)
})

test('combinations of one’s own are added, pressed, kept and removed', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  const keys = page.getByRole('button', { name: 'Keys', exact: true })
  await keys.click()
  await page.getByRole('menuitem', { name: 'Add one of your own…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'Shift' }).check()
  await dialog.getByRole('combobox', { name: 'Then pressed' }).selectOption('F7')
  await dialog.getByRole('button', { name: 'Add Ctrl-Shift-F7' }).click()
  await expect(dialog.getByRole('list', { name: 'Your combinations' })).toContainText('Ctrl-Shift-F7')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.reload()
  await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 20_000 })
  await keys.click()
  await page.getByRole('menuitem', { name: 'Ctrl-Shift-F7' }).click()
  await expect.poll(async () => (await machine(cloud, name)).pressed.at(-1)).toBe('Ctrl+Shift+F7')
  await keys.click()
  await page.getByRole('menuitem', { name: 'Change your own…' }).click()
  await page.getByRole('button', { name: 'Remove Ctrl-Shift-F7' }).click()
  await expect(page.getByRole('list', { name: 'Your combinations' })).toHaveCount(0)
})

test('axe finds nothing while it is shown and typed into, in either scheme', async ({ page, cloud }) => {
  await opened(page, await idOf(cloud))
  await page.getByRole('button', { name: 'Type text' }).click()
  await expectAccessibleInBothSchemes(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessibleInBothSchemes(page)
})
