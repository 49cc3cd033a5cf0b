import type { X509Certificate } from '@peculiar/x509'

/** A certificate that was dropped or pasted, as far as it can be read. */
export interface Certificate {
  /** SHA-256 of its DER, hex: what tells it apart. */
  id: string
  /** Where it came from: `bundle.pem, 1 of 2`. */
  source: string
  pem: string
  subject: string
  /** The common name, or the whole subject when it has none. */
  name: string
  issuer: string
  issuerName: string
  /** Subject alternative names: DNS names and addresses. */
  names: string[]
  /** Epoch ms. */
  from: number
  to: number
  key: { kind: 'RSA' | 'EC' | 'other'; bits?: number }
  /** Its public key (SPKI, base64): what a private key is compared with. */
  spki: string
  hash: string
  /** Basic constraints say it may sign others. */
  ca: boolean
  /** Says of itself that it is its own issuer. */
  selfIssued: boolean
  /** Extended key usages, when it limits them. */
  usages?: string[]
  x509: X509Certificate
}

/** A private key, in the plain form the server takes. Held in memory alone. */
export interface PrivateKey {
  source: string
  kind: 'RSA' | 'EC' | 'other'
  bits?: number
  /** What it was: `PKCS#8`, `PKCS#1, converted`, … */
  form: string
  /** PKCS#8 in PEM without a password; absent for a key that is not RSA. */
  pem?: string
  /** SPKI, base64; absent for a key that is not RSA. */
  spki?: string
}

/** Something that needs its password first, or another one. */
export interface Locked {
  source: string
  /** The file it is in: what a password is typed for. */
  file: string
  what: 'a private key' | 'a PKCS#12 file'
  wrong: boolean
}

/** What nothing could be made of, and why: a sentence without its subject. */
export interface Junk {
  source: string
  why: string
}

export interface Material {
  certificates: Certificate[]
  keys: PrivateKey[]
  locked: Locked[]
  junk: Junk[]
}

export interface Dropped {
  name: string
  bytes: Uint8Array
  /** Why it was not read at all: a sentence without its subject. `bytes` is empty then. */
  unread?: string
}
