/** A file of an archive: its name and its text. */
export interface Entry {
  name: string
  text: string
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

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** MS-DOS time and date as zip writes them. */
function stamp(at: number): [time: number, date: number] {
  const d = new Date(at)
  return [
    (d.getUTCHours() << 11) | (d.getUTCMinutes() << 5) | (d.getUTCSeconds() >> 1),
    ((d.getUTCFullYear() - 1980) << 9) | ((d.getUTCMonth() + 1) << 5) | d.getUTCDate(),
  ]
}

/** A header's fields, little-endian: `[value, bytes]`. */
function packed(fields: readonly (readonly [number, 2 | 4])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [, width]) => sum + width, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += width
  }
  return bytes
}

/** A zip as Python's `zipfile` writes it in the system VM: deflated, sizes in the headers. */
export async function zip(entries: readonly Entry[], at: number): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const [time, date] = stamp(at)
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, text } of entries) {
    const [title, plain] = [encoder.encode(name), encoder.encode(text)]
    const body = await deflated(plain)
    const common = [
      [20, 2],
      [0, 2],
      [8, 2],
      [time, 2],
      [date, 2],
      [crc32(plain), 4],
      [body.length, 4],
      [plain.length, 4],
      [title.length, 2],
      [0, 2],
    ] as const
    const local = packed([[0x04034b50, 4], ...common])
    parts.push(local, title, body)
    directory.push(
      packed([[0x02014b50, 4], [0x0314, 2], ...common, [0, 2], [0, 2], [0, 2], [0o100644 * 65_536, 4], [offset, 4]]),
      title,
    )
    offset += local.length + title.length + body.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = packed([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ])
  const all = [...parts, ...directory, end]
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0))
  let to = 0
  for (const part of all) {
    bytes.set(part, to)
    to += part.length
  }
  return bytes
}
