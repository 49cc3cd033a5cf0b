import { existsSync } from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { overEmbeddedFetch, type FetchBundle } from './bundle/fetch.ts'
import { overEmbeddedHail, type Hail } from './certificates/hail.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { realClock } from './console/clock.ts'
import type { Connect } from './console/connect.ts'
import { overEmbedded } from './console/embedded.ts'
import { acceptUpgrades } from './console/upgrade.ts'
import { createLog, type Log } from './log.ts'
import { overFetch, overNetwork, type Transport } from './transport.ts'

/** The only file that reads the environment, listens, and may import the simulator. */

const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url))

function exit(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function orExit<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof ConfigError) exit(error.message)
    throw error
  }
}

interface Cloud {
  transport: Transport
  /** How its console proxies are reached, unless over the network. */
  connect?: Connect
  /** And its storage VMs. */
  bundle?: FetchBundle
  hail?: Hail
  /** For whoever reads the terminal. */
  about: string[]
}

/** The embedded simulator, its worlds' clocks moving with ours. */
async function simulated(routers: number | undefined): Promise<Cloud> {
  const { createSimulator } = await import('@stratoview/simulator')
  let last = Date.now()
  const { fetch, console, control, shownAt } = createSimulator({
    epoch: last,
    ...(routers !== undefined && { routers }),
  })
  setInterval(() => {
    const now = Date.now()
    control.advance(now - last)
    last = now
  }, 250).unref()
  const about = [
    'It manages a simulated cloud. Every password is "password".',
    '  operator   admin',
    '  end user   tenant',
    '  others     auditor (reads only), salesadmin in the domain sales, careful (two-factor)',
  ]
  for (const pin of control.world().pins.values()) about.push(`  careful’s two-factor code is ${pin}`)
  // Settings that are not dynamic take effect when a management server starts again: here by a signal.
  process.on('SIGUSR2', () => control.restart())
  about.push(`  kill -USR2 ${process.pid} restarts its management server`)
  return {
    transport: overFetch(fetch),
    connect: overEmbedded(console.open, realClock),
    bundle: overEmbeddedFetch(fetch),
    hail: overEmbeddedHail(shownAt),
    about,
  }
}

function real(url: string): Cloud {
  const about = [`It manages the CloudStack at ${new URL(url).origin}. Sign in with an account of that cloud.`]
  return { transport: overNetwork(), about }
}

const hints: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ host, port }) => `Port ${port} of ${host} is taken: stop what listens there, or set PORT to another.`,
  EACCES: ({ port }) => `Port ${port} may not be opened by this user: set PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) => `HOST is ${host}, which is not an address of this machine.`,
  ENOTFOUND: ({ host }) => `HOST is ${host}, which is not an address of this machine.`,
}

const config = orExit(() => readConfig(process.env))
const log = createLog(config.logLevel)
// What ends the process stands in the log as well: Node itself writes it to standard error alone.
process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'unforeseen: the process ends'))
const cloud = config.cloudstackUrl ? real(config.cloudstackUrl) : await simulated(config.simRouters)
const built = existsSync(webRoot)
const stops: (() => Promise<void>)[] = []
const { about: _, ...ways } = cloud
const deps = { ...ways, log, onStop: (stop: () => Promise<void>) => void stops.push(stop) }
const app = orExit(() => createApp(config, { ...deps, ...(built && { webRoot }) }))
// Whoever offers another protocol than a WebSocket is answered in HTTP.
const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket'
// Longer than the minute for which balancers keep a connection: one that we close as they use it would be their 502.
const serverOptions = { shouldUpgradeCallback, keepAliveTimeout: 75_000 }
const listening = { port: config.port, hostname: config.host, serverOptions }
const server = serve({ fetch: app.fetch, ...listening }, ({ port }) => announce(port))
acceptUpgrades(server as Server, app.fetch)
server.on('error', (error: NodeJS.ErrnoException) => {
  // One connection that could not be taken, for want of files perhaps: the others go on.
  if (server.listening) return log.error({ err: error }, 'a connection could not be taken')
  const hint = hints[error.code ?? '']
  if (hint) exit(hint(config))
  throw error
})
stopOn(['SIGTERM', 'SIGINT'], log)

function announce(port: number): void {
  const { host } = config
  const named = isIP(host) === 6 ? `[${host}]` : host
  const here = ['0.0.0.0', '::', '127.0.0.1'].includes(host) ? 'localhost' : named
  const lines = [`Stratoview is at ${config.publicUrl ?? `http://${here}:${port}`}`, ...cloud.about]
  if (!built) lines.push('The web app is not built yet, so only the API answers here: run "npm run build".')
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** One Ctrl-C comes from the terminal, from npm and from its script, ms apart: only a later one is a second. */
const sameSignal = 500

/** Stops taking connections, lets running requests end, and then leaves; a second signal leaves at once. */
function stopOn(signals: readonly NodeJS.Signals[], log: Log): void {
  let since: number | undefined
  const stop = (signal: NodeJS.Signals) => {
    const now = performance.now()
    if (since !== undefined && now - since > sameSignal) process.exit(1)
    if (since !== undefined) return
    since = now
    log.info({ signal }, 'stopping')
    const closed = new Promise((resolve) => server.close(resolve))
    // A console left in the middle of its handshake would keep a core of its proxy busy for ever.
    const left = stops.map((one) => one().catch((error: unknown) => log.error({ err: error }, 'could not stop well')))
    void Promise.all([closed, ...left]).then(() => process.exit(0))
    // A connection that answers its last request now would be kept alive for the next one, and us with it.
    setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 100)
    setTimeout(() => {
      log.warn('some requests did not end in time')
      process.exit(0)
    }, config.limits.graceMs).unref()
  }
  for (const signal of signals) process.on(signal, stop)
}
