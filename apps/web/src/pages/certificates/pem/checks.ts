import type { Arranged } from './arrange.ts'
import type { Certificate, Junk, Locked } from './material.ts'
import { covers } from '../../../vm/certificate-names.ts'
import { domainTrouble, nameFor, namingOf, type Proxy } from './names.ts'

/** One thing that was looked at: a sentence, what it means, and whether it holds the sending up. */
export interface Check {
  id: string
  level: 'pass' | 'warn' | 'fail'
  title: string
  text?: string
}

export interface Looked {
  arranged: Arranged
  junk: readonly Junk[]
  locked: readonly Locked[]
  domain: string
  /** System VMs whose names the certificate has to cover; undefined while they are not known. */
  proxies: readonly Proxy[] | undefined
  /** Epoch ms by CloudStack's clock. */
  now: number
}

export const day = 86_400_000
/** What the API takes as one parameter, in characters. */
const limit = 65_535

/** Everything that can be known before anything is sent; failures first. */
export function checksOf(looked: Looked): Check[] {
  const { arranged } = looked
  const { server } = arranged
  const found = [
    ...files(looked),
    ...(server === undefined
      ? [fail('server', 'No server certificate yet.', 'Drop the one that the authority made for the proxies’ name.')]
      : one(server, looked)),
    ...theKey(arranged),
  ]
  const order = { fail: 0, warn: 1, pass: 2 }
  return found.toSorted((a, b) => order[a.level] - order[b.level])
}

const make =
  (level: Check['level']) =>
  (id: string, title: string, text?: string): Check => ({
    id,
    level,
    title,
    ...(text !== undefined && { text }),
  })
const [pass, warn, fail] = [make('pass'), make('warn'), make('fail')]

function files({ junk, locked, arranged: { spare, server } }: Looked): Check[] {
  return [
    ...locked.map(({ source, what, wrong }) =>
      wrong
        ? fail('locked', `${source}: the password does not open it.`, `It protects ${what}.`)
        : fail(
            'locked',
            `${source} is waiting for its password.`,
            `It protects ${what}. The password stays in this page.`,
          ),
    ),
    ...junk.map(({ source, why }) =>
      fail('readable', `${source} ${why}.`, 'Take it out of the list, or drop a better one.'),
    ),
    ...(server !== undefined && spare.length > 0
      ? [
          warn(
            'spare',
            `${spare.map(({ name }) => name).join(', ')} ${spare.length === 1 ? 'is' : 'are'} not sent.`,
            'It is in no way from this server certificate to its root.',
          ),
        ]
      : []),
  ]
}

function one(server: Certificate, looked: Looked): Check[] {
  return [
    ...rivals(looked.arranged),
    kind(server),
    strength(looked.arranged),
    ...chain(server, looked.arranged),
    ...dates(server, looked),
    ...suffix(server, looked),
    ...usage(server),
    ...size(looked.arranged),
  ]
}

const rivals = ({ server, rivals }: Arranged): Check[] =>
  rivals.length === 0
    ? []
    : [
        fail(
          'one-server',
          `${rivals.length + 1} server certificates: ${[server, ...rivals].map((one) => one?.source).join(' and ')}.`,
          'CloudStack has one for all its proxies. Take the others out.',
        ),
      ]

function kind({ key }: Certificate): Check {
  if (key.kind === 'RSA') return pass('rsa', 'The server certificate has an RSA key.')
  const what = key.kind === 'EC' ? 'an EC key' : 'a key that is not RSA'
  // Recorded: uploadCustomCertificate.ec-key.
  return fail(
    'rsa',
    `The server certificate has ${what}.`,
    'CloudStack refuses all but RSA: “Certificate validation failed due to exception for domain”.',
  )
}

function strength({ server, intermediates, root }: Arranged): Check {
  const all = [server, ...intermediates, root].filter((one) => one !== undefined)
  const short = all.find(({ key }) => key.kind === 'RSA' && (key.bits ?? 2_048) < 2_048)
  if (short)
    return fail(
      'strength',
      `${short.name} has a key of ${short.key.bits} bits.`,
      'Browsers refuse RSA keys under 2,048 bits.',
    )
  // A root is trusted for what it is, not for its signature.
  const weak = all.find((one) => !one.selfIssued && /SHA-?1$|MD5/i.test(one.hash))
  if (weak)
    return fail('strength', `${weak.name} is signed with ${weak.hash}.`, 'Browsers no longer believe such a signature.')
  return pass('strength', 'Keys and signatures are strong enough for browsers.')
}

function chain(server: Certificate, { root, intermediates, open, unsigned }: Arranged): Check[] {
  const [bad] = unsigned
  if (bad) {
    return [
      fail(
        'signatures',
        `${bad.issuerName} did not sign ${bad.selfIssued ? 'itself' : bad.name}.`,
        'The names fit, the signature does not: one of the two is an older or another one.',
      ),
    ]
  }
  if (open) {
    return [
      fail(
        'chain',
        `The certificate of ${open.issuerName} is missing.`,
        `It signed ${open.name}. Without it browsers and agents cannot tell whom to believe.`,
      ),
    ]
  }
  if (server.selfIssued)
    return [warn('chain', 'It is signed by itself.', 'Only browsers that were told to trust it open a console.')]
  const names = [server, ...intermediates, root].map((one) => one?.name)
  const noCa = [...intermediates, root].find((one) => one !== undefined && !one.ca)
  return [
    pass(
      'chain',
      `The chain is complete: ${names.join(', ')}.`,
      'They will be sent root first, one at a time, stopping at the first refusal.',
    ),
    pass('signatures', `Each signature holds: ${names.length} of ${names.length}.`),
    noCa
      ? fail('authorities', `${noCa.name} may not sign others.`, 'Its basic constraints do not make it an authority.')
      : pass('authorities', 'The root signs itself and is a CA.'),
  ]
}

const date = (at: number) => new Date(at).toISOString().slice(0, 10)
/** One that was made a moment ago may be early by minutes. */
const minute = (at: number) => `${date(at)} ${new Date(at).toISOString().slice(11, 16)} UTC`

function dates(server: Certificate, { arranged, now }: Looked): Check[] {
  const all = [server, ...arranged.intermediates, arranged.root].filter((one) => one !== undefined)
  const over = all.find(({ to }) => to < now)
  if (over) return [fail('dates', `${over.name} ended on ${date(over.to)}.`, 'Every browser refuses it.')]
  const early = all.find(({ from }) => from > now)
  if (early)
    return [
      fail(
        'dates',
        `${early.name} is not valid before ${minute(early.from)}.`,
        `By CloudStack’s clock it is ${minute(now)}.`,
      ),
    ]
  const last = all.toSorted((a, b) => a.to - b.to)[0] ?? server
  const left = Math.floor((last.to - now) / day)
  const whose = last === server ? '' : ` (${last.name} ends first)`
  if (left < 30)
    return [warn('dates', `Valid now, but only for another ${left} days${whose}.`, 'It will have to be renewed soon.')]
  return [pass('dates', `Valid now, and for another ${left.toLocaleString('en')} days${whose}.`)]
}

/** The form of the domain suffix, and that the certificate is good for the names CloudStack makes of it. */
function suffix(server: Certificate, { domain, proxies }: Looked): Check[] {
  const trouble = domainTrouble(domain)
  if (trouble !== undefined) return [fail('domain', `The domain suffix ${trouble}.`)]
  if (server.names.length === 0) {
    return [
      fail(
        'names',
        'The certificate has no subject alternative name.',
        'Browsers no longer read the common name: it is good for no name at all.',
      ),
    ]
  }
  const wild = namingOf(domain) === 'wildcard'
  const form = pass(
    'domain',
    wild ? 'The domain suffix makes a name of each address.' : 'The domain suffix is one name for all.',
    wild ? undefined : 'Without “*.” it needs a load balancer of that name in front.',
  )
  // A zone's next proxy has an address nobody knows yet: any will do for a pattern.
  const known = proxies?.flatMap(({ publicip }) => (publicip === undefined ? [] : [publicip])) ?? []
  const needed = [...new Set((known.length > 0 ? known : ['203.0.113.5']).map((ip) => nameFor(domain, ip)))]
  const missing = needed.filter((name) => !covers(server.names, name))
  if (missing.length > 0) {
    const others = missing.length > 1 ? ` and ${missing.length - 1} more` : ''
    return [form, fail('names', `It does not cover ${missing[0]}${others}.`, `It is for ${server.names.join(', ')}.`)]
  }
  const zones = new Set(proxies?.map(({ zonename }) => zonename)).size
  const all = known.length === 0 ? 'any address' : wild ? `all ${known.length} system VMs` : needed[0]
  const where = known.length === 0 ? undefined : `of ${zones} ${zones === 1 ? 'zone' : 'zones'}.`
  return [form, pass('names', `The name covers ${all}${where === undefined ? '.' : ''}`, where)]
}

function usage({ usages }: Certificate): Check[] {
  // serverAuth, or any.
  if (usages === undefined || usages.includes('1.3.6.1.5.5.7.3.1') || usages.includes('2.5.29.37.0')) return []
  return [fail('usage', 'It is not for TLS servers.', 'Its extended key usage leaves server authentication out.')]
}

function size({ server, intermediates, root, key }: Arranged): Check[] {
  const all = [server?.pem, key?.pem, root?.pem, ...intermediates.map(({ pem }) => pem)]
  if (!all.some((pem) => pem !== undefined && pem.length > limit)) return []
  return [
    fail('size', 'It is longer than CloudStack takes.', `At most ${limit.toLocaleString('en')} characters in PEM.`),
  ]
}

function theKey({ server, key, keys }: Arranged): Check[] {
  const rest =
    keys.length === 0
      ? []
      : [warn('keys', `${keys.map(({ source }) => source).join(', ')}: not sent.`, 'CloudStack takes one private key.')]
  if (key === undefined) {
    return [
      fail('key', 'No private key yet.', 'CloudStack needs the key that the certificate’s request was made with.'),
    ]
  }
  if (key.kind !== 'RSA')
    return [
      ...rest,
      fail(
        'key',
        `The private key is ${key.kind === 'EC' ? 'an EC key' : 'no RSA key'}.`,
        'CloudStack refuses all but RSA.',
      ),
    ]
  if (server === undefined) return rest
  if (key.spki !== server.spki) {
    // Recorded: uploadCustomCertificate.wrong-key.
    return [
      ...rest,
      fail(
        'key',
        'The key does not match the certificate.',
        'CloudStack would accept it, and every console and upload would then fail. Find the key made with this certificate’s request.',
      ),
    ]
  }
  return [...rest, pass('key', 'The key belongs to the certificate.')]
}
