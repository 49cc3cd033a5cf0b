import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import forge from 'node-forge'

const day = 86_400_000

/** Certificates as an authority would sell them, good around `at` (epoch ms), and the files somebody has of them. */
export function certificates(at: number, domain = '*.console.example.org') {
  const key = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const [root, middle, server, other] = [key(), key(), key(), key()]
  const name = (value: string) => [{ name: 'commonName', value }]
  const issue = (of: KeyObject, subject: string, by: KeyObject, issuer: string, ca: boolean) => {
    const certificate = forge.pki.createCertificate()
    const open = createPublicKey(of).export({ type: 'spki', format: 'pem' })
    certificate.publicKey = forge.pki.publicKeyFromPem(String(open))
    certificate.serialNumber = '01'
    certificate.validity.notBefore = new Date(at - 10 * day)
    certificate.validity.notAfter = new Date(at + (ca ? 2_000 : 200) * day)
    certificate.setSubject(name(subject))
    certificate.setIssuer(name(issuer))
    certificate.setExtensions([
      { name: 'basicConstraints', cA: ca },
      ...(ca ? [] : [{ name: 'subjectAltName', altNames: [{ type: 2, value: domain }] }]),
    ])
    certificate.sign(forge.pki.privateKeyFromPem(pem(by)), forge.md.sha256.create())
    return forge.pki.certificateToPem(certificate)
  }
  const rootPem = issue(root, 'Suite Root', root, 'Suite Root', true)
  const middlePem = issue(middle, 'Suite Intermediate', root, 'Suite Root', true)
  const file = (fileName: string, text: string) => ({
    name: fileName,
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from(text),
  })
  const locked = server.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
  return {
    server: file('server.crt', issue(server, domain, middle, 'Suite Intermediate', false)),
    /** The intermediate, then the root. */
    bundle: file('bundle.pem', `Junk first\n${middlePem}\n${rootPem}`),
    root: file('root.crt', rootPem),
    key: file('server.key', pem(server)),
    /** Its password is `open sesame`. */
    lockedKey: file('locked.key', String(locked)),
    otherKey: file('other.key', pem(other)),
    /** A line that only the private key has. */
    secretLine: pem(server).split('\n')[5] ?? '',
  }
}

const pem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }))
