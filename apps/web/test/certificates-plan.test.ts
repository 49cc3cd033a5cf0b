import type { ServedRow } from '@stratoview/bff/app'
import { expect, test } from 'vitest'
import { expectedName } from '../src/pages/certificates/expected-name.ts'
import { arrange, type Arranged } from '../src/pages/certificates/pem/arrange.ts'
import { readFiles } from '../src/pages/certificates/pem/read.ts'
import { cmkOf, planOf } from '../src/pages/certificates/plan.ts'
import { surroundings } from '../src/pages/certificates/surroundings.ts'
import type { TlsSettings } from '../src/pages/certificates/use-tls-settings.ts'
import { portsOf, wantedBy } from '../src/pages/certificates/ways.ts'
import { day, issue, keys, now, pkcs8, text, wildcard } from './authority.ts'

const root = { name: 'Root', key: keys.root }
const upper = { name: 'Upper', key: keys.intermediate }
const lower = { name: 'Lower', key: keys.other }

async function arranged(...pems: string[]): Promise<Arranged> {
  return arrange(await readFiles([{ name: 'all.pem', bytes: new TextEncoder().encode(pems.join('')) }]))
}

const chain = async () => {
  const server = { name: wildcard, key: keys.server, by: lower, ca: false, names: [wildcard] }
  const certificates = [
    server,
    { ...lower, by: upper, ca: true },
    { ...upper, by: root, ca: true },
    { ...root, ca: true },
  ]
  return arranged(pkcs8(keys.server), ...(await Promise.all(certificates.map(issue))).map(text))
}

test('the root is sent first, then what it signed, and the server’s own last, with the only key', async () => {
  const parts = planOf(await chain(), wildcard)
  expect(parts.map(({ role, name, params: { id, name: alias } }) => [role, name, id, alias])).toEqual([
    ['Root', 'Root', 1, 'root'],
    ['Intermediate 1', 'Upper', 2, 'intermediate1'],
    ['Intermediate 2', 'Lower', 3, 'intermediate2'],
    ['Server', wildcard, undefined, undefined],
  ])
  expect(parts.map(({ params }) => params.privatekey !== undefined)).toEqual([false, false, false, true])
  expect(new Set(parts.map(({ params }) => params.domainsuffix))).toEqual(new Set([wildcard]))
  expect(cmkOf(parts)).not.toMatch(/BEGIN|PRIVATE/)
  expect(cmkOf(parts).split('\n')[3]).toBe(
    `cmk upload customcertificate certificate="$(cat server.pem)" privatekey="$(cat server.pkcs8.key)" domainsuffix='*.console.example.org'`,
  )
})

test('a certificate that signed itself is sent alone, and without a key nothing is', async () => {
  const own = text(await issue({ name: wildcard, key: keys.server, names: [wildcard] }))
  expect(planOf(await arranged(own, pkcs8(keys.server)), wildcard)).toHaveLength(1)
  expect(planOf(await arranged(own), wildcard)).toEqual([])
})

const settings = (values: Record<string, string>) =>
  Object.fromEntries(
    ['consoleproxy.url.domain', 'consoleproxy.sslEnabled', 'secstorage.ssl.cert.domain', 'secstorage.encrypt.copy'].map(
      (name) => [name, { name, value: values[name] ?? '' }],
    ),
  ) as unknown as TlsSettings
const agreeing = settings(wantedBy('wildcard', { consoles: wildcard, storage: '' }))

test('what surrounds the files is told: the way, the settings, the zones, what is served', async () => {
  const around = {
    arranged: await chain(),
    domain: wildcard,
    settings: agreeing,
    served: [{ certificate: { to: new Date(now + 20 * day).toISOString() } }] as ServedRow[],
    zones: [{ id: 'f', zone: 'fra-1', domain: wildcard, addresses: ['203.0.113.3'] }],
    secure: true,
  }
  const look = (over: Partial<typeof around>) =>
    surroundings({ ...around, ...over }).map(({ id, level }) => `${level} ${id}`)
  expect(look({})).toEqual(['pass older'])
  expect(look({ secure: false })).toEqual(['fail way', 'pass older'])
  expect(look({ settings: settings({ 'consoleproxy.url.domain': wildcard }) })).toEqual([
    'warn consoleproxy.sslEnabled',
    'warn secstorage.encrypt.copy',
    'warn secstorage.ssl.cert.domain',
    'pass older',
  ])
  const zone = { id: 'a', zone: 'ams-1', addresses: ['198.51.100.3'] }
  expect(look({ zones: [{ ...zone, domain: '*.ams.example.org' }] })).toEqual(['warn zone ams-1', 'pass older'])
  expect(look({ zones: [{ ...zone, domain: 'x.console.example.org' }] })).toEqual(['pass zone ams-1', 'pass older'])
  const later = [{ certificate: { to: new Date(now + 900 * day).toISOString() } }] as ServedRow[]
  expect(look({ served: later })).toEqual(['warn older'])
})

test('a balancer that ends TLS is sent to 80 and 8080, one that passes it on to 443 and 8443', () => {
  expect(portsOf('offloaded', 8080).map(({ from, to }) => `${from} ${to}`)).toEqual([
    'consoles:443 console proxy:80',
    'consoles:8080 console proxy:8080',
    'storage:443 secondary storage VM:80',
  ])
  expect(portsOf('balanced', 8443).map(({ from, to }) => `${from} ${to}`)).toEqual([
    'consoles:443 console proxy:443',
    'consoles:8443 console proxy:8443',
    'storage:443 secondary storage VM:443',
  ])
  expect(portsOf('wildcard', 8443)).toEqual([])
})

test('browsers ask a system VM by the name that the settings make of its address, where they name a domain', () => {
  const zones = [{ id: 'f', zone: 'fra-1', domain: wildcard, addresses: [] }]
  const name = (systemvmtype: string, zoneid: string, storage: string, publicip?: string) =>
    expectedName({ systemvmtype, zoneid, ...(publicip !== undefined && { publicip }) }, zones, storage)
  expect(name('consoleproxy', 'f', '', '203.0.113.3')).toBe('203-0-113-3.console.example.org')
  expect(name('consoleproxy', 'elsewhere', wildcard, '203.0.113.3')).toBeUndefined()
  expect(name('secondarystoragevm', 'f', 'files.example.org', '203.0.113.4')).toBe('files.example.org')
  expect(name('secondarystoragevm', 'f', '', '203.0.113.4')).toBeUndefined()
  expect(name('secondarystoragevm', 'f', wildcard)).toBeUndefined()
})
