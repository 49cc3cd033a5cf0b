import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { Cloud } from './fixtures.ts'

/**
 * axe finds nothing on the page as it is now. Only violations are told: what passes costs axe several times as much to
 * report as all its checks. Its legacy mode saves a second page; the first has no frame of another origin that would
 * need one.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.target.join(' ')),
  }))
  expect(found).toEqual([])
}

/** So in the light and in the dark; the page stays dark. */
export async function expectAccessibleInBothSchemes(page: Page): Promise<void> {
  const shown = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect.poll(shown).toBe(colorScheme)
    await expectAccessible(page)
  }
}

/** The row of the table whose first words are the name. */
export function row(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name })
}

/** CloudStack has unfinished jobs (so many, when told): only then may the clock be moved to their end. */
export async function expectJob(cloud: Cloud, exactly?: number): Promise<void> {
  const unfinished = expect.poll(async () => (await cloud.call('listAsyncJobs', { listall: 'true' })).count ?? 0)
  await (exactly === undefined ? unfinished.toBeGreaterThan(0) : unfinished.toBe(exactly))
}
