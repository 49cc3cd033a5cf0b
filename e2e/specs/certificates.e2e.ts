import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { certificates } from '../authority.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessibleInBothSchemes, expectJob, row } from '../helpers.ts'

const files = (page: Page) => page.getByLabel('Certificate and key files')
const checks = (page: Page) => page.getByRole('region', { name: 'Checks' })
const jobsOf = (page: Page) => page.getByRole('button', { name: /^Jobs/ })

async function send(page: Page) {
  await page.getByRole('button', { name: 'Send 3 certificates…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send 3 certificates' }).click()
}

test.describe('as it is started by hand, with its own simulated cloud', () => {
  // Its clock is the real one, and nobody moves it.
  test.describe.configure({ timeout: 120_000 })
  test.use({ user: '' })
  let server: ChildProcess
  let at = ''
  let dir = ''
  test.beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'stratoview-certificates-'))
    server = spawn(process.execPath, [fileURLToPath(new URL('../../apps/bff/src/server.ts', import.meta.url))], {
      env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dir, LOG_LEVEL: 'warn' },
    })
    at = await new Promise<string>((resolve) => {
      let out = ''
      server.stdout?.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        const found = /Stratoview is at http:\/\/localhost:(\d+)/.exec(out)?.[1]
        if (found) resolve(`http://localhost:${found}`)
      })
    })
  })
  test.afterAll(() => {
    server.kill()
    rmSync(dir, { recursive: true })
  })

  test('a certificate is brought in, sent, and seen on every system VM, up to a console over TLS', async ({ page }) => {
    const pki = certificates(Date.now())
    const who = { username: 'admin', password: 'password' }
    await page.request.post(`${at}/api/session`, { data: who, headers: { origin: at } })
    await page.goto(`${at}/certificates`)
    const board = page.getByRole('region', { name: 'Served now' })
    await expect(row(page, 's-1-VM').first()).toContainText('in 9 days')
    await expect(board.getByRole('row').filter({ hasText: 'v-2-VM' })).toContainText('none, port 8080 without TLS')
    await expect(board.getByRole('row').filter({ hasText: 'v-1049-VM' })).toContainText('no answer')

    // Any order, any number; the wrong key is found out before CloudStack accepts it.
    await files(page).setInputFiles([pki.otherKey, pki.bundle, pki.server])
    await expect(checks(page)).toContainText('The key does not match the certificate.')
    await expect(checks(page)).toContainText(
      'The chain is complete: *.console.example.org, Suite Intermediate, Suite Root.',
    )
    await expect(page.getByText('One check fails, so nothing can be sent yet.')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Send/ })).toBeDisabled()
    await expectAccessibleInBothSchemes(page)

    await page.getByRole('button', { name: 'Take out private key: other.key' }).click()
    await files(page).setInputFiles(pki.lockedKey)
    await page.getByLabel('Password of locked.key').fill('wrong')
    await page.keyboard.press('Enter')
    await expect(page.getByText('This password does not open it')).toBeVisible()
    await page.getByLabel('Password of locked.key').fill('open sesame')
    await page.keyboard.press('Enter')
    await expect(page.getByText('PKCS#8, password taken off')).toBeVisible()
    await expect(page.getByText('No check fails')).toBeVisible()

    // It goes on while another page is open, and nothing of the key is left behind.
    await send(page)
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
    await page.getByRole('link', { name: 'Certificates' }).click()
    await expect(page.getByText('3 of 3 taken')).toBeVisible()
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).toContain('uploadCustomCertificate')
    expect(kept).not.toContain('PRIVATE KEY')
    expect(kept).not.toContain(pki.secretLine)

    // Secondary storage restarts by itself, console proxies do not.
    const after = page.getByRole('table', { name: 'System VMs after the upload' })
    const vm = (name: string) => after.getByRole('row').filter({ hasText: name })
    for (const name of ['s-1-VM', 's-88-VM', 's-97-VM']) {
      await expect(vm(name)).toContainText('shows the new one')
      await expect(vm(name)).toContainText('Up')
    }
    await expect(vm('v-2-VM')).toContainText('answers on port 8080 without TLS')
    await expect(page.getByText('Console proxies do not restart by themselves.').last()).toBeVisible()

    await after.getByRole('link', { name: 's-1-VM' }).click()
    const shown = page.getByRole('region', { name: 'Certificate it serves' })
    await expect(shown).toContainText('Suite Intermediate')
    await expect(shown).toContainText('in 199 days')
    await shown.getByRole('link', { name: 'Certificates' }).click()

    // The way to TLS: the management server has to start again, then the proxies.
    await page.getByRole('link', { name: 'Go through them' }).first().click()
    await expect(page.getByRole('heading', { name: 'Make the settings agree' })).toBeVisible()
    await page.getByRole('button', { name: 'Set these 2…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Change the settings' }).click()
    await expect(page.getByRole('button', { name: 'Set these 2…' })).toBeHidden()
    await page.getByRole('button', { name: 'Try v-2-VM (fra-1)' }).click()
    await expect(page.getByText('ws://203.0.113.3:8080/websockify')).toBeVisible()
    server.kill('SIGUSR2')
    await page.getByRole('button', { name: /^Stop and start these/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reboot/ })
      .click()
    await page.getByRole('link', { name: 'Update SSL certificate' }).first().click()
    await expect(vm('v-2-VM')).toContainText('shows the new one', { timeout: 40_000 })
    await expect(vm('v-2-VM')).toContainText('Up')

    await page.goto(`${at}/certificates/offloading`)
    await page.getByRole('button', { name: 'Try v-2-VM (fra-1)' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'CloudStack names' })).toContainText(
      'wss://203-0-113-3.console.example.org:8443/websockify. It answers, with TLS.',
    )
    await page.getByRole('link', { name: 'Open the console of v-2-VM' }).click()
    await expect(page.getByText(/^Connected \d+ s$/)).toBeVisible({ timeout: 20_000 })
  })
})

test('stops at the first certificate that is not taken, says what was done, and goes on from there', async ({
  page,
  cloud,
}) => {
  // The simulated cloud's own morning.
  const pki = certificates(Date.UTC(2026, 10, 23, 9))
  const bodies: string[] = []
  page.on('request', (request) => void bodies.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.goto('/certificates')
  await page.getByRole('button', { name: 'paste text' }).click()
  await page
    .getByLabel('Certificates and key in PEM')
    .fill([pki.root, pki.key, pki.server].map(({ buffer }) => buffer.toString()).join('\n'))
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(checks(page)).toContainText('The certificate of Suite Intermediate is missing.')
  await files(page).setInputFiles(pki.bundle)
  await expect(page.getByText('No check fails')).toBeVisible()
  await page.getByRole('textbox', { name: 'Domain' }).fill('console.example.org')
  await expect(checks(page)).toContainText('It does not cover console.example.org.')
  await page.getByRole('textbox', { name: 'Domain' }).fill('*.console.example.org')
  await expect(page.getByText('No check fails')).toBeVisible()

  await send(page)
  await expect(jobsOf(page)).toContainText('1')
  await cloud.fault('uploadCustomCertificate', { kind: 'status', status: 530, errortext: 'No <b>more</b>', times: 1 })
  await cloud.pass('1s')
  await expect(page.getByText('No <b>more</b>')).toBeVisible()
  await expect(page.getByText('CloudStack has the root;')).toBeVisible()
  await expect(page.getByText('1 of 3 taken')).toBeVisible()

  await send(page)
  for (const taken of ['1 of 3 taken', '2 of 3 taken', '3 of 3 taken']) {
    await expectJob(cloud)
    await cloud.pass('1s')
    await expect(page.getByText(taken)).toBeVisible()
  }
  // The key went where it had to, and nowhere else; the form is empty again.
  const keyed = bodies.filter((body) => body.includes(pki.secretLine))
  expect(keyed).toHaveLength(1)
  expect(keyed[0]).toContain('/api/cs/uploadCustomCertificate')
  await expect(page.getByText('No check fails')).toBeHidden()
  await jobsOf(page).click()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})

test('the cloud’s own authority is shown, and an agent takes a new certificate from it', async ({ page, cloud }) => {
  await page.goto('/certificates/authority')
  await expect(page.getByText('CN=ca.cloudstack.apache.org')).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download PEM' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('cloudstack-ca.pem')
  await expect(row(page, 'v-214-VM').getByRole('button', { name: /^Renew/ })).toBeDisabled()
  await row(page, 's-1-VM').getByRole('button', { name: 'Renew agent certificate…' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Renew agent certificate/ })
    .click()
  await expect(jobsOf(page)).toContainText('1')
  await cloud.pass('3s')
  await expect(page.getByRole('status').filter({ hasText: 's-1-VM' })).toBeVisible()

  await cloud.signIn(page, 'auditor')
  await page.goto('/certificates')
  const pki = certificates(Date.UTC(2026, 10, 23, 9))
  await files(page).setInputFiles([pki.server, pki.bundle, pki.key])
  await expect(page.getByText('Your role may not call uploadCustomCertificate')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Send/ })).toBeDisabled()
})
