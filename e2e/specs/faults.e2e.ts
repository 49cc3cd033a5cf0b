// CloudStack failing in every way we know: the page says which in words, keeps what it has, and mends by itself or at a click.
import { expect, test, type Cloud } from '../fixtures.ts'
import { row } from '../helpers.ts'

const list = '/infrastructure/routers'
type Fault = Parameters<Cloud['fault']>[1]

const faults: { name: string; fault: Fault; words: string | RegExp }[] = [
  { name: 'refuses connections', fault: { kind: 'refuse' }, words: /CloudStack cannot be reached/ },
  { name: 'answers HTML', fault: { kind: 'html' }, words: /a web page instead of JSON/ },
  { name: 'answers half a JSON', fault: { kind: 'half-json' }, words: /answer broke off before its end/ },
  {
    name: 'answers 503',
    fault: {
      kind: 'status',
      status: 503,
      errortext: 'Maintenance or Shutdown has been initiated on this management server. Can not accept new jobs',
    },
    words: /Maintenance or Shutdown has been initiated/,
  },
  {
    name: 'answers 431',
    fault: { kind: 'status', status: 431, errortext: 'Unable to execute API command listrouters due to invalid value' },
    words: /due to invalid value/,
  },
  {
    name: 'answers 432',
    fault: { kind: 'status', status: 432, errortext: 'The API [listRouters] does not exist or is not available' },
    words: /does not exist or is not available/,
  },
  {
    name: 'answers 530',
    fault: { kind: 'status', status: 530, errortext: 'Internal error executing command' },
    words: /Internal error executing command/,
  },
]

for (const { name, fault, words } of faults) {
  test(`a list whose CloudStack ${name} says so in words, and is tried again`, async ({ page, cloud }) => {
    await cloud.fault('listRouters', fault)
    await page.goto(list)
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible()
    await cloud.heal()
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await expect(row(page, 'r-1042-VM')).toBeVisible()
  })

  test(`a refresh that fails because CloudStack ${name} keeps the rows and admits their age`, async ({
    page,
    cloud,
  }) => {
    await page.goto(list)
    await expect(row(page, 'r-1042-VM')).toBeVisible()
    await cloud.fault('listRouters', fault)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/Shown as of/)).toBeVisible()
    await expect(row(page, 'r-1042-VM')).toBeVisible()
  })
}

test('a slow CloudStack shows rows being awaited, then the rows', async ({ page, cloud }) => {
  await cloud.fault('listRouters', { kind: 'hang', times: 1 })
  await page.goto(list)
  await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'true')
  // The rows are awaited before the question has reached CloudStack.
  await expect(async () => {
    await cloud.pass('61s')
    await expect(row(page, 'r-1042-VM')).toBeVisible({ timeout: 2_000 })
  }).toPass()
})

test('a session that CloudStack dropped is asked for once, and the page comes back where it was', async ({
  page,
  cloud,
}) => {
  await page.goto(`${list}?tab=failing`)
  await expect(row(page, 'r-1042-VM')).toBeVisible()
  await cloud.fault('*', { kind: 'drop-session', times: 1 })
  await page.getByRole('button', { name: 'Refresh' }).click()
  const prompt = page.getByRole('dialog')
  await expect(prompt).toHaveCount(1)
  await prompt.getByRole('textbox', { name: 'Password' }).fill('password')
  await prompt.getByRole('button', { name: 'Sign in' }).click()
  await expect(prompt).toHaveCount(0)
  await expect(page).toHaveURL(/tab=failing/)
  await expect(row(page, 'r-1042-VM')).toBeVisible()
})

test('a router that vanishes between list and click says so', async ({ page, cloud }) => {
  await page.goto(`${list}?q=r-774-VM`)
  const [found] = (await cloud.call('listRouters', { name: 'r-774-VM', listall: 'true' }))['router'] as { id: string }[]
  await expect(row(page, 'r-774-VM')).toBeVisible()
  await cloud.call('destroyRouter', { id: found?.id ?? '' })
  await cloud.pass('1m')
  await page.getByRole('link', { name: 'r-774-VM' }).first().click()
  await expect(page.getByText(/no longer/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Virtual routers' }).last()).toBeVisible()

  // And between the question and its answer: the page behind a refusal is asked again.
  const [other] = (await cloud.call('listRouters', { name: 'r-604-VM', listall: 'true' }))['router'] as { id: string }[]
  await page.goto(`${list}/${other?.id}`)
  await page.getByRole('button', { name: 'Stop…' }).click()
  await cloud.call('destroyRouter', { id: other?.id ?? '' })
  await cloud.pass('1m')
  await page.getByRole('button', { name: 'Stop r-604-VM' }).click()
  await expect(page.getByRole('dialog')).toContainText("Can't find router by id")
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByText(/no longer/)).toBeVisible({ timeout: 5_000 })
})
