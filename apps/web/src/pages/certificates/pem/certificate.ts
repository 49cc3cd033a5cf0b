// The container that @peculiar/x509 is built on needs it, before anything of it is loaded.
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509Certificates,
} from '@peculiar/x509'
import type { Certificate } from './material.ts'
import { base64, pemOf } from './text.ts'

/** Reads a certificate. Throws what the parser says of one that is none. */
export async function certificateOf(der: Uint8Array, source: string): Promise<Certificate> {
  // Exactly the sequence its first bytes announce: what is appended to it is not the certificate's.
  const x509 = new X509Certificate(exact(der))
  const raw = new Uint8Array(x509.rawData)
  const id = [...new Uint8Array(await crypto.subtle.digest('SHA-256', raw))]
  const names = x509.getExtension(SubjectAlternativeNameExtension)?.names.items ?? []
  const usages = x509.getExtension(ExtendedKeyUsageExtension)?.usages.map(String)
  const [name] = x509.subjectName.getField('CN')
  const [issuerName] = x509.issuerName.getField('CN')
  return {
    id: id.map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    source,
    pem: pemOf('CERTIFICATE', raw),
    subject: x509.subject,
    name: name ?? x509.subject,
    issuer: x509.issuer,
    issuerName: issuerName ?? x509.issuer,
    names: names.filter(({ type }) => type === 'dns' || type === 'ip').map(({ value }) => value),
    from: x509.notBefore.getTime(),
    to: x509.notAfter.getTime(),
    key: keyOf(x509),
    spki: base64(new Uint8Array(x509.publicKey.rawData)),
    hash: hashOf(x509),
    ca: x509.getExtension(BasicConstraintsExtension)?.ca === true,
    selfIssued: x509.subject === x509.issuer,
    ...(usages !== undefined && { usages }),
    x509,
  }
}

/** The certificates of a PKCS#7 file (`.p7b`). Throws when it is none. */
export const bundleOf = (der: Uint8Array): Uint8Array[] =>
  [...new X509Certificates(exact(der))].map(({ rawData }) => new Uint8Array(rawData))

/** Whether `issuer` made this signature; false too for an algorithm the browser does not know. */
export async function signedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  try {
    return await certificate.x509.verify({ publicKey: issuer.x509.publicKey, signatureOnly: true })
  } catch {
    return false
  }
}

/** A fresh buffer with no more in it than the outer DER element. */
function exact(der: Uint8Array): ArrayBuffer {
  const [, first = 0] = der
  const many = first & 0x7f
  const long = first > 0x7f
  let length = first
  if (long) {
    if (many === 0 || many > 4) throw new Error('its length cannot be read')
    length = der.subarray(2, 2 + many).reduce((sum, byte) => sum * 256 + byte, 0)
  }
  const end = length + (long ? 2 + many : 2)
  if (der[0] !== 0x30 || end > der.length) throw new Error('it is cut off')
  return der.slice(0, end).buffer
}

function keyOf({ publicKey }: X509Certificate): Certificate['key'] {
  const { name, ...rest } = publicKey.algorithm as { name: string; modulusLength?: number; namedCurve?: string }
  if (name.startsWith('RSA')) return { kind: 'RSA', ...(rest.modulusLength && { bits: rest.modulusLength }) }
  return { kind: name.startsWith('EC') ? 'EC' : 'other' }
}

/** `SHA-256` of a signature; `unknown` for one the browser does not know. */
function hashOf({ signatureAlgorithm }: X509Certificate): string {
  const { hash, name } = signatureAlgorithm as { hash?: { name?: string } | string; name?: string }
  return (typeof hash === 'object' ? hash.name : hash) ?? name ?? 'unknown'
}
