import forge from 'node-forge'
import type { PrivateKey } from './material.ts'
import { base64, derOf, pemOf } from './text.ts'

/** It needs a password, or this one is wrong. */
export class NeedsPassword extends Error {}

const bytesOf = (binary: string): Uint8Array => Uint8Array.from(binary, (c) => c.codePointAt(0) ?? 0)
export const binaryOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCodePoint(byte)
  return text
}

const oids: Readonly<Record<string, PrivateKey['kind']>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.10045.2.1': 'EC',
}

const encrypted = /ENCRYPTED/

/**
 * A key in any of the forms that are about: PKCS#8, with or without a password; PKCS#1, with or without the old PEM
 * encryption; EC, which is recognised and no more. Throws NeedsPassword, or an Error that says what is wrong.
 */
export function keyOf(label: string, pem: string, source: string, password: string | undefined): PrivateKey {
  const locked = encrypted.test(label) || /^Proc-Type: 4,ENCRYPTED/m.test(pem)
  if (label === 'EC PRIVATE KEY') return { source, kind: 'EC', form: locked ? 'SEC 1, encrypted' : 'SEC 1' }
  if (locked) return unlocked(label, pem, source, password)
  const der = derOf(pem)
  if (!der) throw new Error('is no base64')
  return keyOfDer(der, source, label === 'RSA PRIVATE KEY' ? 'PKCS#1, converted to PKCS#8' : 'PKCS#8')
}

function unlocked(label: string, pem: string, source: string, password: string | undefined): PrivateKey {
  if (password === undefined || password === '') throw new NeedsPassword()
  const old = label === 'RSA PRIVATE KEY'
  const form = `${old ? 'PKCS#1' : 'PKCS#8'}, password taken off`
  // In UTF-8, as OpenSSL does.
  const phrase = forge.util.encodeUtf8(password)
  if (old) {
    // forge answers null for a wrong password, or throws at what it then reads.
    const key = attempt(() => forge.pki.decryptRsaPrivateKey(pem, phrase) as forge.pki.rsa.PrivateKey | null)
    if (key === null) throw new NeedsPassword()
    return rsaOf(key, source, form)
  }
  const der = derOf(pem)
  if (!der) throw new Error('is no base64')
  const info = forge.asn1.fromDer(binaryOf(der))
  const plain = attempt(() => forge.pki.decryptPrivateKeyInfo(info, phrase) as forge.asn1.Asn1 | null)
  if (plain === null) throw new NeedsPassword()
  return keyOfAsn1(plain, source, form)
}

/** What a wrong password leaves is noise: whether that is noticed by the padding or by the parser makes no difference. */
function attempt<T>(decrypt: () => T | null): T | null {
  try {
    return decrypt()
  } catch (error) {
    if (/OID|Unsupported|cannot read|not supported/i.test(String(error)) && !/Too few bytes|DER/.test(String(error)))
      throw new Error('is encrypted in a way that cannot be read here: convert it with openssl pkcs8 -topk8', {
        cause: error,
      })
    return null
  }
}

export const keyOfDer = (der: Uint8Array, source: string, form: string): PrivateKey =>
  keyOfAsn1(forge.asn1.fromDer(binaryOf(der)), source, form)

/** PKCS#8's `PrivateKeyInfo`, or PKCS#1's `RSAPrivateKey` (whose second part is the modulus and no algorithm). */
export function keyOfAsn1(asn1: forge.asn1.Asn1, source: string, form: string): PrivateKey {
  const [, algorithm] = asn1.value as forge.asn1.Asn1[]
  const [first] = Array.isArray(algorithm?.value) ? algorithm.value : []
  if (first !== undefined && typeof first !== 'string') {
    const kind = oids[forge.asn1.derToOid(first.value as string)] ?? 'other'
    if (kind !== 'RSA') return { source, kind, form }
  }
  return rsaOf(forge.pki.privateKeyFromAsn1(asn1) as forge.pki.rsa.PrivateKey, source, form)
}

function rsaOf(key: forge.pki.rsa.PrivateKey, source: string, form: string): PrivateKey {
  const info = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key))
  const open = forge.pki.publicKeyToAsn1(forge.pki.setRsaPublicKey(key.n, key.e))
  return {
    source,
    kind: 'RSA',
    bits: key.n.bitLength(),
    form,
    pem: pemOf('PRIVATE KEY', bytesOf(forge.asn1.toDer(info).getBytes())),
    spki: base64(bytesOf(forge.asn1.toDer(open).getBytes())),
  }
}

/** What is in a PKCS#12 file. Throws NeedsPassword, or an Error when it is none. */
export function pkcs12Of(
  der: Uint8Array,
  source: string,
  password: string | undefined,
): { certificates: Uint8Array[]; keys: PrivateKey[] } {
  const asn1 = forge.asn1.fromDer(binaryOf(der))
  if (!isPfx(asn1)) throw new Error('is no PKCS#12')
  let p12: forge.pkcs12.Pkcs12Pfx
  try {
    p12 = forge.pkcs12.pkcs12FromAsn1(asn1, false, password ?? '')
  } catch (error) {
    throw new NeedsPassword(undefined, { cause: error })
  }
  const { certBag = '', keyBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids
  const bags = p12.safeContents.flatMap(({ safeBags }) => safeBags)
  const asn1Of = (bag: forge.pkcs12.Bag) => bag.asn1 as forge.asn1.Asn1 | undefined
  const certificates = bags
    .filter(({ type }) => type === certBag)
    .flatMap((bag) => {
      const asn1 = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : asn1Of(bag)
      return asn1 ? [bytesOf(forge.asn1.toDer(asn1).getBytes())] : []
    })
  const keys = bags
    .filter(({ type }) => type === keyBag || type === pkcs8ShroudedKeyBag)
    .flatMap((bag) => {
      const form = 'from PKCS#12'
      if (bag.key) return [rsaOf(bag.key as forge.pki.rsa.PrivateKey, source, form)]
      const asn1 = asn1Of(bag)
      return asn1 ? [keyOfAsn1(asn1, source, form)] : []
    })
  return { certificates, keys }
}

/** `PFX ::= SEQUENCE { version INTEGER 3, authSafe ContentInfo, … }` */
function isPfx({ value }: forge.asn1.Asn1): boolean {
  const [version, safe] = Array.isArray(value) ? value : []
  return version?.value === '\x03' && Array.isArray(safe?.value)
}
