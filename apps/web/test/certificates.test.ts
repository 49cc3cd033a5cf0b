import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arrange } from '../src/pages/certificates/pem/arrange.ts'
import { checksOf } from '../src/pages/certificates/pem/checks.ts'
import { domainOf, nameFor } from '../src/pages/certificates/pem/names.ts'
import { readFiles } from '../src/pages/certificates/pem/read.ts'
import { now, text, wildcard } from './authority.ts'
import { zoo, type Animal } from './zoo.ts'

const bytesOf = (file: string | Uint8Array) => (typeof file === 'string' ? new TextEncoder().encode(file) : file)
const proxies = ['203.0.113.3', '203.0.113.4', '198.51.100.2'].map((publicip, n) => ({
  name: `v-${n}-VM`,
  systemvmtype: 'consoleproxy',
  zonename: n < 2 ? 'fra-1' : 'ams-1',
  publicip,
}))

async function look({ files, passwords, domain = wildcard }: Pick<Animal, 'files' | 'passwords' | 'domain'>) {
  const dropped = Object.entries(files).map(([name, file]) => ({ name, bytes: bytesOf(file) }))
  const material = await readFiles(dropped, passwords)
  const arranged = await arrange(material)
  return { material, arranged, checks: checksOf({ ...material, arranged, domain, proxies, now }) }
}

const ids = (checks: readonly { id: string; level: string }[], level: string) =>
  [...new Set(checks.filter((check) => check.level === level).map(({ id }) => id))].sort()

describe('the zoo', () => {
  test('is large enough and has no two of one name', () => {
    expect(zoo.length).toBeGreaterThanOrEqual(60)
    expect(new Set(zoo.map(({ name }) => name)).size).toBe(zoo.length)
  })

  test.each(zoo)('$name', async (animal) => {
    const { arranged, checks } = await look(animal)
    expect(ids(checks, 'fail')).toEqual((animal.fails ?? []).toSorted())
    expect(ids(checks, 'warn')).toEqual((animal.warns ?? []).toSorted())
    if (animal.server) expect(arranged.server?.pem).toBe(text(animal.server))
    // Whatever form the key had, what would be sent is plain PKCS#8 of the same key.
    const { key, server } = arranged
    if (key?.pem === undefined || animal.fails?.includes('key')) return
    expect(key.pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    const open = createPublicKey(createPrivateKey(key.pem)).export({ type: 'spki', format: 'pem' })
    if (server) expect(open).toEqual(new X509Certificate(server.pem).publicKey.export({ type: 'spki', format: 'pem' }))
  })

  test('each check of a chain says its sentence', async () => {
    const { checks } = await look(zoo[0]!)
    expect(checks.map(({ title, text = '' }) => `${title} ${text}`.trim())).toMatchInlineSnapshot(`
      [
        "The server certificate has an RSA key.",
        "Keys and signatures are strong enough for browsers.",
        "The chain is complete: *.console.example.org, Example Intermediate, Example Root. They will be sent root first, one at a time, stopping at the first refusal.",
        "Each signature holds: 3 of 3.",
        "The root signs itself and is a CA.",
        "Valid now, and for another 200 days.",
        "The domain suffix makes a name of each address.",
        "The name covers all 3 system VMs of 2 zones.",
        "The key belongs to the certificate.",
      ]
    `)
  })
})

test('what was not read at all says why, and is not called empty', async () => {
  const { junk } = await readFiles([{ name: 'disk.img', bytes: new Uint8Array(), unread: 'is larger than 1 MiB' }])
  expect(junk).toEqual([{ source: 'disk.img', why: 'is larger than 1 MiB' }])
})

test('the domain suffix a certificate is made for is its wildcard, else its first name', () => {
  expect(domainOf(['console.example.org', '*.console.example.org'])).toBe('*.console.example.org')
  expect(domainOf(['203.0.113.3', 'localhost', 'console.example.org'])).toBe('console.example.org')
  expect(domainOf([])).toBe('')
})

const openssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!openssl)('openssl says the same (skipped where it is not installed)', () => {
  let dir = ''
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'stratoview-zoo-'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))
  const put = (name: string, of: string | Uint8Array) => {
    const path = join(dir, name)
    writeFileSync(path, of, { mode: 0o600 })
    return path
  }
  const ask = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' })
  const withServer = zoo.filter(({ server, fails = [] }) => server && !fails.includes('domain'))

  test.each(withServer)('$name', async (animal) => {
    const { material, arranged, checks } = await look(animal)
    const failing = new Set(ids(checks, 'fail'))
    const server = put('server.pem', text(animal.server!))
    const roots = material.certificates.filter((one) => one.selfIssued).map(({ pem }) => pem)
    // What would be sent, which is what the system VMs will show.
    const sent = arranged.intermediates.map(({ pem }) => pem)
    const trusted = roots.length > 0 ? ['-CAfile', put('roots.pem', roots.join(''))] : ['-no-CAfile']
    const between = sent.length > 0 ? ['-untrusted', put('sent.pem', sent.join(''))] : []
    const at = ['-attime', String(now / 1000), '-purpose', 'sslserver', '-no-CApath', '-no-CAstore']
    const { status } = ask('verify', ...at, ...trusted, ...between, server)
    const chain = ['chain', 'signatures', 'dates', 'authorities', 'usage'].filter((id) => failing.has(id))
    expect(chain.length === 0, `openssl verify: ${status}, checks: ${chain.join()}`).toBe(status === 0)

    const names = proxies.map(({ publicip }) => nameFor(animal.domain ?? wildcard, publicip))
    const matches = names.every((name) =>
      /does match/.test(ask('x509', '-noout', '-in', server, '-checkhost', name).stdout),
    )
    expect(!failing.has('names')).toBe(matches && hasNames(animal.server!.toString('pem')))

    if (animal.key === undefined) return
    const file = put('the.key', animal.files[animal.key.file]!)
    const own = ask('pkey', '-in', file, '-passin', `pass:${animal.key.password ?? ''}`, '-pubout').stdout
    const certified = ask('x509', '-in', server, '-noout', '-pubkey').stdout
    expect(!failing.has('key')).toBe(own === certified)
  })

  /** OpenSSL still reads the common name where there is no alternative one; browsers do not. */
  const hasNames = (pem: string) => new X509Certificate(pem).subjectAltName !== undefined

  test('reads its PKCS#12 and its PKCS#7', async () => {
    const [{ files }] = zoo as [Animal]
    const all = put('chain.pem', files['all.pem']!)
    const key = put('chain.key', files['server.key']!)
    const args = ['-export', '-in', all, '-inkey', key, '-passout', 'pass:geheim']
    const p12 = execFileSync('openssl', ['pkcs12', ...args])
    const p7b = execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', all])
    const der = execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', all, '-outform', 'DER'])
    const looks = await Promise.all([
      look({ files: { 'a.p12': p12 }, passwords: { 'a.p12': 'geheim' } }),
      look({ files: { 'a.p7b': p7b, k: files['server.key']! } }),
      look({ files: { 'a.p7b': der, k: files['server.key']! } }),
    ])
    for (const { checks } of looks) expect(ids(checks, 'fail')).toEqual([])
  })
})
