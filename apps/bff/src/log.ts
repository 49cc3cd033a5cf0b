import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** Names that never reach a log line, wherever in an object they stand. */
const secret = [
  'password',
  'secret',
  'sessionkey',
  'sessionsecret',
  'cookie',
  'cookies',
  'set-cookie',
  'authorization',
  'code',
  'codefor2fa',
  'token',
  'signature',
  'secretkey',
  'apikey',
  'privatekey',
]

/**
 * One JSON line an event. Nothing is logged that names a session, and the names above are struck out even so:
 * by the time somebody logs a whole request, nobody remembers what is in it.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = secret.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`])
  return pino({ level, base: undefined, redact: { paths, censor: '[redacted]' } }, destination ?? pino.destination(1))
}
