// Every path in paths.ts: it opens, says what it is, logs no error, fits each window, and axe finds nothing in either scheme.
import type { Page } from '@playwright/test'
import { paths } from '../../apps/web/src/paths.ts'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessibleInBothSchemes } from '../helpers.ts'

interface Listed {
  id: string
}

async function idOf(cloud: Cloud, command: string, key: string, params: Record<string, string>): Promise<string> {
  const answer = await cloud.call(command, { listall: 'true', ...params })
  const [first] = answer[key] as Listed[]
  if (!first) throw new Error(`${command} lists nothing`)
  return first.id
}

/** One address for every builder of paths.ts; a new one without an address here is a type error. */
const addresses: { [Name in keyof typeof paths]: (cloud: Cloud) => Promise<string[]> } = {
  home: async () => [paths.home()],
  login: async () => [paths.login('/activity')],
  overview: async () => [paths.overview()],
  systemVms: async () => [paths.systemVms(), paths.systemVms({ q: 'no such thing' })],
  systemVm: async (cloud) => {
    const id = await idOf(cloud, 'listSystemVms', 'systemvm', { name: 'v-2-VM' })
    return ['details', 'sessions', 'diagnostics', 'volumes', 'activity', 'comments'].map((tab) =>
      paths.systemVm(id, tab),
    )
  },
  routers: async () => [paths.routers(), paths.routers({ tab: 'failing' }), paths.routers({ group: 'zone' })],
  router: async (cloud) => {
    const id = await idOf(cloud, 'listRouters', 'router', { name: 'r-1042-VM' })
    return ['details', 'health', 'diagnostics', 'networks', 'volumes', 'activity', 'comments'].map((tab) =>
      paths.router(id, tab),
    )
  },
  internalLbs: async () => [paths.internalLbs()],
  internalLb: async (cloud) => {
    const id = await idOf(cloud, 'listInternalLoadBalancerVMs', 'internalloadbalancervm', {})
    return [paths.internalLb(id), paths.internalLb(id, 'networks')]
  },
  hosts: async () => [paths.hosts()],
  templates: async () => [paths.templates()],
  host: async (cloud) => {
    const id = await idOf(cloud, 'listHosts', 'host', { name: 'fra1-kvm-01' })
    return ['on-it', 'evacuate', 'details'].map((tab) => paths.host(id, tab))
  },
  instances: async () => [paths.instances()],
  diagnostics: async (cloud) => {
    const answer = await cloud.call('listRouters', { listall: 'true' })
    const [one, two] = answer.router as Listed[]
    return [paths.diagnostics(), paths.diagnostics({ kind: 'router', on: `${one?.id},${two?.id}` })]
  },
  rollouts: async () => [paths.rollouts()],
  newRollout: async () => [paths.newRollout(), paths.newRollout({ kind: 'upgrade', by: 'zone' })],
  rollout: async () => [paths.rollout('no-such-run')],
  activity: async () => [paths.activity()],
  certificates: async () => [paths.certificates(), paths.certificates('offloading'), paths.certificates('authority')],
  consoles: async () => [paths.consoles()],
  consoleProxies: async () => [paths.consoleProxies()],
  consoleCheck: async (cloud) => {
    const id = await idOf(cloud, 'listSystemVms', 'systemvm', { name: 'v-2-VM' })
    return [paths.consoleCheck(), paths.consoleCheck({ vm: id })]
  },
  // Opening the screens of VMs that other tests open at the same time would throw those out.
  consolesSideBySide: async () => [paths.consolesSideBySide([])],
  settings: async () => [undefined, 'own-checks', 'all', 'journal'].map((tab) => paths.settings(tab)),
  console: async (cloud) => {
    const id = await idOf(cloud, 'listRouters', 'router', { name: 'r-1042-VM' })
    return [paths.console(id, { kind: 'router' }), paths.console(id, { kind: 'router', view: 'window' })]
  },
}

test.describe.configure({ timeout: 90_000 })

const tooLarge = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return { wide: scrollWidth > innerWidth, high: scrollHeight > innerHeight }
  })

for (const name of Object.keys(addresses) as (keyof typeof paths)[]) {
  test(`${name} opens, is accessible in both schemes, and never larger than its window`, async ({ page, cloud }) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    if (name === 'login') await page.context().clearCookies()
    // The first address is opened in the light, the others in the dark.
    for (const address of await addresses[name](cloud)) {
      // With its data, not while it waits for them.
      await page.goto(address, { waitUntil: 'networkidle' })
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessibleInBothSchemes(page)
      for (const width of [1180, 760, 390]) {
        await page.setViewportSize({ width, height: 844 })
        await expect.poll(() => tooLarge(page), `${address} in ${width}`).toEqual({ wide: false, high: false })
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    // Asking who is signed in answers 401 when nobody is, a run that is none 404, and the browser logs that.
    const expected = { login: '401', rollout: '404' }[name as string]
    expect(errors.filter((text) => expected === undefined || !text.includes(expected))).toEqual([])
  })
}
