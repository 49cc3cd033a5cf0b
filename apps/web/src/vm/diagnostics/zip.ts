/** One file of an archive, not yet unpacked. */
export interface ZipEntry {
  name: string
  /** Bytes, as the archive says; held against what comes out. */
  size: number
  packed: number
  method: 'stored' | 'deflated'
  crc: number
  /** Where its bytes begin in the archive. */
  from: number
}

/** What may come out of one archive. */
export const limits = {
  entries: 2_000,
  /** Bytes of all files together, unpacked. */
  total: 512 * 1024 ** 2,
  /** Deflate makes at most 1,032 of 1; a log of one repeated line comes near 300. */
  ratio: 400,
  /** Below so many bytes the ratio says nothing. */
  small: 1024 ** 2,
}
export type ZipLimits = typeof limits

/** The archive is not one to open: a sentence for whoever has it. */
export class ZipError extends Error {}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/**
 * The files an archive holds, checked before anything is unpacked: it is whole, its files do not overlap, their sizes are
 * within the limits, and no name leads out of it. Throws ZipError.
 *
 * Of the format (APPNOTE 6.3.10) what a system VM's Python writes is read: one disk, no ZIP64, no encryption.
 */
export function readZip(bytes: Uint8Array, most: ZipLimits = limits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  const [size, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    throw new ZipError('The archive is one part of several.')
  if (count === 0xffff || start === 0xffffffff)
    throw new ZipError('The archive is of the ZIP64 kind, which is not read here.')
  if (count > most.entries)
    throw new ZipError(
      `The archive says it holds ${count.toLocaleString('en')} files; at most ${most.entries.toLocaleString('en')} are opened.`,
    )
  if (start + size > end) throw new ZipError('The archive is damaged: its table of contents lies outside of it.')
  const entries: ZipEntry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    const { entry, next } = centralAt(bytes, view, at, end)
    entries.push({ ...entry, from: dataOf(view, entry.from, start) })
    at = next
  }
  check(entries, start, most)
  return entries
}

function endOf(view: DataView): number {
  // The comment after it has at most 65,535 bytes.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  const begins = view.byteLength >= 4 && view.getUint32(0, true) === LOCAL
  throw new ZipError(
    begins
      ? 'The archive is cut: its end, with the table of contents, is missing. Collect the files again.'
      : 'This is not a zip archive.',
  )
}

function centralAt(bytes: Uint8Array, view: DataView, at: number, end: number): { entry: ZipEntry; next: number } {
  if (at + 46 > end || view.getUint32(at, true) !== CENTRAL)
    throw new ZipError('The archive is damaged: its table of contents breaks off.')
  const u16 = (offset: number) => view.getUint16(at + offset, true)
  const u32 = (offset: number) => view.getUint32(at + offset, true)
  const next = at + 46 + u16(28) + u16(30) + u16(32)
  if (next > end) throw new ZipError('The archive is damaged: its table of contents breaks off.')
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + u16(28)))
  if ((u16(8) & 1) !== 0) throw new ZipError(`“${name}” is encrypted.`)
  const method = { 0: 'stored', 8: 'deflated' }[u16(10)] as ZipEntry['method'] | undefined
  if (method === undefined) throw new ZipError(`“${name}” is packed in a way that is not read here.`)
  return { entry: { name, method, crc: u32(16), packed: u32(20), size: u32(24), from: u32(42) }, next }
}

/** Past the header of its own that each file has. */
function dataOf(view: DataView, at: number, end: number): number {
  if (at + 30 > end || view.getUint32(at, true) !== LOCAL)
    throw new ZipError('The archive is damaged: a file is not where the table of contents says.')
  return at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
}

function check(entries: readonly ZipEntry[], end: number, most: ZipLimits): void {
  let total = 0
  let after = 0
  for (const { name, method, size, packed, from } of entries.toSorted((a, b) => a.from - b.from)) {
    const path = name.replaceAll('\\', '/')
    if (
      name === '' ||
      name.includes('\0') ||
      path.startsWith('/') ||
      /^[A-Za-z]:/.test(path) ||
      path.split('/').includes('..')
    )
      throw new ZipError(`“${name}” leads out of the archive: nothing of it is opened.`)
    if (from + packed > end) throw new ZipError(`The archive is damaged: “${name}” reaches beyond its end.`)
    // Files that share their bytes make a small archive endless.
    if (packed > 0 && from < after) throw new ZipError(`The archive is damaged: “${name}” lies within another file.`)
    after = Math.max(after, from + packed)
    total += size
    if (method === 'stored' && size !== packed)
      throw new ZipError(`The archive is damaged: the size of “${name}” is wrong.`)
    if (size > most.small && size > packed * most.ratio)
      throw new ZipError(
        `“${name}” would grow to ${Math.round(size / Math.max(1, packed)).toLocaleString('en')} times its size: not opened.`,
      )
  }
  if (total > most.total)
    throw new ZipError(
      `Unpacked the files would have ${Math.round(total / 1024 ** 2).toLocaleString('en')} MB; at most ${Math.round(most.total / 1024 ** 2)} MB are opened.`,
    )
}

/** A file's bytes. Stops as soon as more comes than the archive said. Throws ZipError. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const packed = bytes.subarray(entry.from, entry.from + entry.packed)
  const plain = entry.method === 'stored' ? packed : await inflated(packed, entry)
  if (plain.byteLength !== entry.size || crc32(plain) !== entry.crc)
    throw new ZipError(`“${entry.name}” is damaged: it is not what the archive says it is.`)
  return plain
}

async function inflated(packed: Uint8Array<ArrayBuffer>, { name, size }: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(size)
  let at = 0
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return plain.subarray(0, at)
      if (at + value.byteLength > size) throw new ZipError(`“${name}” is larger than the archive says: not opened.`)
      plain.set(value, at)
      at += value.byteLength
    }
  } catch (error) {
    if (error instanceof ZipError) throw error
    throw new ZipError(`“${name}” is damaged: it cannot be unpacked.`, { cause: error })
  } finally {
    // What is left of a bomb is never unpacked.
    await reader.cancel().catch(() => undefined)
  }
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
