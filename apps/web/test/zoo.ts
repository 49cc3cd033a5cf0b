import type { X509Certificate } from '@peculiar/x509'
import forge from 'node-forge'
import { day, issue, keys, now, pkcs8, text, wildcard, type Order } from './authority.ts'

/** Files as somebody has them, what is wrong with them, and what OpenSSL is asked of the same. */
export interface Animal {
  name: string
  files: Record<string, string | Uint8Array>
  passwords?: Record<string, string>
  domain?: string
  /** Ids of the checks that fail; nothing else may. */
  fails?: string[]
  warns?: string[]
  /** Which certificate is the server's, and which key file goes with it. */
  server?: X509Certificate
  key?: { file: string; password?: string }
}

const root = { name: 'Example Root', key: keys.root }
const middle = { name: 'Example Intermediate', key: keys.intermediate }

const rootCa = await issue({ ...root, ca: true, to: now + 3_000 * day })
const intermediate = await issue({ ...middle, by: root, ca: true, to: now + 2_000 * day })
const leaf = { name: wildcard, key: keys.server, by: middle, ca: false, names: [wildcard] }
const server = await issue(leaf)
const key = pkcs8(keys.server)
const [S, I, R] = [text(server), text(intermediate), text(rootCa)]
const object = keys.server.object
const phrase = 'päss wörd'
const utf16 = (of: string, big = false) => {
  const bytes = Buffer.from(`\ufeff${of}`, 'utf16le')
  return new Uint8Array(big ? bytes.swap16() : bytes)
}
const der = (certificate: X509Certificate) => new Uint8Array(certificate.rawData)
const all = { 'all.pem': S + I + R, 'server.key': key }

function pkcs12(algorithm: 'aes256' | '3des', password: string, privateKey = key): Uint8Array {
  const certificates = [S, I, R].map((pem) => forge.pki.certificateFromPem(pem))
  const p12 = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(privateKey), certificates, password, { algorithm })
  return Uint8Array.from(Buffer.from(forge.asn1.toDer(p12).getBytes(), 'binary'))
}

const good = (name: string, files: Animal['files'], more: Partial<Animal> = {}): Animal => ({
  name,
  files,
  server,
  ...more,
})
/** The whole chain with another server certificate. */
const withServer = async (name: string, order: Partial<Order>, more: Partial<Animal>): Promise<Animal> => {
  const other = await issue({ ...leaf, ...order })
  const file = text(other) + I + R
  return { name, files: { 'all.pem': file, 'server.key': key }, server: other, key: { file: 'server.key' }, ...more }
}

const fine: Animal[] = [
  good('one bundle and a key', all, { key: { file: 'server.key' } }),
  good('one file each', { 'a.crt': S, 'b.crt': I, 'c.crt': R, 'd.key': key }, { key: { file: 'd.key' } }),
  good('the wrong order', { 'd.key': key, 'chain.pem': R + I + S }, { key: { file: 'd.key' } }),
  good('everything in one file, the key in the middle', { 'all.pem': S + key + R + I }),
  good('lines of Windows', { 'all.pem': (S + I + R + key).replaceAll('\n', '\r\n') }),
  good('lines of an old Mac', { 'all.pem': (S + I + R + key).replaceAll('\n', '\r') }),
  good('UTF-16 with a mark', { 'all.pem': utf16(S + I + R), 'server.key': utf16(key) }),
  good('UTF-16, the other way round', { 'all.pem': utf16(S + I + R, true), 'server.key': utf16(key, true) }),
  good('UTF-16 without a mark', { 'all.pem': utf16(S + I + R).slice(2), 'server.key': key }),
  good('UTF-8 with a mark', { 'all.pem': `\ufeff${S}${I}${R}`, 'server.key': key }),
  good('junk between the blocks', {
    'all.pem': `Bag Attributes\n  friendlyName: ü\nsubject=CN = x\n${S}\n--- chain ---\n\u00e9\u00df${I}\n\n${R}<eof>`,
    'server.key': `# my key\n${key}`,
  }),
  good('blanks around every line', { 'all.pem': (S + I + R).replaceAll('\n', '  \n\t '), 'server.key': key }),
  good('DER files', { 'a.cer': der(server), 'b.cer': der(intermediate), 'c.cer': der(rootCa), 'd.key': key }),
  good('a key in DER', {
    'all.pem': S + I + R,
    'k.der': new Uint8Array(object.export({ type: 'pkcs8', format: 'der' })),
  }),
  good('a PKCS#1 key in DER', {
    'all.pem': S + I + R,
    'k.der': new Uint8Array(object.export({ type: 'pkcs1', format: 'der' })),
  }),
  good('the same certificate twice', { 'a.pem': S + I + R, 'b.pem': S + I, 'server.key': key + key }),
  good('X509 CERTIFICATE as label', { 'all.pem': (S + I + R).replaceAll('CERTIFICATE', 'X509 CERTIFICATE'), k: key }),
  good(
    'a PKCS#1 key',
    { 'all.pem': S + I + R, 'server.key': object.export({ type: 'pkcs1', format: 'pem' }).toString() },
    { key: { file: 'server.key' } },
  ),
  ...['aes-256-cbc', 'aes-128-cbc', 'des-ede3-cbc'].flatMap((cipher) =>
    (['pkcs8', 'pkcs1'] as const).map((type) =>
      good(
        `a ${type === 'pkcs8' ? 'PKCS#8' : 'PKCS#1'} key encrypted with ${cipher}`,
        {
          'all.pem': S + I + R,
          'server.key': object.export({ type, format: 'pem', cipher, passphrase: phrase }).toString(),
        },
        { passwords: { 'server.key': phrase }, key: { file: 'server.key', password: phrase } },
      ),
    ),
  ),
  good('PKCS#12 with AES', { 'all.p12': pkcs12('aes256', 'secret') }, { passwords: { 'all.p12': 'secret' } }),
  good(
    'PKCS#12 with 3DES, as Windows makes it',
    { 'all.pfx': pkcs12('3des', 'secret') },
    { passwords: { 'all.pfx': 'secret' } },
  ),
  good('PKCS#12 without a password', { 'all.p12': pkcs12('aes256', '') }),
]

const brokenFiles: Animal[] = [
  good('an encrypted key and no password', { ...all, 'server.key': encrypted() }, { fails: ['locked', 'key'] }),
  good(
    'an encrypted key and the wrong password',
    { ...all, 'server.key': encrypted() },
    { passwords: { 'server.key': 'no' }, fails: ['locked', 'key'] },
  ),
  good(
    'an old encrypted key and the wrong password',
    { ...all, 'server.key': encrypted('pkcs1') },
    { passwords: { 'server.key': 'no' }, fails: ['locked', 'key'] },
  ),
  {
    name: 'PKCS#12 and the wrong password',
    files: { 'all.p12': pkcs12('aes256', 'secret') },
    passwords: { 'all.p12': 'no' },
    fails: ['locked', 'server', 'key'],
  },
  good(
    'a signing request beside it',
    { ...all, 'a.csr': S.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST') },
    { fails: ['readable'] },
  ),
  good(
    'a file that is no text',
    { ...all, 'photo.png': Uint8Array.from({ length: 300 }, (_, n) => (n * 7) % 256) },
    { fails: ['readable'] },
  ),
  good('an empty file', { ...all, 'empty.pem': '' }, { fails: ['readable'] }),
  good('a web page', { ...all, 'error.html': '<html><script>alert(1)</script></html>' }, { fails: ['readable'] }),
  {
    name: 'a certificate that is cut off',
    files: { 'a.pem': S.slice(0, 600), 'b.pem': I + R, k: key },
    fails: ['readable', 'server'],
  },
  {
    name: 'a certificate with a byte missing',
    files: { 'a.pem': S.replace(/\n(.{64})\n/, '\n'), 'b.pem': I + R, k: key },
    fails: ['readable', 'server'],
  },
  {
    name: 'a certificate that is no base64',
    files: { 'a.pem': S.replace(/[a-z]/, '*'), 'b.pem': I + R, k: key },
    fails: ['readable', 'server'],
  },
  { name: 'nothing at all', files: {}, fails: ['server', 'key'] },
  { name: 'a key alone', files: { 'server.key': key }, fails: ['server'] },
  good('certificates alone', { 'all.pem': S + I + R }, { fails: ['key'] }),
]

function encrypted(type: 'pkcs8' | 'pkcs1' = 'pkcs8'): string {
  return object.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: phrase }).toString()
}

const otherRoot = { name: 'Other Root', key: keys.other }
const crossed = await issue({ ...middle, by: otherRoot, ca: true })
const stranger = await issue({ ...middle, key: keys.other, by: root, ca: true })
const ecLeaf = await issue({ ...leaf, key: keys.ec })
const ecRootCa = await issue({ name: 'EC Root', key: keys.ec, ca: true })
const underEc = await issue({ ...middle, by: { name: 'EC Root', key: keys.ec }, ca: true })
const selfSigned = await issue({ ...leaf, by: undefined })
const selfSignedCa = await issue({ ...leaf, by: undefined, ca: true })
const second = await issue({ ...leaf, name: 'api.example.org', key: keys.other, names: ['api.example.org'] })
const lateRoot = await issue({ ...root, ca: true, to: now - day })
const noCa = await issue({ ...middle, by: root, ca: false })
const noConstraints = await issue({ ...middle, by: root })

const brokenChains: Animal[] = [
  good('no intermediate', { 'all.pem': S + R, k: key }, { fails: ['chain'], warns: ['spare'] }),
  good('no root', { 'all.pem': S + I, k: key }, { fails: ['chain'] }),
  good('the server certificate alone', { 'all.pem': S, k: key }, { fails: ['chain'] }),
  good(
    'an intermediate of the same name with another key',
    { 'all.pem': S + text(stranger) + R, k: key },
    { fails: ['signatures'] },
  ),
  good(
    'the right and a wrong intermediate of one name',
    { 'all.pem': S + text(stranger) + I + R, k: key },
    { warns: ['spare'] },
  ),
  good(
    'a cross-signed intermediate beside its twin',
    { 'all.pem': S + text(crossed) + I + R, k: key },
    { warns: ['spare'] },
  ),
  good('a cross-signed intermediate alone', { 'all.pem': S + text(crossed), k: key }, { fails: ['chain'] }),
  good('an EC root above', { 'all.pem': S + text(underEc) + text(ecRootCa), k: key }),
  good('a root that has ended', { 'all.pem': S + I + text(lateRoot), k: key }, { fails: ['dates'] }),
  good('an intermediate that is no authority', { 'all.pem': S + text(noCa) + R, k: key }, { fails: ['authorities'] }),
  good(
    'an intermediate without constraints',
    { 'all.pem': S + text(noConstraints) + R, k: key },
    { fails: ['authorities'] },
  ),
  good(
    'an unrelated root beside it',
    { 'all.pem': S + I + R + text(await issue({ ...otherRoot, ca: true })), k: key },
    { warns: ['spare'] },
  ),
  {
    name: 'self-signed',
    files: { 'a.pem': text(selfSigned), k: key },
    server: selfSigned,
    key: { file: 'k' },
    warns: ['chain'],
  },
  {
    name: 'self-signed as openssl req -x509 makes it',
    files: { 'a.pem': text(selfSignedCa), k: key },
    server: selfSignedCa,
    warns: ['chain'],
  },
  {
    name: 'two servers',
    files: { 'a.pem': S, 'b.pem': text(second), 'c.pem': I + R, k: key },
    server,
    fails: ['one-server'],
  },
  {
    name: 'the key of the second of two servers',
    files: { 'a.pem': S, 'b.pem': text(second), 'c.pem': I + R, k: pkcs8(keys.other) },
    server: second,
    domain: 'api.example.org',
    fails: ['one-server'],
  },
]

const brokenServers: Animal[] = [
  await withServer('expired', { from: now - 400 * day, to: now - day }, { fails: ['dates'] }),
  await withServer('not valid yet', { from: now + day }, { fails: ['dates'] }),
  await withServer('ends in nine days', { to: now + 9 * day }, { warns: ['dates'] }),
  {
    name: 'an EC certificate and its key',
    files: { 'a.pem': text(ecLeaf) + I + R, k: pkcs8(keys.ec) },
    server: ecLeaf,
    fails: ['rsa', 'key'],
  },
  {
    name: 'an EC key in its own form',
    files: { ...all, 'server.key': keys.ec.object.export({ type: 'sec1', format: 'pem' }).toString() },
    server,
    key: { file: 'server.key' },
    fails: ['key'],
  },
  good(
    'the key of another certificate',
    { ...all, 'server.key': pkcs8(keys.other) },
    { key: { file: 'server.key' }, fails: ['key'] },
  ),
  good(
    'two keys, one of them the right one',
    { ...all, 'old.key': pkcs8(keys.other) },
    { key: { file: 'server.key' }, warns: ['keys'] },
  ),
  {
    name: 'a key of 1,024 bits',
    files: { 'a.pem': text(await issue({ ...leaf, key: keys.small })) + I + R, k: pkcs8(keys.small) },
    fails: ['strength'],
  },
  await withServer('signed with SHA-1', { hash: 'SHA-1' }, { fails: ['strength'] }),
  await withServer('signed with SHA-512', { hash: 'SHA-512' }, {}),
  await withServer('for another name', { names: ['*.other.example.org'] }, { fails: ['names'] }),
  await withServer('for the domain and not what is under it', { names: ['console.example.org'] }, { fails: ['names'] }),
  await withServer('a star two labels up', { names: ['*.example.org'] }, { fails: ['names'] }),
  await withServer('no alternative name', { names: [] }, { fails: ['names'] }),
  await withServer('one name for a balancer', { names: ['console.example.org'] }, { domain: 'console.example.org' }),
  await withServer(
    'another balancer’s name',
    { names: ['consoles.example.org'] },
    { domain: 'console.example.org', fails: ['names'] },
  ),
  await withServer('in capitals', { names: ['*.CONSOLE.Example.ORG'] }, {}),
  await withServer('for clients alone', { usages: ['1.3.6.1.5.5.7.3.2'] }, { fails: ['usage'] }),
  await withServer('for servers and clients', { usages: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'] }, {}),
  good('an address as domain', all, { domain: 'https://console.example.org', fails: ['domain'] }),
  good('a domain without a dot', all, { domain: 'console', fails: ['domain'] }),
  good('a star in the middle', all, { domain: 'a.*.example.org', fails: ['domain'] }),
  good('no domain', all, { domain: '', fails: ['domain'] }),
]

export const zoo: readonly Animal[] = [...fine, ...brokenFiles, ...brokenChains, ...brokenServers]
