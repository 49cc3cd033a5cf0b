import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { createLog, type Log } from './log.ts'
import type { Fetch } from './upstream.ts'

/** The only file that reads the environment, listens, and may import the simulator. */

const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url))

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigError) exit(error.message)
    throw error
  }
}

function exit(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** The embedded simulator as a fetch function, its worlds' clocks moving with ours. */
async function simulator(config: Config): Promise<Fetch> {
  const { createSimulator } = await import('@stratoview/simulator')
  const { fetch, control } = createSimulator({ epoch: Date.now(), routers: config.simRouters })
  let last = Date.now()
  setInterval(() => {
    const now = Date.now()
    control.advance(now - last)
    last = now
  }, 250).unref()
  return fetch
}

const config = configOrExit()
const log = createLog(config.logLevel)
const app = createApp(config, {
  fetch: config.cloudstackUrl ? (request) => fetch(request) : await simulator(config),
  log,
  ...(existsSync(webRoot) && { webRoot }),
})

const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) =>
  announce(config, port),
)
server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE')
    exit(`Port ${config.port} of ${config.host} is taken: stop what listens there, or set PORT to another.`)
  if (error.code === 'EACCES') exit(`Port ${config.port} may not be opened by this user: set PORT to one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    exit(`HOST is ${config.host}, which is not an address of this machine.`)
  throw error
})

function announce({ host, cloudstackUrl, publicUrl }: Config, port: number): void {
  const shown = ['0.0.0.0', '::', '127.0.0.1'].includes(host) ? 'localhost' : host
  const lines = [`Stratoview is at ${publicUrl ?? `http://${shown}:${port}`}`]
  if (cloudstackUrl)
    lines.push(`It manages the CloudStack at ${new URL(cloudstackUrl).origin}; sign in with an account of that cloud.`)
  else
    lines.push(
      'It manages a simulated cloud. Sign in as an operator: admin / password; as an end user: tenant / password',
    )
  if (!existsSync(webRoot)) lines.push('The web app is not built: run "npm run build" to have its pages served here.')
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Stops taking connections, lets running requests end, and then leaves; a second signal leaves at once. */
function stopOn(signals: readonly NodeJS.Signals[], log: Log): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    server.close(() => process.exit(0))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => {
      log.warn('some requests did not end in time')
      process.exit(0)
    }, config.limits.graceMs).unref()
  }
  for (const signal of signals) process.on(signal, stop)
}
stopOn(['SIGTERM', 'SIGINT'], log)
