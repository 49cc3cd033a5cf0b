/** The five of `runDiagnostics`. */
export const types = ['ping', 'traceroute', 'arping', 'ping6', 'traceroute6'] as const
export type Type = (typeof types)[number]

/** One command as the form holds it. */
export interface Command {
  key: string
  type: Type
  /** A preset's id, resolved for each VM; `''`: the address that was typed. */
  preset: string
  address: string
  params: string
}

const ipv4 = /^(\d{1,3}\.){3}\d{1,3}$/
const isIpv6 = (text: string) => text.includes(':')

/** What is wrong with an address, in a sentence; undefined when it may be sent. CloudStack itself looks at nothing. */
export function addressProblem(type: Type, address: string): string | undefined {
  const text = address.trim()
  if (text === '') return 'An IP address or a name is needed.'
  if (text.startsWith('-')) return 'An address does not begin with “-”: the tool would take it for an option.'
  if (!/^[A-Za-z0-9:][A-Za-z0-9:.%_-]{0,252}$/.test(text))
    return 'Only letters, digits and . : - _ % may stand in an address. CloudStack puts it into a command line unchecked.'
  const six = type === 'ping6' || type === 'traceroute6'
  if (six && ipv4.test(text)) return `${type} takes an IPv6 address or a name.`
  if (!six && isIpv6(text)) return type === 'arping' ? 'arping knows IPv4 alone.' : `Use ${type}6 for an IPv6 address.`
  if (ipv4.test(text) && text.split('.').some((byte) => Number(byte) > 255))
    return 'A part of the address is above 255.'
  return undefined
}

/** CloudStack's own rule (recorded: `runDiagnostics.bad-params`), told before anything is sent. */
export function paramsProblem(params: string): string | undefined {
  const bad = [...new Set(params.replaceAll(/[\w. -]/g, ''))]
  if (bad.length > 0)
    return `CloudStack refuses ${bad.map((letter) => `“${letter}”`).join(', ')} here: letters, digits, spaces and - . _ only.`
  return params.length > 255 ? 'At most 255 letters.' : undefined
}

/** CloudStack gives a command so many seconds on the VM and then says -1. */
const PATIENCE = 60

/** What is allowed but won't go well. */
export function paramsWarning(type: Type, params: string): string | undefined {
  const value = (flag: string) =>
    Number(new RegExp(`(?:^|\\s)-${flag}\\s*(\\d+(?:\\.\\d+)?)`).exec(params)?.[1] ?? Number.NaN)
  if (type === 'arping')
    return /(^|\s)-I/.test(params)
      ? undefined
      : 'Without -I, arping asks on the first card only: name one, such as -I eth2.'
  if (type !== 'ping' && type !== 'ping6') return undefined
  const seconds = (value('c') || 4) * (value('i') || 1)
  if (seconds > PATIENCE - 5)
    return `This takes about ${Math.round(seconds)} s. After ${PATIENCE} s CloudStack gives up without an output.`
  return undefined
}

/** What the VM's script adds when it isn't given (reference §6.1). */
export const addedTo = (type: Type, params: string): string => {
  const [flag, value] = type.startsWith('traceroute') ? ['-m', '20'] : ['-c', '4']
  return new RegExp(`(^|\\s)${flag}(\\s|$)`).test(params) ? '' : `${flag} ${value}`
}

/** What exit code means for which tool; a finding, whichever it is. */
export function meaningOf(type: string, exitcode: string): string {
  if (exitcode === '-1') return 'the command did not come to an end on the VM'
  if (type.startsWith('traceroute')) return exitcode === '0' ? 'ended normally' : 'could not begin'
  if (exitcode === '0') return 'answers came'
  if (exitcode === '1') return 'no answer came'
  return exitcode === '2' ? 'could not begin' : 'ended with an error'
}
