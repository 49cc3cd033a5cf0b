import { createPublicKey, generateKeyPairSync, webcrypto, type KeyObject } from 'node:crypto'
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509'

cryptoProvider.set(webcrypto as Crypto)

export const now = Date.UTC(2026, 10, 25, 12)
export const day = 86_400_000
export const wildcard = '*.console.example.org'

/** A key, made once: its pair for signing, and what its owner would have in a file. */
export interface Key {
  object: KeyObject
  algorithm: RsaHashedImportParams | EcKeyImportParams
}

const rsa = (modulusLength = 2048): Key => ({
  object: generateKeyPairSync('rsa', { modulusLength }).privateKey,
  algorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
})

export const keys = {
  root: rsa(),
  intermediate: rsa(),
  server: rsa(),
  other: rsa(),
  small: rsa(1024),
  ec: {
    object: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    algorithm: { name: 'ECDSA', namedCurve: 'P-256' },
  } satisfies Key,
}

export const pkcs8 = ({ object }: Key) => object.export({ type: 'pkcs8', format: 'pem' }).toString()

async function pairOf({ object, algorithm }: Key, hash: string): Promise<CryptoKeyPair> {
  const told = 'hash' in algorithm ? { ...algorithm, hash } : algorithm
  const { subtle } = webcrypto
  const der = object.export({ type: 'pkcs8', format: 'der' })
  const spki = createPublicKey(object).export({ type: 'spki', format: 'der' })
  return {
    privateKey: (await subtle.importKey('pkcs8', der, told, true, ['sign'])) as CryptoKey,
    publicKey: (await subtle.importKey('spki', spki, told, true, ['verify'])) as CryptoKey,
  }
}

export interface Order {
  name: string
  key: Key
  /** Itself when absent. */
  by?: { name: string; key: Key }
  ca?: boolean
  names?: string[]
  from?: number
  to?: number
  hash?: string
  usages?: string[]
}

/** Issues a certificate. */
export async function issue(order: Order): Promise<X509Certificate> {
  const { name, key, by = order, ca, names = [], hash = 'SHA-256', usages } = order
  const own = await pairOf(key, hash)
  const theirs = await pairOf(by.key, hash)
  return X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${by.name}`,
    notBefore: new Date(order.from ?? now - 100 * day),
    notAfter: new Date(order.to ?? now + 200 * day),
    publicKey: own.publicKey,
    signingKey: theirs.privateKey,
    signingAlgorithm: { ...by.key.algorithm, hash },
    extensions: [
      ...(ca === undefined ? [] : [new BasicConstraintsExtension(ca, undefined, true)]),
      ...(names.length > 0
        ? [
            new SubjectAlternativeNameExtension(
              names.map((value) => ({ type: /^[\d.]+$/.test(value) ? 'ip' : 'dns', value }) as const),
            ),
          ]
        : []),
      ...(usages ? [new ExtendedKeyUsageExtension(usages)] : []),
    ],
  })
}

export const text = (certificate: X509Certificate) => `${certificate.toString('pem')}\n`
