import type { Context } from 'hono'
import type { ClientAddress } from './client-address.ts'
import type { CloudStack } from './cloudstack.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Session, Sessions } from './session.ts'

/** What a route is made of. */
export interface Parts {
  cloudstack: CloudStack
  sessions: Sessions
  metrics: Metrics
  log: Log
  clientOf: ClientAddress
  /** Our own clock, epoch ms. */
  now: () => number
  /** Told when a sign-in ends. */
  signedOut?: (session: Session) => void
}

/** Lets the browser reckon ages by CloudStack's clock: `x-cloudstack-date`, epoch ms. */
export function stampDate(c: Context, date: number | undefined): void {
  if (date !== undefined) c.header('x-cloudstack-date', String(date))
}
