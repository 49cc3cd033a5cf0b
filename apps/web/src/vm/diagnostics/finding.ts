import type { VerdictKind } from '@stratoview/ui'
import { meaningOf } from './command.ts'
import { parsePing } from './parse-ping.ts'
import { parseTraceroute } from './parse-traceroute.ts'
import type { Run } from './runs.ts'
import { milliseconds, percent } from './words.ts'

/** `ping 10.1.1.1 -c 4` */
export const titleOf = ({ type, target, params }: Run): string =>
  [type, target, params].filter((word) => word !== '').join(' ')

/** What a run found, in a glyph and a line. A job that failed is another thing than a command that found nothing. */
export function findingOf(run: Run): { kind: VerdictKind; words: string } {
  const { state, output, words = '' } = run
  if (state === 'unsent') return { kind: 'never-ran', words: 'not sent: the page was left before' }
  if (state === 'failed') return { kind: 'failing', words: words === '' ? 'the job failed' : words }
  if (output === undefined) return { kind: 'running', words: 'running' }
  const { exitcode } = output
  const code = `exit code ${exitcode}`
  if (exitcode === '-1') return { kind: 'no-contact', words: `${code}, ${meaningOf(run.type, exitcode)}` }
  const found = run.type.startsWith('traceroute') ? traced(output.stdout) : pinged(output.stdout)
  if (found === undefined) {
    return { kind: exitcode === '0' ? 'passing' : 'failing', words: `${code}, ${meaningOf(run.type, exitcode)}` }
  }
  return { kind: found.kind, words: `${found.words}, ${code}` }
}

type Finding = { kind: VerdictKind; words: string }

function pinged(stdout: string): Finding | undefined {
  const ping = parsePing(stdout)
  if (ping === undefined) return undefined
  const { sent, received, loss, min, avg, max } = ping
  if (received === 0) return { kind: 'failing', words: `none of ${sent} answered` }
  const times = min === undefined || avg === undefined || max === undefined ? '' : `, avg ${milliseconds(avg)}`
  return {
    kind: loss > 0 ? 'warning' : 'passing',
    words: `${loss > 0 ? `${percent(loss)} lost` : `${received} of ${sent}`}${times}`,
  }
}

function traced(stdout: string): Finding | undefined {
  const trace = parseTraceroute(stdout)
  if (trace === undefined) return undefined
  const last = trace.hops.findLast(({ answerers }) => answerers.length > 0)
  if (trace.reached) return { kind: 'passing', words: `reached in ${last?.hop ?? trace.hops.length} hops` }
  return {
    kind: 'failing',
    words: last === undefined ? 'nobody on the way answered' : `not reached, last answer from hop ${last.hop}`,
  }
}
