import { readFileSync } from 'node:fs'
import { ConfigError, type Config } from '../config.ts'
import type { Parts } from '../parts.ts'
import { realClock, type Clock } from './clock.ts'
import { overNetwork, type Connect } from './connect.ts'
import { Consoles } from './consoles.ts'
import { consoleMetrics } from './metrics.ts'
import { overNetworkProbe } from './probe.ts'
import { Rooms } from './rooms.ts'
import { createTargets } from './targets.ts'
import { Tickets } from './tickets.ts'
import { createTrust } from './trust.ts'
import { Uses } from './uses.ts'

/** Milliseconds from the name to an open WebSocket. */
const connectTimeout = 5_000

/** Throws ConfigError when the file of authorities can't be read. */
export function createConsoles(
  config: Config,
  { cloudstack, metrics, log, now, connect, clock = realClock }: Parts & { connect?: Connect; clock?: Clock },
): Consoles {
  const { cloudstackUrl, consolePorts, consolePins, consoleCaps, limits } = config
  const targets = createTargets({ ports: consolePorts, cloudstackUrl })
  const secure = createTrust({ ca: authorities(config.consoleCaFile), pins: consolePins })
  const network = { resolve: targets.resolve, secure, timeout: connectTimeout }
  return new Consoles({
    cloudstack,
    log,
    metrics: consoleMetrics(metrics.registry),
    clock,
    now,
    connect: connect ?? overNetwork(network),
    // Proxies that are a function in this process are there when they are asked.
    probe: connect ? ({ host }) => Promise.resolve({ ok: true, address: host, ms: 0 }) : overNetworkProbe(network),
    targets,
    caps: consoleCaps,
    longest: limits.sessionMs,
    tickets: new Tickets(now),
    rooms: new Rooms(),
    uses: new Uses(cloudstack, now),
  })
}

function authorities(file: string | undefined): string | undefined {
  if (!file) return undefined
  try {
    const pem = readFileSync(file, 'utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new ConfigError(`The file ${file} that CONSOLE_CA_FILE names cannot be read.`, { cause: error })
  }
  throw new ConfigError(`The file ${file} that CONSOLE_CA_FILE names holds no certificate in PEM.`)
}
