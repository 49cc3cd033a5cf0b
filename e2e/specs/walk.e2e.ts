// Every path in paths.ts, in both colour schemes: it opens, says what it is, logs no error, and axe finds nothing.
import { paths } from '../../apps/web/src/paths.ts'
import { expect, test, type Cloud } from '../fixtures.ts'
import { expectAccessible } from '../helpers.ts'

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

for (const name of Object.keys(addresses) as (keyof typeof paths)[]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name} opens and is accessible in ${colorScheme}`, async ({ page, cloud }) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      await page.emulateMedia({ colorScheme })
      if (name === 'login') await page.context().clearCookies()
      for (const address of await addresses[name](cloud)) {
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.getByRole('progressbar')).toHaveCount(0)
        await expectAccessible(page)
      }
      // Asking who is signed in answers 401 when nobody is, a run that is none 404, and the browser logs that.
      const expected = { login: '401', rollout: '404' }[name as string]
      expect(errors.filter((text) => expected === undefined || !text.includes(expected))).toEqual([])
    })
  }
}

for (const width of [390, 760, 1180]) {
  test(`no page is larger than a window of ${width}`, async ({ page, cloud }) => {
    await page.setViewportSize({ width, height: 844 })
    const wanted = [
      'overview',
      'rollouts',
      'newRollout',
      'systemVms',
      'routers',
      'router',
      'hosts',
      'host',
      'templates',
      'instances',
      'consoles',
      'consoleProxies',
      'consoleCheck',
      'activity',
      'settings',
      'certificates',
    ] as const
    for (const name of wanted) {
      for (const address of await addresses[name](cloud)) {
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const { scrollWidth, scrollHeight } = await page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement
          return { scrollWidth, scrollHeight }
        })
        expect(scrollWidth, address).toBeLessThanOrEqual(width)
        expect(scrollHeight, address).toBeLessThanOrEqual(844)
      }
    }
  })
}
