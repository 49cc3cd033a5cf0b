import { bundleOf, certificateOf } from './certificate.ts'
import { keyOf, keyOfDer, NeedsPassword, pkcs12Of } from './key.ts'
import type { Dropped, Junk, Material } from './material.ts'
import { blocksOf, derOf, textOf, type Block } from './text.ts'

/** By file name. */
export type Passwords = Readonly<Record<string, string>>

/**
 * Everything there is in these files, in the order it was found: PEM in any number, order and encoding, DER, PKCS#7 and
 * PKCS#12. What is in twice is taken once. Nothing leaves the browser.
 */
export async function readFiles(files: readonly Dropped[], passwords: Passwords = {}): Promise<Material> {
  const all: Material = { certificates: [], keys: [], locked: [], junk: [] }
  for (const file of files) merge(all, await readFile(file, passwords[file.name]))
  return all
}

function merge(all: Material, more: Material): void {
  for (const one of more.certificates) if (!all.certificates.some(({ id }) => id === one.id)) all.certificates.push(one)
  const same = (spki: string | undefined) => spki !== undefined && all.keys.some((key) => key.spki === spki)
  for (const key of more.keys) if (!same(key.spki)) all.keys.push(key)
  all.locked.push(...more.locked)
  all.junk.push(...more.junk)
}

async function readFile({ name, bytes, unread }: Dropped, password: string | undefined): Promise<Material> {
  if (unread !== undefined) return { certificates: [], keys: [], locked: [], junk: [{ source: name, why: unread }] }
  const text = textOf(bytes)
  const found = text === undefined ? undefined : blocksOf(text)
  if (found === undefined || (found.blocks.length === 0 && bytes[0] === 0x30)) return readBinary(name, bytes, password)
  const { blocks, broken } = found
  const material: Material = { certificates: [], keys: [], locked: [], junk: [] }
  for (const label of broken) {
    material.junk.push({ source: name, why: `has a ${label} that begins and does not end: it is cut off` })
  }
  if (blocks.length === 0 && broken.length === 0) material.junk.push({ source: name, why: emptiness(bytes) })
  const known = blocks.filter(({ label }) => isKnown(label))
  for (const { label } of blocks) if (!isKnown(label)) material.junk.push(stranger(name, label))
  for (const [index, block] of known.entries()) {
    const source = known.length === 1 ? name : `${name}, ${index + 1} of ${known.length}`
    merge(material, await readBlock(block, name, source, password))
  }
  return material
}

const emptiness = (bytes: Uint8Array) =>
  bytes.length === 0 ? 'is empty' : 'holds no certificate and no key: there is no BEGIN line in it'

const isCertificate = (label: string) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label)
const isKey = (label: string) => /^(RSA |EC |ENCRYPTED )?PRIVATE KEY$/.test(label)
const isBundle = (label: string) => label === 'PKCS7' || label === 'CMS'
/** Curve parameters stand before an EC key; they say nothing that the key does not. */
const isNoise = (label: string) => label === 'EC PARAMETERS'
const isKnown = (label: string) => isCertificate(label) || isKey(label) || isBundle(label) || isNoise(label)

function stranger(source: string, label: string): Junk {
  if (label.endsWith('REQUEST'))
    return { source, why: 'is a certificate signing request: the certificate is what the authority sent back for it' }
  return { source, why: `has a ${label}, which is of no use here` }
}

async function readBlock({ label, pem }: Block, file: string, source: string, password: string | undefined) {
  const none: Material = { certificates: [], keys: [], locked: [], junk: [] }
  if (isNoise(label)) return none
  try {
    if (isKey(label)) return { ...none, keys: [keyOf(label, pem, source, password)] }
    const der = derOf(pem)
    if (der === undefined) return { ...none, junk: [{ source, why: 'is no base64' }] }
    return await readCertificates(isBundle(label) ? bundleOf(der) : [der], source)
  } catch (error) {
    if (error instanceof NeedsPassword) {
      const wrong = password !== undefined && password !== ''
      return { ...none, locked: [{ source, file, what: 'a private key' as const, wrong }] }
    }
    const what = isKey(label) ? 'key' : 'certificate'
    return { ...none, junk: [{ source, why: `holds a ${what} that cannot be read: ${reasonOf(error)}` }] }
  }
}

async function readCertificates(ders: readonly Uint8Array[], source: string): Promise<Material> {
  const sourceOf = (index: number) => (ders.length === 1 ? source : `${source}, ${index + 1} of ${ders.length}`)
  const certificates = await Promise.all(ders.map((der, index) => certificateOf(der, sourceOf(index))))
  return { certificates, keys: [], locked: [], junk: [] }
}

/** DER tells by its inside what it is: each reader is tried. */
async function readBinary(name: string, bytes: Uint8Array, password: string | undefined): Promise<Material> {
  const none: Material = { certificates: [], keys: [], locked: [], junk: [] }
  const readers = [
    () => readCertificates([bytes], name),
    async () => {
      const { certificates, keys } = pkcs12Of(bytes, name, password)
      return { ...(await readCertificates(certificates, name)), keys }
    },
    () => readCertificates(bundleOf(bytes), name),
    () => Promise.resolve({ ...none, keys: [keyOfDer(bytes, name, 'DER, converted to PKCS#8')] }),
  ]
  for (const read of readers) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof NeedsPassword)) continue
      const wrong = password !== undefined && password !== ''
      return { ...none, locked: [{ source: name, file: name, what: 'a PKCS#12 file', wrong }] }
    }
  }
  return { ...none, junk: [{ source: name, why: 'is neither text nor a certificate, a key, PKCS#7 or PKCS#12' }] }
}

/** A parser's own words, without their end. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '').slice(0, 160)
