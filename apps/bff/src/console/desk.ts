import type { CloudStack } from '../cloudstack.ts'
import type { Log } from '../log.ts'
import type { Clock } from './clock.ts'
import type { Connect } from './connect.ts'
import type { ConsoleMetrics } from './metrics.ts'
import type { Probe } from './probe.ts'
import type { Rooms } from './rooms.ts'
import type { Targets } from './targets.ts'
import type { Tickets } from './tickets.ts'
import type { Uses } from './uses.ts'

/** Consoles open at once: live ones and tickets out. */
export interface Caps {
  perUser: number
  inAll: number
}

/** What the console's parts share. */
export interface Desk {
  cloudstack: CloudStack
  log: Log
  metrics: ConsoleMetrics
  clock: Clock
  /** Epoch ms. */
  now: () => number
  connect: Connect
  probe: Probe
  targets: Pick<Targets, 'check'>
  caps: Caps
  /** How long a console may stay open, ms. */
  longest: number
  tickets: Tickets
  rooms: Rooms
  uses: Uses
}
