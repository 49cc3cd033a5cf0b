import type { Config } from '../config.ts'
import type { Parts } from '../parts.ts'
import { realClock, type Clock } from './clock.ts'
import { overNetwork, type Connect } from './connect.ts'
import { Consoles } from './consoles.ts'
import { consoleMetrics } from './metrics.ts'
import type { Network } from './network.ts'
import { overNetworkProbe } from './probe.ts'
import { Rooms } from './rooms.ts'
import { Tickets } from './tickets.ts'
import { Uses } from './uses.ts'

/** Milliseconds from the name to an open WebSocket. */
const connectTimeout = 5_000

/** Puts the console's parts together; `connect` stands in for the network where proxies are functions of this process. */
export function createConsoles(
  config: Config,
  { targets, secure }: Network,
  { cloudstack, metrics, log, now, connect, clock = realClock }: Parts & { connect?: Connect; clock?: Clock },
): Consoles {
  const { consoleCaps, limits } = config
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
