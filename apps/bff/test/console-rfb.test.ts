import { describe, expect, test } from 'vitest'
import { ClientMessages } from '../src/console/client-messages.ts'
import { greetBrowser, greetProxy, serverInit, Talk, type Greeting, type Step } from '../src/console/rfb.ts'
import { ask, encodings, key, pixelFormat, version } from './console.ts'

const u32 = (...numbers: number[]) => Buffer.concat(numbers.map((n) => Buffer.of(n >>> 24, n >>> 16, n >>> 8, n)))
const format = Buffer.concat([Buffer.of(2, 208, 1, 144), pixelFormat.subarray(4)])
const init = (name: string) => Buffer.concat([format, u32(Buffer.byteLength(name)), Buffer.from(name)])
const ok = u32(0)

/** Feeds a proxy's words byte by byte; answers what was said after how many bytes, and what it came to. */
function hear(words: Buffer, cut = 1) {
  const said: { step: Step; hex: string; after: number }[] = []
  let heard = 0
  let greeting: Greeting | undefined
  let rest: Buffer | undefined
  const talk = new Talk(
    greetProxy((message, step) => said.push({ step, hex: Buffer.from(message).toString('hex'), after: heard })),
    (result, left) => {
      greeting = result
      rest = left
    },
  )
  talk.start()
  for (let at = 0; at < words.length; at += cut) {
    const part = words.subarray(at, at + cut)
    heard += part.length
    talk.feed(part)
  }
  return { said, greeting, rest }
}

describe('towards the proxy, one byte at a time', () => {
  test.each([[2], [19], [1]])('security type %i', (type) => {
    const words = Buffer.concat([version, Buffer.of(1, type), ok, init('r-12-VM (TLS backend)')])
    const { said, greeting } = hear(words)
    expect(said).toEqual([
      { step: 'version', hex: version.toString('hex'), after: 12 },
      { step: 'type', hex: Buffer.of(type).toString('hex'), after: 14 },
      { step: 'init', hex: '01', after: 18 },
    ])
    expect(greeting).toEqual({ format, name: 'r-12-VM', secure: true })
    for (const cut of [2, 5, 13, words.length]) expect(hear(words, cut).greeting).toEqual(greeting)
  })

  test('the tunnel of XenServer: RFB 3.3 without security', () => {
    const { said, greeting } = hear(Buffer.concat([Buffer.from('RFB 003.003\n'), u32(1), init('QEMU (i-2-3-VM)')]))
    expect(said.map(({ hex, after }) => [hex, after])).toEqual([
      [Buffer.from('RFB 003.003\n').toString('hex'), 12],
      ['01', 16],
    ])
    expect(greeting).toEqual({ format, name: 'QEMU (i-2-3-VM)', secure: false })
  })

  test('ESXi: of several types none is taken', () => {
    const { said } = hear(Buffer.concat([version, Buffer.of(2, 16, 1), ok]))
    expect(said[1]?.hex).toBe('01')
  })

  test('a name without length, and bytes that come on the heels of the screen', () => {
    const { greeting, rest } = hear(Buffer.concat([version, Buffer.of(1, 2), ok, init(''), Buffer.of(2)]), 1_000)
    expect(greeting?.name).toBe('')
    expect(rest).toEqual(Buffer.of(2))
  })

  test.each([
    ['no version', Buffer.from('HTTP/1.1 400 Bad Request'), 'version'],
    ['an unknown type', Buffer.concat([version, Buffer.of(1, 30)]), 'types'],
    ['two types that need a password', Buffer.concat([version, Buffer.of(2, 2, 19)]), 'types'],
    ['a strange result', Buffer.concat([version, Buffer.of(1, 2), Buffer.from('HTTP')]), 'result'],
    ['a name of 4 GB', Buffer.concat([version, Buffer.of(1, 2), ok, format, u32(0xffff_ffff)]), 'init'],
    ['a 3.3 that needs a password', Buffer.concat([Buffer.from('RFB 003.003\n'), u32(2)]), 'types'],
    ['a reason without end', Buffer.concat([version, Buffer.of(0), u32(0x7fff_ffff)]), 'reason'],
  ])('is no RFB: %s', (_, words, step) => {
    expect(() => hear(words)).toThrow(expect.objectContaining({ step }) as Error)
  })

  test.each([
    ['no type at all', [version, Buffer.of(0), u32(8), Buffer.from('too many')], 'too many'],
    ['a failed login', [version, Buffer.of(1, 2), u32(1), u32(5), Buffer.from('wrong')], 'wrong'],
    ['a failed login without a word', [version, Buffer.of(1, 2), u32(1), u32(0)], 'no reason given'],
    ['a 3.3 that refuses', [Buffer.from('RFB 003.003\n'), u32(0), u32(2), Buffer.from('no')], 'no'],
  ])('the hypervisor refuses: %s', (_, words, reason) => {
    expect(() => hear(Buffer.concat(words))).toThrow(reason)
  })
})

describe('towards the browser', () => {
  const meet = (words: Buffer) => {
    const said: string[] = []
    let rest: Buffer | undefined
    const talk = new Talk(
      greetBrowser((message) => said.push(Buffer.from(message).toString('hex'))),
      (_, left) => (rest = left),
    )
    talk.start()
    for (const byte of words) talk.feed(Buffer.of(byte))
    return { said, rest }
  }

  test('a clean 3.8 without security, whatever the proxy had', () => {
    const { said, rest } = meet(Buffer.concat([version, Buffer.of(1), Buffer.of(1)]))
    expect(said).toEqual([version.toString('hex'), '0101', '00000000'])
    expect(rest).toEqual(Buffer.alloc(0))
  })

  test('another version or type is refused', () => {
    expect(() => meet(Buffer.from('RFB 003.003\n'))).toThrow('version')
    expect(() => meet(Buffer.concat([version, Buffer.of(2)]))).toThrow('not offered')
  })

  test('the name is told without what the proxy added', () => {
    const { greeting } = hear(Buffer.concat([version, Buffer.of(1, 2), ok, init('größe ')]))
    expect(serverInit(greeting!)).toEqual(init('größe'))
  })
})

const messages: [string, boolean, Buffer][] = [
  ['SetPixelFormat', false, pixelFormat],
  ['SetEncodings', false, Buffer.concat([Buffer.of(2, 0, 0, 3), u32(0, 16, 0xffff_ff21)])],
  ['FramebufferUpdateRequest', false, ask(true)],
  ['KeyEvent', true, key(true, 0xff0d)],
  ['PointerEvent', true, Buffer.of(5, 1, 0, 9, 0, 9)],
  ['PointerEvent, extended', true, Buffer.of(5, 0x81, 0, 9, 0, 9, 2)],
  ['ClientCutText', true, Buffer.concat([Buffer.of(6, 0, 0, 0), u32(5), Buffer.from('hello')])],
  ['ClientCutText, extended', true, Buffer.concat([Buffer.of(6, 0, 0, 0), u32(-4), u32(0x1000_0001)])],
  ['EnableContinuousUpdates', false, Buffer.of(150, 1, 0, 0, 0, 0, 0, 9, 0, 9)],
  ['ClientFence', false, Buffer.concat([Buffer.of(248, 0, 0, 0), u32(1), Buffer.of(3, 7, 8, 9)])],
  ['xvp', true, Buffer.of(250, 0, 1, 2)],
  ['SetDesktopSize', true, Buffer.concat([Buffer.of(251, 0, 2, 0, 1, 0, 1, 0), Buffer.alloc(16)])],
  ['QEMU key', true, Buffer.concat([Buffer.of(255, 0, 0, 1), u32(0x61, 30)])],
]

describe('what a browser may say', () => {
  const read = (data: Buffer, cut: number, viewOnly: boolean) => {
    const reader = new ClientMessages(viewOnly)
    const whole: Buffer[] = []
    let parts: Buffer[] = []
    for (let at = 0; at < data.length; at += cut) {
      reader.read(data.subarray(at, at + cut), (bytes, last) => {
        parts.push(bytes)
        if (last) whole.push(Buffer.concat(parts.splice(0)))
      })
    }
    return { whole, parts, atRest: reader.whole }
  }
  const all = Buffer.concat(messages.map(([, , bytes]) => bytes))

  test.each([1, 2, 3, 7, 64, 1_000])('cut into pieces of %i bytes, every message comes whole', (cut) => {
    expect(read(all, cut, false)).toEqual({ whole: messages.map(([, , bytes]) => bytes), parts: [], atRest: true })
  })

  test.each([1, 2, 5, 1_000])('cut into pieces of %i, who may only look sends nothing that acts', (cut) => {
    const looks = messages.filter(([, acts]) => !acts).map(([, , bytes]) => bytes)
    expect(read(all, cut, true)).toEqual({ whole: looks, parts: [], atRest: true })
  })

  test.each(messages)('%s is not whole before its last byte', (_, __, bytes) => {
    expect(read(bytes.subarray(0, -1), 1, false).atRest).toBe(false)
  })

  test.each([
    ['an unknown type', Buffer.of(7)],
    ['a clipboard of 2 GB', Buffer.concat([Buffer.of(6, 0, 0, 0), u32(0x7fff_ffff)])],
    ['the least number', Buffer.concat([Buffer.of(6, 0, 0, 0), u32(0x8000_0000)])],
    ['audio', Buffer.concat([Buffer.of(255, 1), Buffer.alloc(10)])],
  ])('%s is not passed on', (_, bytes) => {
    expect(() => read(Buffer.concat([encodings, bytes]), 3, false)).toThrow()
  })
})
