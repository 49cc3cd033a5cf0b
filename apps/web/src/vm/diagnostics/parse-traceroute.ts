/** Who answered at one distance. */
export interface Answerer {
  name: string | undefined
  address: string
  /** Milliseconds. */
  times: number[]
  /** `!H`, `!N`, `!X`: what it says instead of passing the packet on. */
  flags: string[]
}

export interface Hop {
  hop: number
  answerers: Answerer[]
  /** Probes that nobody answered. */
  lost: number
}

export interface Trace {
  target: string | undefined
  address: string | undefined
  hops: Hop[]
  /** The last hop that answered is the target itself, and refused nothing. */
  reached: boolean
}

/** What a traceroute printed: Debian's, busybox', inetutils', with names or `-n`, several answerers a hop, and `*`. */
export function parseTraceroute(stdout: string): Trace | undefined {
  const [, target, address] = /^traceroute6? to (\S+) \(([^)\s]+)\)/m.exec(stdout) ?? []
  const hops: Hop[] = []
  for (const line of stdout.split('\n')) {
    const [, number, rest] = /^\s*(\d{1,3})\s+(\S.*)$/.exec(line) ?? []
    if (number !== undefined && rest !== undefined) hops.push(hopOf(Number(number), rest))
    // busybox and inetutils put further answerers of a hop on lines of their own.
    else if (/^\s{2,}\S.*\bms\b/.test(line) && hops.length > 0) {
      const last = hops.at(-1)
      if (last) last.answerers.push(...hopOf(last.hop, line.trim()).answerers)
    }
  }
  if (hops.length === 0) return undefined
  const last = hops.findLast(({ answerers }) => answerers.length > 0)
  const reached =
    address !== undefined &&
    last?.answerers.some((one) => one.address === address && one.times.length > 0 && one.flags.length === 0) === true
  return { target, address, hops, reached }
}

const number = /^\d+(\.\d+)?$/

function hopOf(hop: number, rest: string): Hop {
  const answerers: Answerer[] = []
  let lost = 0
  const words = rest.split(/\s+/)
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    const last = answerers.at(-1)
    if (word === '*') lost += 1
    else if (number.test(word) && next === 'ms') {
      last?.times.push(Number(word))
      at += 1
    } else if (/^[\d.]+ms$/.test(word)) last?.times.push(Number.parseFloat(word))
    else if (word.startsWith('!') && last) {
      if (!last.flags.includes(word)) last.flags.push(word)
    } else if (/^\([^)]+\)$/.test(next)) {
      const address = next.slice(1, -1)
      answerers.push({ name: word === address ? undefined : word, address, times: [], flags: [] })
      at += 1
    } else if (/^[\da-fA-F.:%\w-]*[.:][\da-fA-F.:%\w-]+$/.test(word)) {
      answerers.push({ name: undefined, address: word, times: [], flags: [] })
    }
  }
  return { hop, answerers, lost }
}
