import { defineConfig } from '@playwright/test'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const port = Number(process.env.E2E_PORT ?? 4180)
// Workers load this file again without the command line, so the choice is kept in the environment.
process.env.E2E_PROJECT ??= /--project[= ]real/.test(process.argv.join(' ')) ? 'real' : 'sim'
process.env.E2E_SIMULATOR = `http://127.0.0.1:${port + 1}`
const real = process.env.E2E_PROJECT === 'real'

/**
 * What Chromium shall not do. Of several such switches it takes the last: so this one repeats what Playwright leaves off.
 * The omnibox's popups are pages of their own, loaded with each window: a third of a second of CPU for every test.
 */
const disabledFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

const launchOptions = {
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', `--disable-features=${disabledFeatures.join(',')}`],
}

export default defineConfig({
  testDir: 'specs',
  testMatch: '*.e2e.ts',
  outputDir: `../test-results/${port}`,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: real ? 1 : 2,
  retries: 0,
  // Generous, for machines that do other work beside: no test here is about speed.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: process.env.E2E_REPORT ? [['dot'], ['json', { outputFile: process.env.E2E_REPORT }]] : [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    // Recording costs more than most tests do: ask for it when one has to be understood.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    launchOptions,
  },
  projects: [
    { name: 'sim', testIgnore: 'real.e2e.ts' },
    { name: 'real', testMatch: 'real.e2e.ts' },
  ],
  webServer: [
    ...(real
      ? []
      : [
          {
            command: 'node packages/simulator/bin/serve.ts',
            cwd,
            url: `http://127.0.0.1:${port + 1}/client/api?command=listZones&response=json`,
            ignoreHTTPSErrors: true,
            env: { SIM_PORT: String(port + 1), SIM_CLOCK: 'manual' },
          },
        ]),
    {
      command: 'node apps/bff/src/server.ts',
      cwd,
      url: `http://127.0.0.1:${port}/healthz`,
      env: {
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        CLOUDSTACK_URL: real ? (process.env.CLOUDSTACK_URL ?? '') : `http://127.0.0.1:${port + 1}/client/api`,
        DATA_DIR: `test-results/data-${port}`,
        SESSION_SECRET: 'only-for-the-suite-0123456789abcdef',
        LOG_LEVEL: 'warn',
      },
    },
  ],
})
