/** One answer, or none, to one packet. */
export interface Echo {
  seq: number
  /** Milliseconds; undefined: no answer came. */
  time: number | undefined
}

export interface Ping {
  echoes: Echo[]
  sent: number
  received: number
  /** Share that did not come back, 0 to 1. */
  loss: number
  /** Of the answers, ms; undefined when none came. */
  min: number | undefined
  avg: number | undefined
  max: number | undefined
}

/**
 * What a ping or an arping printed: iputils, busybox and inetutils, `arping` of iputils and of Habets. Undefined when it
 * is none of them (it did not begin, say).
 */
export function parsePing(stdout: string): Ping | undefined {
  const lines = stdout.split('\n')
  const summary = lines.map(countsOf).find((counts) => counts !== undefined) ?? probesOf(lines)
  const answers = lines.flatMap(answerOf)
  if (summary === undefined && answers.length === 0) return undefined
  const times = unique(answers)
  const known = times.map(({ time }) => time)
  const sent = Math.max(summary?.sent ?? 0, times.length)
  const received = summary?.received ?? times.length
  return {
    echoes: withGaps(times, sent),
    sent,
    received,
    loss: sent === 0 ? 0 : Math.min(1, Math.max(0, 1 - received / sent)),
    min: known.length === 0 ? undefined : Math.min(...known),
    avg: known.length === 0 ? undefined : known.reduce((sum, time) => sum + time, 0) / known.length,
    max: known.length === 0 ? undefined : Math.max(...known),
  }
}

type Answer = { seq: number | undefined; time: number }

/** `64 bytes from …: icmp_seq=1 ttl=64 time=0.4 ms`, `60 bytes from … index=0 time=1.2 msec`, `Unicast reply from … 0.7ms`. */
function answerOf(line: string): Answer[] {
  const found = /(?:time[=<]\s*|\]\s+)([\d.]+)\s*(us|usec|ms|msec|s|sec)\b/i.exec(line)
  if (!found || !/bytes from|reply from/i.test(line)) return []
  const [, amount, unit = 'ms'] = found
  const count = Number(amount)
  const time = unit.startsWith('u') ? count / 1000 : unit.startsWith('m') ? count : count * 1000
  const [, seq] = /(?:seq|index)=(\d+)/.exec(line) ?? []
  return Number.isFinite(time) ? [{ seq: seq === undefined ? undefined : Number(seq), time }] : []
}

/** `4 packets transmitted, 4 received`, `4 packets transmitted, 4 packets received`. */
function countsOf(line: string): { sent: number; received: number } | undefined {
  const found = /(\d+) packets transmitted, (\d+)/.exec(line)
  return found ? { sent: Number(found[1]), received: Number(found[2]) } : undefined
}

/** iputils' arping: `Sent 4 probes (1 broadcast(s))`, `Received 4 response(s)`. */
function probesOf(lines: readonly string[]): { sent: number; received: number } | undefined {
  const text = lines.join('\n')
  const [, sent] = /Sent (\d+) probe/.exec(text) ?? []
  const [, received] = /Received (\d+) response/.exec(text) ?? []
  return sent === undefined || received === undefined ? undefined : { sent: Number(sent), received: Number(received) }
}

/** Each packet once (a duplicate answer is none of its own), numbered from 1. */
function unique(answers: readonly Answer[]): { seq: number; time: number }[] {
  const numbers = answers.flatMap(({ seq }) => (seq === undefined ? [] : [seq]))
  // busybox and inetutils count from 0; whoever lost his first packet cannot be told from one that counts from 1.
  const first = numbers.includes(0) ? 0 : 1
  const bySeq = new Map<number, number>()
  for (const [index, { seq, time }] of answers.entries()) {
    const at = seq === undefined ? index + 1 : seq - first + 1
    if (!bySeq.has(at)) bySeq.set(at, time)
  }
  return [...bySeq].map(([seq, time]) => ({ seq, time })).sort((a, b) => a.seq - b.seq)
}

/** A plot of more packets than this says nothing more. */
const MOST = 500

function withGaps(times: readonly { seq: number; time: number }[], sent: number): Echo[] {
  const bySeq = new Map(times.map(({ seq, time }) => [seq, time]))
  const last = Math.min(MOST, Math.max(sent, times.at(-1)?.seq ?? 0))
  return Array.from({ length: last }, (_, index) => ({ seq: index + 1, time: bySeq.get(index + 1) }))
}
