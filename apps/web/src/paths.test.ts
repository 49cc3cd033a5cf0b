import { matchRoutes } from 'react-router'
import { expect, test } from 'vitest'
import { pathOfInstance, paths } from './paths.ts'
import { pages } from './routes.tsx'

test.each([
  paths.overview(),
  paths.systemVms({ agent: 'Down' }),
  paths.systemVm('a/b', 'volumes'),
  paths.routers({ tab: 'failing', q: undefined }),
  paths.router('1'),
  paths.internalLbs(),
  paths.internalLb('1', 'activity'),
  paths.hosts(),
  paths.host('1', 'evacuate'),
  paths.templates(),
  paths.instances(),
  paths.diagnostics({ kind: 'router', on: 'a,b' }),
  paths.rollouts(),
  paths.newRollout({ by: 'zone' }),
  paths.rollout('a/b'),
  paths.activity(),
  paths.certificates(),
  paths.certificates('offloading'),
  paths.consoles(),
  paths.consoleProxies(),
  paths.consoleCheck({ vm: '1' }),
  paths.consolesSideBySide(['1', '2']),
  paths.console('a/b', { view: 'window' }),
])('%s leads to a page', (path) => {
  expect(matchRoutes(pages, new URL(path, 'http://x').pathname)).toHaveLength(1)
})

test('an id is one segment, and what is undefined is left out', () => {
  expect(paths.router('a/b', 'health')).toBe('/infrastructure/routers/a%2Fb/health')
  expect(paths.routers({ q: undefined, tab: 'failing' })).toBe('/infrastructure/routers?tab=failing')
  expect(paths.login('/overview?x=1')).toBe('/login?from=%2Foverview%3Fx%3D1')
})

test('CloudStack’s names for kinds lead to their pages', () => {
  expect(pathOfInstance('DomainRouter', '1')).toBe(paths.router('1'))
  expect(pathOfInstance('SystemVm', '1')).toBe(paths.systemVm('1'))
  expect(pathOfInstance('ConsoleProxy', '1')).toBe(paths.systemVm('1'))
  expect(pathOfInstance('Network', '1')).toBeUndefined()
  expect(pathOfInstance('DomainRouter', undefined)).toBeUndefined()
})
