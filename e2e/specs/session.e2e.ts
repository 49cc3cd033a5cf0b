import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, row } from '../helpers.ts'

async function fillIn(page: Page, username: string, password = 'password') {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
}
const submit = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true }).click()

test.describe('signing in', () => {
  test.use({ user: '' })

  test('leads back to the address that was asked for', async ({ page, cloud }) => {
    await page.goto('/infrastructure/routers?q=net-web')
    await expect(page.getByRole('heading', { name: 'Sign in to Stratoview' })).toBeVisible()
    await fillIn(page, `admin+${cloud.world}`)
    await submit(page)
    await expect(page).toHaveURL(/\/infrastructure\/routers\?q=net-web$/)
    await expect(row(page, 'r-1042-VM')).toBeVisible()
  })

  test('is refused in CloudStack’s words and forgets nothing typed', async ({ page, cloud }) => {
    await page.goto('/login')
    await fillIn(page, `admin+${cloud.world}`, 'wrong')
    await submit(page)
    await expect(page.getByRole('alert')).toContainText('Failed to authenticate user')
    await expect(page.getByLabel('Username')).toHaveValue(`admin+${cloud.world}`)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('wrong')
    await expectAccessible(page)
  })

  test('never leads to another site', async ({ page, cloud }) => {
    await page.goto('/login?from=//example.org/overview')
    await fillIn(page, `admin+${cloud.world}`)
    await submit(page)
    await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/overview$/)
  })

  test('to a domain: a domain admin sees routers and no system VMs', async ({ page, cloud }) => {
    await page.goto('/login')
    await fillIn(page, `salesadmin+${cloud.world}`)
    await page.getByRole('button', { name: 'Use a domain other than ROOT' }).click()
    await page.getByLabel('Domain').fill('/sales')
    await submit(page)
    const rail = page.getByRole('navigation', { name: 'Main' })
    await expect(rail.getByRole('link', { name: 'Virtual routers' })).toBeVisible()
    await expect(rail.getByRole('link', { name: 'System VMs' })).toHaveCount(0)
    await expect(rail.getByRole('link', { name: 'My instances' })).toHaveCount(0)
    // Whoever follows another's link is told where he is, and what his role lacks.
    await page.goto('/infrastructure/hosts')
    await expect(page.getByRole('heading', { level: 1, name: 'Hosts' })).toBeVisible()
    await expect(page.getByText('Your role may not list hosts (listHosts).')).toBeVisible()
  })

  test('with a second factor: a wrong code costs neither name nor password', async ({ page, cloud }) => {
    await page.goto('/login')
    await fillIn(page, `careful+${cloud.world}`)
    await submit(page)
    await page.getByLabel('PIN').fill('000000')
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByRole('alert')).toContainText('two-factor authentication code provided is invalid')
    await expect(page.getByLabel('PIN')).toBeFocused()
    await expect(page.getByLabel('PIN')).toHaveValue('')
    await page.getByLabel('PIN').fill('980493')
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page).toHaveURL(/\/instances$/)
  })
})

test('an ended session asks once and the page goes on where it was', async ({ page, cloud }) => {
  await page.goto('/infrastructure/routers')
  await expect(row(page, 'r-1042-VM')).toBeVisible()
  await page.getByPlaceholder('Filter these routers').fill('r-1042')
  await expect(page).toHaveURL(/q=r-1042/)
  await cloud.fault('*', { kind: 'drop-session', times: 1 })
  await page.getByRole('button', { name: 'Refresh now' }).click()
  const prompt = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(prompt).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect(prompt.getByLabel('Username')).toHaveValue(/admin/)
  await prompt.getByLabel('Password', { exact: true }).fill('password')
  await prompt.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(prompt).toBeHidden()
  await expect(page.getByPlaceholder('Filter these routers')).toHaveValue('r-1042')
  await expect(row(page, 'r-1042-VM')).toBeVisible()
  await expect(row(page, 'r-1013-VM')).toHaveCount(0)
})

test('signing out forgets, and the way back asks again', async ({ page }) => {
  await page.goto('/overview')
  await page.getByRole('button', { name: 'admin' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Stratoview' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Username')).toBeVisible()
})

test.describe('an end user', () => {
  test.use({ user: 'tenant' })

  test('gets their instances, starts one, and sees nothing of the machinery', async ({ page, cloud }) => {
    await page.goto('/')
    await expect(page).toHaveURL(/\/instances$/)
    const rail = page.getByRole('navigation', { name: 'Main' })
    await expect(rail.getByRole('listitem')).toHaveText(['My instances', 'Consoles'])
    const stopped = row(page, 'Stopped').first()
    const name = (await stopped.getByRole('strong').textContent()) ?? ''
    await stopped.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Start', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Jobs, 1 running' })).toBeVisible()
    await cloud.pass('1s')
    await expect(row(page, name)).toContainText('Starting', { timeout: 15_000 })
    await cloud.pass('2m')
    await expect(row(page, name)).toContainText('Running', { timeout: 15_000 })
    await expectAccessible(page)
  })
})

test.describe('a read-only admin', () => {
  test.use({ user: 'auditor' })

  test('sees every verb with the reason why not', async ({ page }) => {
    await page.goto('/infrastructure/routers')
    await row(page, 'r-1042-VM').getByRole('button', { name: 'Actions for r-1042-VM' }).click()
    const stop = page.getByRole('menuitem', { name: 'Stop…' })
    await expect(stop).toBeDisabled()
    await expect(stop).toHaveAccessibleDescription('Your role may not call stopRouter')
  })
})
