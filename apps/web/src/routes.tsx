import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { createBrowserRouter, redirect } from 'react-router'
import type { RouteObject } from 'react-router'
import { paths } from './paths.ts'
import { seesInfrastructure, sessionQuery } from './session.ts'

/** Every page is a chunk of its own, fetched when it is first opened. */
const page = (load: () => Promise<{ default: ComponentType }>): Pick<RouteObject, 'lazy'> => ({
  lazy: async () => ({ Component: (await load()).default }),
})

export const pages: RouteObject[] = [
  { path: 'overview', ...page(() => import('./pages/overview/OverviewPage.tsx')) },
  { path: 'infrastructure/system-vms', ...page(() => import('./pages/system-vms/SystemVmsPage.tsx')) },
  { path: 'infrastructure/system-vms/:id/:tab?', ...page(() => import('./pages/system-vms/SystemVmPage.tsx')) },
  { path: 'infrastructure/routers', ...page(() => import('./pages/routers/RoutersPage.tsx')) },
  { path: 'infrastructure/routers/:id/:tab?', ...page(() => import('./pages/routers/RouterPage.tsx')) },
  { path: 'infrastructure/internal-lbs', ...page(() => import('./pages/internal-lbs/InternalLbsPage.tsx')) },
  { path: 'infrastructure/internal-lbs/:id/:tab?', ...page(() => import('./pages/internal-lbs/InternalLbPage.tsx')) },
  { path: 'infrastructure/hosts', ...page(() => import('./pages/hosts/HostsPage.tsx')) },
  { path: 'infrastructure/hosts/:id/:tab?', ...page(() => import('./pages/hosts/HostPage.tsx')) },
  { path: 'infrastructure/templates', ...page(() => import('./pages/templates/TemplatesPage.tsx')) },
  { path: 'instances', ...page(() => import('./pages/instances/InstancesPage.tsx')) },
  { path: 'diagnostics', ...page(() => import('./pages/diagnostics/DiagnosticsPage.tsx')) },
  { path: 'rollouts', ...page(() => import('./pages/rollouts/RolloutsPage.tsx')) },
  { path: 'rollouts/new', ...page(() => import('./pages/rollouts/NewRunPage.tsx')) },
  { path: 'rollouts/:id', ...page(() => import('./pages/rollouts/RunPage.tsx')) },
  { path: 'activity', ...page(() => import('./pages/activity/ActivityPage.tsx')) },
  { path: 'consoles', ...page(() => import('./pages/consoles/ConsolesPage.tsx')) },
  { path: 'consoles/proxies', ...page(() => import('./pages/consoles/ProxiesPage.tsx')) },
  { path: 'consoles/check', ...page(() => import('./pages/consoles/CheckPage.tsx')) },
  { path: 'consoles/side-by-side', ...page(() => import('./pages/console/SideBySidePage.tsx')) },
  { path: 'settings/:tab?', ...page(() => import('./pages/settings/SettingsPage.tsx')) },
  { path: 'certificates/:tab?', ...page(() => import('./pages/certificates/CertificatesPage.tsx')) },
  { path: 'console/:id', ...page(() => import('./pages/console/ConsolePage.tsx')) },
]

/** The shell stands only for somebody signed in; anybody else is asked to sign in and comes back to the same address. */
const shellLoader =
  (client: QueryClient) =>
  async ({ request }: { request: Request }) => {
    const session = await client.ensureQueryData(sessionQuery)
    const { pathname, search } = new URL(request.url)
    if (session === null) return redirect(paths.login(`${pathname}${search}`))
    if (pathname !== '/') return null
    return redirect(seesInfrastructure(new Set(session.features.apis)) ? paths.overview() : paths.instances())
  }

const shell = async () => {
  const [{ AppShell }, { PageError }] = await Promise.all([
    import('./shell/AppShell.tsx'),
    import('./shell/PageError.tsx'),
  ])
  return { Component: AppShell, ErrorBoundary: PageError }
}
const lazyError = async () => ({ ErrorBoundary: (await import('./shell/PageError.tsx')).PageError })
const lazyMissing = async () => ({ Component: (await import('./shell/NotFound.tsx')).NotFound })

/** Before the first chunk has come the page's ground is enough: it takes a moment. */
const Nothing = () => null

export const createRoutes = (client: QueryClient) =>
  createBrowserRouter([
    { path: 'login', HydrateFallback: Nothing, ...page(() => import('./pages/login/LoginPage.tsx')) },
    {
      path: '/',
      loader: shellLoader(client),
      // Signing out and in again must ask anew; moving between pages need not.
      shouldRevalidate: ({ nextUrl }) => nextUrl.pathname === '/',
      HydrateFallback: Nothing,
      lazy: shell,
      // A page that breaks leaves the shell standing round it.
      children: [{ lazy: lazyError, children: [...pages, { path: '*', lazy: lazyMissing }] }],
    },
  ])
