import { Hono } from 'hono'
import { overNetworkFetch, type FetchBundle } from './bundle/fetch.ts'
import { createClientAddress } from './client-address.ts'
import { createCloudStack } from './cloudstack.ts'
import type { Config } from './config.ts'
import { overNetworkHail, type Hail } from './certificates/hail.ts'
import type { Clock } from './console/clock.ts'
import type { Connect } from './console/connect.ts'
import { createConsoles } from './console/create.ts'
import { createNetwork } from './console/network.ts'
import { answerError, refuse } from './error.ts'
import { limitBody, ownPagesOnly, secureHeaders } from './guard.ts'
import type { Log } from './log.ts'
import { measure } from './measure.ts'
import { createMetrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { certificateRoutes } from './routes/certificates.ts'
import { commandRoutes } from './routes/command.ts'
import { consoleRoutes } from './routes/console.ts'
import { diagnosticsRoutes } from './routes/diagnostics.ts'
import { fleetRoutes } from './routes/fleet.ts'
import { createRollouts } from './rollout/create.ts'
import { opsRoutes } from './routes/ops.ts'
import { rolloutRoutes } from './routes/rollout.ts'
import { sessionRoutes } from './routes/session.ts'
import { createSessions } from './session.ts'
import { webFiles } from './web-files.ts'
import type { Transport } from './transport.ts'

export interface Deps {
  /** How CloudStack is asked: over the network, or the simulator's own fetch. */
  transport: Transport
  log: Log
  /** The built web app; absent serves none. */
  webRoot?: string
  now?: () => number
  /** How console proxies are reached: over the network unless told. */
  connect?: Connect
  /** How secondary storage VMs are asked for a file: over the network unless told. */
  bundle?: FetchBundle
  /** How it is found out what system VMs serve: over the network unless told. */
  hail?: Hail
  clock?: Clock
  /** Told what to wait for before the process ends. */
  onStop?: (stop: () => Promise<void>) => void
}

/** Any origin will do for the embedded simulator; this one can't be anybody's. */
const embedded = 'http://simulator.invalid/client/api'

const nothing = () => refuse(404, 'not-found', 'There is nothing at this address.')

/**
 * The whole server as a function of requests: nothing listens, nothing reads the environment.
 * Throws ConfigError when a file that the configuration names can't be read.
 */
export function createApp(config: Config, deps: Deps) {
  const { transport, log, webRoot, now = Date.now } = deps
  const metrics = createMetrics()
  const cloudstack = createCloudStack({
    url: config.cloudstackUrl ?? embedded,
    transport,
    limits: config.limits,
    log,
    metrics,
  })
  const clientOf = createClientAddress(config.trustedProxies)
  const parts: Parts = { cloudstack, sessions: createSessions(config), metrics, log, clientOf, now }
  const network = createNetwork(config)
  const consoles = createConsoles(config, network, { ...deps, ...parts })
  const hail = deps.hail ?? overNetworkHail(network)
  const bundle = deps.bundle ?? overNetworkFetch(network)
  parts.signedOut = (session) => consoles.signedOut(session)
  const rollouts = createRollouts(config, parts)
  deps.onStop?.(async () => {
    await Promise.all([consoles.stop(), rollouts.stop()])
  })
  const app = new Hono()
    .use(measure(metrics, log))
    .use(secureHeaders(config))
    .use('/api/*', ownPagesOnly(config))
    .use('/api/*', limitBody(config))
    .route('/', opsRoutes(parts))
    .route('/api/session', sessionRoutes(parts))
    .route('/api/cs', commandRoutes(parts))
    .route('/api/fleet', fleetRoutes(parts))
    .route('/api/consoles', consoleRoutes(parts, consoles, config))
    .route('/api/diagnostics', diagnosticsRoutes(parts, bundle, config))
    .route('/api/certificates', certificateRoutes(parts, hail, config))
    .route('/api/rollouts', rolloutRoutes(parts, rollouts))
    .all('/api/*', () => {
      throw nothing()
    })
  if (webRoot) app.route('/', webFiles(webRoot))
  app.notFound((c) => c.json(nothing().toJSON(), 404))
  app.onError(answerError(log))
  return app
}
export type App = ReturnType<typeof createApp>

export type { ServedCertificate, ServedRow } from './certificates/served.ts'
export type { ConsoleCheck, ProxyNaming } from './console/check.ts'
export type { ConsoleCloseCode, ConsoleClosing } from './console/closings.ts'
export type { ConsoleControl } from './console/control.ts'
export type { ConsoleList, ConsoleRow } from './console/listing.ts'
export type { ConsoleAnswer, ConsoleRequest, PageReason } from './console/opening.ts'
export type { ProxyCertificate, Reach } from './console/probe.ts'
export type { ConsoleKind, ConsoleVm } from './console/seat.ts'
export type { ConsoleElsewhere, ConsoleUse } from './console/uses.ts'
export type { Features } from './features.ts'
export type * from './rollout/types.ts'
export type { FleetLine } from './routes/fleet.ts'
export type { SessionAnswer, TwoFactor } from './routes/session.ts'
export type { RouterRow, SystemVmRow } from './rows.ts'
export type { User } from './session.ts'
