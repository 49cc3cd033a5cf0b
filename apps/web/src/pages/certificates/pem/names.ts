/** A system VM, as far as its name matters. */
export interface Proxy {
  name: string
  systemvmtype: string
  zonename?: string
  publicip?: string
}

/** How CloudStack makes names of this domain: of each address (`*.dom`), always the same one, or none. */
export type Naming = 'wildcard' | 'fixed' | 'address'

export function namingOf(domain: string): Naming {
  if (domain.trim() === '') return 'address'
  return domain.startsWith('*.') ? 'wildcard' : 'fixed'
}

/** The name CloudStack gives a system VM: `*.dom` and 203.0.113.5 make `203-0-113-5.dom`. */
export function nameFor(domain: string, publicip: string): string {
  const naming = namingOf(domain)
  if (naming === 'address') return publicip
  return naming === 'fixed' ? domain : `${publicip.replaceAll(/[.:]/g, '-')}${domain.slice(1)}`
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** What is wrong with a domain suffix, as a sentence's end; undefined when nothing is. */
export function domainTrouble(domain: string): string | undefined {
  if (domain === '') return 'is empty'
  if (/\s/.test(domain)) return 'has a space in it'
  if (/[:/]/.test(domain)) return 'is an address of a page: only the domain belongs here'
  const bare = domain.replace(/^\*\./, '')
  if (bare.includes('*')) return 'has a star elsewhere than as “*.” at its beginning'
  const labels = bare.split('.')
  if (labels.length < 2) return 'has no dot: a domain such as *.console.example.org is meant'
  if (!labels.every((one) => label.test(one)) || bare.length > 253) return 'is no domain name'
  return undefined
}

/** The domain suffix a certificate is made for: its wildcard, else its only name. */
export function domainOf(names: readonly string[]): string {
  const wild = names.find((name) => name.startsWith('*.'))
  return wild ?? names.find((name) => domainTrouble(name) === undefined && /[a-z]/i.test(name)) ?? ''
}
