import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/** Seconds: from what the BFF itself costs to the longest time-out. */
const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120]

/** One registry an app, so that two apps in one process (tests) do not add to each other. Labels are bounded sets. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'stratoview_request_duration_seconds',
      help: 'Time to answer a request, by route and status',
      labelNames: ['method', 'route', 'status'] as const,
      buckets,
      registers,
    }),
    upstream: new Histogram({
      name: 'stratoview_cloudstack_duration_seconds',
      help: 'Time CloudStack took, by command',
      labelNames: ['command'] as const,
      buckets,
      registers,
    }),
    upstreamErrors: new Counter({
      name: 'stratoview_cloudstack_errors_total',
      help: 'Calls to CloudStack that failed, by command and code',
      labelNames: ['command', 'code'] as const,
      registers,
    }),
    sessions: new Counter({
      name: 'stratoview_sessions_total',
      help: 'Sign-ins by outcome',
      labelNames: ['outcome'] as const,
      registers,
    }),
    fleetRows: new Counter({
      name: 'stratoview_fleet_rows_total',
      help: 'Rows streamed, by fleet',
      labelNames: ['fleet'] as const,
      registers,
    }),
  }
}
export type Metrics = ReturnType<typeof createMetrics>
