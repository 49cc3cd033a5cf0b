import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** Labels are bounded sets; nothing names a user or a VM. */
export function consoleMetrics(registry: Registry) {
  const registers = [registry]
  return {
    open: new Gauge({ name: 'stratoview_consoles_open', help: 'Consoles open now', registers }),
    ended: new Counter({
      name: 'stratoview_consoles_ended_total',
      help: 'Consoles that ended, by what ended them',
      labelNames: ['why'] as const,
      registers,
    }),
    answers: new Counter({
      name: 'stratoview_console_answers_total',
      help: 'What asking for a console was answered: relay, page, in-use, refused',
      labelNames: ['mode'] as const,
      registers,
    }),
    bytes: new Counter({
      name: 'stratoview_console_bytes_total',
      help: 'Bytes of ended consoles, down to browsers and up from them',
      labelNames: ['way'] as const,
      registers,
    }),
    greeting: new Histogram({
      name: 'stratoview_console_greeting_seconds',
      help: 'From a browser’s socket to the end of the console proxy’s handshake',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers,
    }),
    latency: new Histogram({
      name: 'stratoview_console_latency_seconds',
      help: 'There and back, by hop',
      labelNames: ['hop'] as const,
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
  }
}
export type ConsoleMetrics = ReturnType<typeof consoleMetrics>
