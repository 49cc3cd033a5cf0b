import { describe, expect, it } from 'vitest'
import { glyph } from '../../src/cpvm/screen/font.ts'
import { bytes, number } from '../../src/cpvm/thread.ts'
import { ask, encodings, key, room, scancode, type Browser, type Room } from './console.ts'

interface Rect {
  x: number
  y: number
  width: number
  height: number
  encoding: number
  data: Uint8Array
}

/** The rectangles of the framebuffer updates a browser has received, `size` bytes a pixel. */
function rects(browser: Browser, size = 4): Rect[] {
  const all = browser.received()
  const found: Rect[] = []
  for (let at = 0; at < all.length;) {
    let left = number(all.subarray(at + 2, at + 4))
    for (at += 4; left > 0; left -= 1) {
      const [x = 0, y = 0, width = 0, height = 0] = [0, 2, 4, 6].map((by) => number(all.subarray(at + by, at + by + 2)))
      const encoding = number(all.subarray(at + 8, at + 12)) | 0
      const length = encoding === 0 ? width * height * size : encoding === -308 ? 20 : 0
      found.push({ x, y, width, height, encoding, data: all.subarray(at + 12, at + 12 + length) })
      at += 12 + length
    }
  }
  return found
}

async function watching(made: Room, ...list: number[]): Promise<Browser> {
  const browser = await made.view()
  browser.shakeHands()
  browser.begin(...list)
  return browser
}
const lastLine = (made: Room) => made.control.screen(made.vm).lines.at(-1)

describe('the picture', () => {
  it('is text mode, 720 by 400, and says which VM it is of', async () => {
    const made = await room()
    const browser = await watching(made)
    const [whole] = rects(browser)
    expect(whole).toMatchObject({ x: 0, y: 0, width: 720, height: 400, encoding: 0 })
    const { lines } = made.control.screen(made.vm)
    expect(lines.join('\n')).toContain(`CloudStack ${made.row.version}`)
    expect(lines.join('\n')).toContain(made.row.templatename)
    expect(lines.at(-1)).toBe('r-902-VM login:')
    // The dots of the first letter of the last line, as the font has them: an r.
    const top = (lines.length - 1) * 16
    for (const [line, dots] of glyph('r'.codePointAt(0) ?? 0).entries()) {
      const row = Array.from({ length: 9 }, (_, x) => (whole?.data[((top + line) * 720 + x) * 4] === 0xaa ? 1 : 0))
      expect(row.join('')).toBe(dots.toString(2).padStart(9, '0'))
    }
  })

  it('ends at a size of pixels there is not, and the world goes on', async () => {
    const made = await room({ takeover: false })
    const [odd, other] = [await watching(made), await made.view()]
    odd.send(bytes(0, 0, 0, 0, 24, 24, 0, 1, [255, 2], [255, 2], [255, 2], 16, 8, 0, 0, 0, 0))
    odd.send(ask(true))
    odd.fresh()
    other.shakeHands()
    other.begin()
    other.type('abc')
    made.client.pass(5_000)
    expect([odd.fresh(), lastLine(made)]).toEqual([[], 'r-902-VM login: abc'])
  })

  it('comes in the pixel format that was asked for', async () => {
    const made = await room()
    const browser = await made.view()
    browser.shakeHands()
    const rgb565 = bytes(0, 0, 0, 0, 16, 16, 0, 1, [31, 2], [63, 2], [31, 2], 11, 5, 0, 0, 0, 0)
    browser.send(rgb565)
    browser.send(encodings(0))
    browser.send(ask(false, 0, 0, 720, 16))
    const [line] = rects(browser, 2)
    const pixels = new Uint16Array(line?.data.slice().buffer ?? new ArrayBuffer())
    // Grey, 170 of 255: 21 of 31, 42 of 63, 21 of 31.
    expect([...new Set(pixels)].toSorted((a, b) => a - b)).toEqual([0, (21 << 11) | (42 << 5) | 21])
    browser.send(bytes(0, 0, 0, 0, 16, 16, 1, 1, [31, 2], [63, 2], [31, 2], 11, 5, 0, 0, 0, 0))
    browser.send(ask(false, 0, 0, 720, 16))
    const [swapped] = rects(browser, 2)
    expect(swapped?.data[1]).toBe(line?.data[0])
    expect(swapped?.data[0]).toBe(line?.data[1])
  })

  it('is sent anew where it changed, when somebody waits for it', async () => {
    const made = await room()
    const browser = await watching(made)
    browser.fresh()
    browser.send(ask(true))
    expect(browser.fresh()).toEqual([])
    browser.type('a')
    const [changed, ...rest] = rects(browser)
    expect(rest).toEqual([])
    // The letter and the cursor after it.
    expect(changed).toMatchObject({ x: 'r-902-VM login: '.length * 9, width: 18, height: 16 })
    browser.type('b')
    expect(browser.fresh()).toEqual([])
    browser.send(ask(true))
    expect(rects(browser)).toMatchObject([{ width: 18 }])
  })

  it('grows with the window when the client may resize it', async () => {
    const made = await room()
    const browser = await watching(made, -308)
    expect(rects(browser).map(({ encoding }) => encoding)).toContain(-308)
    browser.send(bytes(251, 0, [1024, 2], [768, 2], 1, 0, [0, 4], [0, 2], [0, 2], [1024, 2], [768, 2], [0, 4]))
    expect(rects(browser)).toMatchObject([{ x: 1, y: 0, width: 1024, height: 768, encoding: -308 }])
    browser.send(ask(false, 0, 0, 1024, 768))
    expect(rects(browser)[0]?.data.length).toBe(1024 * 768 * 4)
    expect(lastLine(made)).toBe('r-902-VM login:')
    browser.send(bytes(251, 0, [8, 2], [8, 2], 0, 0))
    expect(rects(browser)).toMatchObject([{ x: 1, y: 3, width: 1024, height: 768 }])
  })
})

describe('keys', () => {
  it('are echoed: a login, a wrong password, a shell', async () => {
    const made = await room()
    const browser = await watching(made)
    browser.type('root\nwrong\n')
    expect(made.control.screen(made.vm).lines).toContain('Login incorrect')
    browser.type('root\npassword\nhostname\n')
    expect(made.control.screen(made.vm).lines.slice(-2)).toEqual(['r-902-VM', 'root@r-902-VM:~$'])
    browser.type('nonsense\nexit\n')
    expect(made.control.screen(made.vm).lines).toContain('-sh: nonsense: command not found')
    expect(lastLine(made)).toBe('r-902-VM login:')
    expect(made.control.screen(made.vm).lines.join('')).not.toContain('wrong')
  })

  it('go by position when the client says which they are: announced, by the layout of the guest', async () => {
    const made = await room({ keyboard: 'de' })
    const browser = await watching(made, -258)
    expect(rects(browser).map(({ encoding }) => encoding)).toContain(-258)
    for (const code of [0x15, 0x2c, 0x28]) {
      browser.send(scancode(true, code, 0x79))
      browser.send(scancode(false, code, 0x79))
    }
    expect(lastLine(made)).toBe('r-902-VM login: zyä')
    browser.type('y')
    expect(lastLine(made)).toBe('r-902-VM login: zyäz')
  })

  it('are keysyms alone where QEMU is not', async () => {
    const browser = await watching(await room({ extendedKeys: false }), -258)
    expect(rects(browser).map(({ encoding }) => encoding)).not.toContain(-258)
  })

  it('Ctrl-Alt-Del starts the VM again, on the world clock', async () => {
    const made = await room()
    const browser = await watching(made)
    browser.type('half a name')
    for (const down of [true, false]) for (const keysym of [0xffe3, 0xffe9, 0xffff]) browser.send(key(down, keysym))
    expect(made.control.screen(made.vm).pressed.at(-1)).toBe('Ctrl+Alt+Delete')
    expect(made.control.screen(made.vm).lines).toEqual([])
    made.pass(1_000)
    expect(lastLine(made)).toContain('Loading')
    browser.type('x')
    made.pass(5_000)
    expect(lastLine(made)).toBe('r-902-VM login:')
    expect(made.row.state).toBe('Running')
  })

  it('and takes the agent of a system VM away for a while', async () => {
    const made = await room()
    const ssvm = made.client.world.tables.systemVms.find(({ name }) => name === 's-1-VM')
    const { websocket } = await made.endpoint(ssvm?.id)
    const browser = await made.open({ url: `ws://x/?token=${websocket?.token}` })
    browser.shakeHands()
    browser.begin()
    for (const keysym of [0xffe3, 0xffe9, 0xffff]) browser.send(key(true, keysym))
    made.pass(4_000)
    expect([ssvm?.state, ssvm?.agentstate]).toEqual(['Running', 'Connecting'])
    made.pass(10_000)
    expect(ssvm?.agentstate).toBe('Up')
  })

  it('change the terminal and ask the kernel', async () => {
    const made = await room()
    const browser = await watching(made)
    for (const keysym of [0xffe3, 0xffe9, 0xffbf]) browser.send(key(true, keysym))
    expect(made.control.screen(made.vm).lines[1]).toMatch(/ tty2$/)
    for (const keysym of [0xffe3, 0xffe9, 0xffbf]) browser.send(key(false, keysym))
    browser.send(key(true, 0xff15))
    expect(made.control.screen(made.vm).lines.join('\n')).toContain('[ sysrq ]')
  })
})
