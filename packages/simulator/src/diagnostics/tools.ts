import { hash } from '../random.ts'
import { isIpv4, isIpv6, cardsOf, type Guest } from './guest.ts'
import { wayTo, type Way } from './reach.ts'

/** What a command printed, how it ended and how long it took (ms). */
export interface Ran {
  stdout: string
  stderr: string
  exitcode: number
  took: number
}

/** How long the server lets a command run on the VM, ms (reference §6.1). */
export const patience = 60_000

export const types = ['ping', 'ping6', 'traceroute', 'traceroute6', 'arping'] as const
export type Type = (typeof types)[number]

/** The options of a command line, by flag; a flag without a value is true. */
class Options {
  readonly #words: string[]
  constructor(text: string) {
    this.#words = text.split(/\s+/).filter((word) => word !== '')
  }
  value(flag: string): string | undefined {
    const at = this.#words.findIndex((word) => word.startsWith(flag))
    const word = this.#words[at]
    if (word === undefined) return undefined
    return word === flag ? this.#words[at + 1] : word.slice(flag.length)
  }
  number(flag: string, otherwise: number): number {
    const value = Number(this.value(flag))
    return Number.isFinite(value) && value > 0 ? value : otherwise
  }
  has(flag: string): boolean {
    return this.#words.some((word) => word.startsWith(flag))
  }
  /** The first letter that the tool does not know. */
  unknown(letters: string): string | undefined {
    return this.#words.find((word) => /^-[A-Za-z]/.test(word) && !letters.includes(word.charAt(1)))?.charAt(1)
  }
}

const ended = (exitcode: number, stdout: string, stderr: string, took: number): Ran => ({
  stdout: stdout.trim(),
  stderr: stderr.trim(),
  exitcode,
  took,
})

/** Runs one of the five as the system VM's Debian would: iputils, iputils-arping, traceroute. */
export function runTool(guest: Guest, type: Type, target: string, params: string): Ran {
  const options = new Options(params)
  if (type === 'ping' || type === 'ping6') return ping(guest, type, target, options)
  if (type === 'arping') return arping(guest, target, options)
  return traceroute(guest, type, target, options)
}

/** The reason why a tool does not even begin: the name, or the family of the address. */
function refusal(tool: string, way: Way, target: string, six: boolean): string | undefined {
  if (six && isIpv6(target) && target !== '::1') return 'connect: Network is unreachable'
  if (six ? isIpv4(target) : isIpv6(target)) return `${tool}: ${target}: Address family for hostname not supported`
  if (six && target !== '::1') return `${tool}: ${target}: Address family for hostname not supported`
  if (way.state === 'unknown-name') return `${tool}: ${target}: Name or service not known`
  if (way.state === 'no-resolver') return `${tool}: ${target}: Temporary failure in name resolution`
  return undefined
}

function timeOf(way: Way, index: number): number {
  const wobble = (hash(`${way.ip} ${index}`) % 1000) / 1000
  return way.rtt * (0.85 + wobble * 0.45)
}
const digits = (ms: number) => (ms < 1 ? ms.toFixed(3) : ms < 10 ? ms.toFixed(2) : ms.toFixed(1))

function ping(guest: Guest, tool: 'ping' | 'ping6', target: string, options: Options): Ran {
  const six = tool === 'ping6'
  const way = wayTo(guest, target === '::1' ? '127.0.0.1' : target)
  const no = refusal(tool, way, target, six)
  if (no) return ended(2, '', no, 300)
  const bad = options.unknown('cisWnqwIStM46')
  if (bad) return ended(2, '', `${tool}: invalid option -- '${bad}'\n\nUsage\n  ${tool} [options] <destination>`, 100)
  const count = Math.round(options.number('-c', 4))
  const pause = Math.max(2, options.number('-i', 1) * 1000)
  // Nobody sees what is printed after the server has given up.
  if ((count - 1) * pause > patience) return ended(-1, '', '', (count - 1) * pause)
  const address = six ? '::1' : way.ip
  const size = Math.round(options.number('-s', 56))
  const lines = [
    six
      ? `PING ::1(::1) ${size} data bytes`
      : `PING ${options.has('-n') ? way.ip : way.name} (${way.ip}) ${size}(${size + 28}) bytes of data.`,
  ]
  const times: number[] = []
  const source = (way.card ?? cardsOf(guest)[0])?.ip ?? ''
  for (let index = 1; index <= count; index++) {
    if (way.state === 'no-neighbour') lines.push(`From ${source} icmp_seq=${index} Destination Host Unreachable`)
    if (way.state !== 'answers' || (way.loses > 0 && index % way.loses === 0)) continue
    const time = timeOf(way, index)
    times.push(Number(digits(time)))
    const ttl = 64 - (way.hops.length - 1)
    lines.push(`${size + 8} bytes from ${address}: icmp_seq=${index} ttl=${ttl} time=${digits(time)} ms`)
  }
  const errors = way.state === 'no-neighbour' ? `, +${count} errors` : ''
  const took = (count - 1) * pause + (way.state === 'answers' ? 60 : 2_000)
  lines.push('', `--- ${six ? '::1' : way.name} ping statistics ---`)
  lines.push(
    `${count} packets transmitted, ${times.length} received${errors}, ${lossOf(count, times.length)}% packet loss, time ${Math.round(took)}ms`,
  )
  if (times.length > 0) lines.push(summary(times))
  return ended(times.length > 0 ? 0 : 1, lines.join('\n'), '', took + 200)
}

/** As iputils prints a share: whole when it is, else with six digits at most. */
const lossOf = (sent: number, received: number) => String(Number((((sent - received) / sent) * 100).toPrecision(6)))

function summary(times: number[]): string {
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  const spread = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length)
  const all = [Math.min(...times), mean, Math.max(...times), spread].map((ms) => ms.toFixed(3))
  return `rtt min/avg/max/mdev = ${all.join('/')} ms`
}

function arping(guest: Guest, target: string, options: Options): Ran {
  const way = wayTo(guest, target)
  const no = refusal('arping', way, target, false)
  if (no) return ended(2, '', no, 300)
  const count = Math.min(60, Math.round(options.number('-c', 4)))
  const name = options.value('-I')
  const cards = cardsOf(guest)
  const card = name === undefined ? cards[0] : cards.find((one) => one.name === name)
  if (!card) return ended(2, '', `arping: Device ${name} not available.`, 100)
  const lines = [`ARPING ${way.ip} from ${card.ip} ${card.name}`]
  const near = way.state === 'answers' && way.card?.name === card.name && way.hops.length === 1
  for (let index = 1; near && index <= count; index++)
    lines.push(`Unicast reply from ${way.ip} [${(way.mac ?? '').toUpperCase()}]  ${timeOf(way, index).toFixed(3)}ms`)
  lines.push(`Sent ${count} probes (${near ? 1 : count} broadcast(s))`, `Received ${near ? count : 0} response(s)`)
  return ended(near ? 0 : 1, lines.join('\n'), '', count * 1000)
}

function traceroute(guest: Guest, tool: 'traceroute' | 'traceroute6', target: string, options: Options): Ran {
  const six = tool === 'traceroute6'
  const way = wayTo(guest, target === '::1' ? '127.0.0.1' : target)
  const no = refusal(tool, way, target, six)
  if (no)
    return ended(
      2,
      '',
      `${no.replace(`${tool}: `, '')}\nCannot handle "host" cmdline arg \`${target}' on position 1 (argc 1)`,
      300,
    )
  const most = Math.min(255, Math.round(options.number('-m', 20)))
  const probes = Math.min(10, Math.round(options.number('-q', 3)))
  const lines = [`${tool} to ${target} (${six ? '::1' : way.ip}), ${most} hops max, ${six ? 80 : 60} byte packets`]
  const line = (hop: number, words: string) => lines.push(`${String(hop).padStart(2)}  ${words}`)
  for (const [index, hop] of way.hops.slice(0, most).entries()) {
    const shown = options.has('-n') ? hop : `${hopName(guest, hop, index)} (${hop})`
    const share = (way.rtt || 0.6) * ((index + 1) / Math.max(1, way.hops.length))
    // A router in the middle that is too busy to answer each probe.
    const busy = way.hops.length > 3 && index === 2
    const times = Array.from({ length: probes }, (_, probe) =>
      busy && probe === 1 ? '*' : `${(share * (0.9 + (hash(`${hop} ${probe}`) % 200) / 1000)).toFixed(3)} ms`,
    )
    line(index + 1, `${shown}  ${times.join('  ').replaceAll('*  ', '* ')}`)
  }
  if (way.state === 'no-neighbour') {
    const source = (way.card ?? cardsOf(guest)[0])?.ip ?? ''
    line(1, `${source} (${source})  3062.114 ms !H  3062.090 ms !H  3062.085 ms !H`)
  } else if (way.state === 'silent') {
    for (let hop = way.hops.length + 1; hop <= most; hop++) line(hop, Array(probes).fill('*').join(' '))
  }
  return ended(0, lines.join('\n'), '', way.state === 'answers' ? 900 : 5_000)
}

/** Names of hops come from whoever runs their network: of the router with hostile output they are not only names. */
function hopName({ world, row }: Guest, hop: string, index: number): string {
  if (index === 0) return hop.endsWith('.1') ? `gateway-${hop.replaceAll('.', '-')}.example` : hop
  if (world.troubles.get(row.id) === 'hostile-output') return hostileName
  return hop.startsWith('192.0.2.') ? `core${index}.transit.example` : hop
}

/** Clears the screen, renames the window, writes a link, turns the line round: to whoever lets it. */
export const hostileName =
  '\u001B[2J\u001B]0;owned\u0007\u001B]8;;https://evil.example\u001B\\click\u001B]8;;\u001B\\<img src=x onerror=alert(1)>\u202Eelpmaxe.live\u009B31m'
