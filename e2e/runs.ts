import { expect, type Page } from '@playwright/test'
import type { Cloud } from './fixtures.ts'
import { row } from './helpers.ts'

/** Selects routers in the list and opens the planner for them. */
export async function planFor(page: Page, names: readonly string[]) {
  await page.goto('/infrastructure/routers')
  const filter = page.getByRole('textbox', { name: 'Filter these routers' })
  for (const name of names) {
    await filter.fill(name)
    await row(page, name).getByRole('checkbox').check()
  }
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'As a run…' }).click()
  await expect(page.getByText(`${names.length} chosen in the list of routers.`)).toBeVisible()
}

export async function choose(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field, exact: true }).click()
  await page.getByRole('option', { name: option }).click()
}

export async function start(page: Page, verb: string) {
  await page.getByRole('button', { name: 'Start…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: verb }).click()
  await expect(page).toHaveURL(/\/rollouts\/[0-9a-f-]{36}/)
}

export const state = (page: Page, word: string) => page.getByRole('status').filter({ hasText: new RegExp(`^${word}$`) })
export const item = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Items of the run' }).getByRole('row').filter({ hasText: name })

/** Lets the cloud's time pass until the page says so: a run looks about once a second, and the page as often. */
export const until = (cloud: Cloud, check: () => Promise<void>, step = '3s') =>
  expect(async () => {
    await cloud.pass(step)
    await check()
  }).toPass({ timeout: 90_000 })
export const SOON = { timeout: 2_000 }
