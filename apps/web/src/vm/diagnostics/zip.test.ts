import { describe, expect, test } from 'vitest'
import { limits, readZip, unpack, ZipError } from './zip.ts'

interface Made {
  name: string
  text: string | Uint8Array
  /** Lies. */
  size?: number
  crc?: number
  method?: number
  flags?: number
  packed?: Uint8Array
  from?: number
}

const table = Uint32Array.from({ length: 256 }, (_, byte) =>
  Array.from({ length: 8 }).reduce<number>(
    (value) => (value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1) >>> 0,
    byte,
  ),
)
const crcOf = (bytes: Uint8Array) =>
  (bytes.reduce((crc, byte) => ((table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)) >>> 0, 0xffffffff) ^ 0xffffffff) >>> 0

async function deflated(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

async function zip(
  files: readonly Made[],
  over: { count?: number; start?: number; comment?: string } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, ...lie } of files) {
    const plain = new Uint8Array(typeof text === 'string' ? Buffer.from(text) : text)
    const body = lie.packed ?? (lie.method === 0 ? plain : await deflated(plain))
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(lie.flags ?? 0, 2)
    common.writeUInt16LE(lie.method ?? 8, 4)
    common.writeUInt32LE(lie.crc ?? crcOf(plain), 10)
    common.writeUInt32LE(body.length, 14)
    common.writeUInt32LE(lie.size ?? plain.length, 18)
    common.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, body])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(lie.from ?? offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, tail, title]))
    parts.push(local)
    offset += local.length
  }
  const all = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(over.count ?? files.length, 8)
  end.writeUInt16LE(over.count ?? files.length, 10)
  end.writeUInt32LE(all.length, 12)
  end.writeUInt32LE(over.start ?? offset, 16)
  const comment = Buffer.from(over.comment ?? '')
  end.writeUInt16LE(comment.length, 20)
  return new Uint8Array(Buffer.concat([...parts, all, end, comment]))
}

const textOf = async (bytes: Uint8Array<ArrayBuffer>, index = 0) => {
  const entry = readZip(bytes)[index]
  if (!entry) throw new Error('no such entry')
  return new TextDecoder().decode(await unpack(bytes, entry))
}

const two = [
  { name: 'cloud.log', text: 'a line\n'.repeat(400) },
  { name: 'fileinfo.txt', text: '/var/log/cloud.log\n', method: 0 },
]

describe('an archive that is all right', () => {
  test('lists its files and gives their text, deflated or stored', async () => {
    const bytes = await zip(two)
    expect(readZip(bytes).map(({ name, size, method }) => [name, size, method])).toEqual([
      ['cloud.log', 2800, 'deflated'],
      ['fileinfo.txt', 19, 'stored'],
    ])
    expect(await textOf(bytes)).toBe(two[0]?.text)
    expect(await textOf(bytes, 1)).toBe(two[1]?.text)
  })

  test('may be empty, have a comment, hold the same name twice and an empty file', async () => {
    expect(readZip(await zip([]))).toEqual([])
    const twice = await zip([...two, { name: 'cloud.log', text: '' }], { comment: 'PK\u0005\u0006 in a comment' })
    expect(readZip(twice)).toHaveLength(3)
    expect(await textOf(twice, 2)).toBe('')
  })
})

describe('an archive that is not', () => {
  const named = (name: string) => zip([{ name, text: 'x' }])

  test.each<[string, () => Promise<Uint8Array>, RegExp]>([
    ['nothing', async () => new Uint8Array(), /not a zip/],
    ['a page', async () => new TextEncoder().encode('<h1>Not Found</h1>'), /not a zip/],
    ['cut in the middle', async () => (await zip(two)).slice(0, 60), /is cut/],
    ['cut by its last byte', async () => (await zip(two)).slice(0, -1), /is cut/],
    ['without its beginning', async () => (await zip(two)).slice(20), /damaged/],
    ['more files than it has', () => zip(two, { count: 3 }), /breaks off/],
    ['too many files', () => zip(two, { count: 40_000 }), /40,000 files/],
    ['a ZIP64 one', () => zip(two, { count: 0xffff }), /ZIP64/],
    ['a table beyond its end', () => zip(two, { start: 4_000_000 }), /outside of it/],
    ['a file that is not where it says', () => zip([{ name: 'a', text: 'x', from: 3 }]), /not where/],
    [
      'a file in another',
      () =>
        zip([
          { name: 'a', text: 'x'.repeat(99) },
          { name: 'b', text: 'x'.repeat(99), from: 0 },
        ]),
      /within another/,
    ],
    ['an encrypted file', () => zip([{ name: 'a', text: 'x', flags: 1 }]), /encrypted/],
    ['a way of packing we do not know', () => zip([{ name: 'a', text: 'x', method: 12 }]), /not read here/],
    [
      'a stored file of another size',
      () => zip([{ name: 'a', text: 'x', method: 0, size: 9 }]),
      /size of “a” is wrong/,
    ],
    ['a way up', () => named('../../etc/passwd'), /leads out/],
    ['a way up in the middle', () => named('a/../../b'), /leads out/],
    ['a way up for Windows', () => named('..\\b'), /leads out/],
    ['an absolute path', () => named('/etc/passwd'), /leads out/],
    ['a drive', () => named('C:\\b'), /leads out/],
    ['no name', () => named(''), /leads out/],
    ['a name with a NUL', () => named('a\0.txt'), /leads out/],
  ])('%s', async (_, make, why) => {
    const bytes = await make()
    expect(() => readZip(bytes)).toThrow(ZipError)
    expect(() => readZip(bytes)).toThrow(why)
  })

  test('a bomb is known by its ratio, and by the sum of its files', async () => {
    const zeros = new Uint8Array(3_000_000)
    const bomb = await zip([{ name: 'bomb', text: zeros }])
    expect(() => readZip(bomb)).toThrow(/times its size/)
    const many = Array.from({ length: 3 }, (_, at) => ({ name: `${at}`, text: 'x', size: limits.small }))
    const three = await zip(many)
    expect(() => readZip(three, { ...limits, total: 2 * limits.small })).toThrow(/at most 2 MB/)
  })

  test('a bomb that lies about its size is stopped while it is unpacked', async () => {
    await expect(
      zip([{ name: 'liar', text: new Uint8Array(3_000_000), size: 100 }]).then((bytes) => textOf(bytes)),
    ).rejects.toThrow(/larger than the archive says/)
  })

  test.each<[string, Partial<Made>, RegExp]>([
    ['other text than it says', { crc: 1 }, /is damaged/],
    ['fewer bytes than it says', { size: 900 }, /is damaged/],
    ['no deflate at all', { packed: new Uint8Array([255, 255, 255, 255]) }, /cannot be unpacked/],
    ['a deflate that breaks off', { packed: new Uint8Array([0xed, 0xc1, 0x01, 0x01]) }, /damaged/],
  ])('a file with %s', async (_, lie, why) => {
    await expect(zip([{ name: 'a', text: 'some text', ...lie }]).then((bytes) => textOf(bytes))).rejects.toThrow(why)
  })

  test('whatever bytes it is made of, it is an error and not a crash', async () => {
    const good = await zip(two)
    for (let at = 0; at < good.length; at += 1) {
      const bytes = good.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 0xff
      try {
        readZip(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(ZipError)
      }
    }
  })
})
