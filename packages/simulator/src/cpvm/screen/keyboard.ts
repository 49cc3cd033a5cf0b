import type { KeyEvent } from '../rfb/server.ts'
import { layouts, writingKeys, type Layout } from './layouts.ts'

/** Keys that write nothing, by X11 keysym: XT scancode and name. */
const others: readonly (readonly [keysym: number, scancode: number, name: string])[] = [
  [0xff08, 0x0e, 'Backspace'],
  [0xff09, 0x0f, 'Tab'],
  [0xff0d, 0x1c, 'Enter'],
  [0xff8d, 0x9c, 'Enter'],
  [0xff1b, 0x01, 'Escape'],
  [0xffff, 0xd3, 'Delete'],
  [0xffe1, 0x2a, 'Shift'],
  [0xffe2, 0x36, 'Shift'],
  [0xffe3, 0x1d, 'Ctrl'],
  [0xffe4, 0x9d, 'Ctrl'],
  [0xffe9, 0x38, 'Alt'],
  [0xffea, 0xb8, 'AltGr'],
  [0xfe03, 0xb8, 'AltGr'],
  [0xffeb, 0xdb, 'Super'],
  [0xffe5, 0x3a, 'CapsLock'],
  [0xff61, 0xb7, 'SysRq'],
  [0xff15, 0x54, 'SysRq'],
  [0xff50, 0xc7, 'Home'],
  [0xff51, 0xcb, 'Left'],
  [0xff52, 0xc8, 'Up'],
  [0xff53, 0xcd, 'Right'],
  [0xff54, 0xd0, 'Down'],
  [0xff55, 0xc9, 'PageUp'],
  [0xff56, 0xd1, 'PageDown'],
  [0xff57, 0xcf, 'End'],
  [0xff63, 0xd2, 'Insert'],
  ...Array.from({ length: 10 }, (_, at) => [0xffbe + at, 0x3b + at, `F${at + 1}`] as const),
  [0xffc8, 0x57, 'F11'],
  [0xffc9, 0x58, 'F12'],
]
const names = new Map(others.map(([, scancode, name]) => [scancode, name]))
const space = 0x39
const modifiers = ['Ctrl', 'Alt', 'AltGr', 'Shift', 'Super']
const combining: Readonly<Record<string, string>> = {
  '`': '\u0300',
  '´': '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '¨': '\u0308',
  '°': '\u030a',
}

/** A key that went down: what it writes, if it does, and its name with the modifiers held, as `Ctrl+Alt+Delete`. */
export interface Stroke {
  text?: string
  name: string
}

/**
 * A PC's keyboard and the guest's layout. A client that says which key it was is taken at its word; one that only says
 * a keysym goes through a US keymap, without Shift being added, as in QEMU (measured): `y` writes z in a German guest.
 */
export class Keyboard {
  readonly #held = new Set<string>()
  #dead = ''

  press({ down, keysym, scancode }: KeyEvent, keyboard: string): Stroke | undefined {
    const code = scancode || codeOf(keysym)
    if (code === undefined) return undefined
    const name = names.get(code)
    if (name !== undefined && modifiers.includes(name)) {
      if (down) this.#held.add(name)
      else this.#held.delete(name)
      return undefined
    }
    if (!down) return undefined
    const layout = layouts[keyboard] ?? layouts.us
    const text = name === undefined && layout ? this.#write(code, layout) : undefined
    const held = modifiers.filter((modifier) => this.#held.has(modifier))
    const plain = layout?.plain[writingKeys.indexOf(code)] ?? (code === space ? 'Space' : `0x${code.toString(16)}`)
    return { text, name: [...held, name ?? plain].join('+') }
  }

  /** Nothing is held and nothing waits: the machine was switched off. */
  reset(): void {
    this.#held.clear()
    this.#dead = ''
  }

  #write(code: number, layout: Layout): string | undefined {
    if (this.#held.has('Ctrl') || this.#held.has('Alt')) return undefined
    const [level, written] = code === space ? ['p', ' '] : this.#character(writingKeys.indexOf(code), layout)
    const waiting = this.#dead
    if (written === undefined) return undefined
    if (!waiting && isDead(layout, level, written)) {
      this.#dead = written
      return undefined
    }
    this.#dead = ''
    if (!waiting) return written
    if (written === ' ' || written === waiting) return waiting
    const composed = `${written}${combining[waiting] ?? ''}`.normalize('NFC')
    return [...composed].length === 1 ? composed : `${waiting}${written}`
  }

  /** The level that is held, and what the key at this place writes there. */
  #character(at: number, { plain, shift, altgr, both = '' }: Layout): [level: string, written: string | undefined] {
    const alone = plain[at]
    if (alone === undefined) return ['p', undefined]
    const shifted = this.#held.has('Shift')
    if (this.#held.has('AltGr')) return ['a', partner(shifted ? both : altgr, alone)]
    const written = shifted ? shift[at] : alone
    return [shifted ? 's' : 'p', written === ' ' ? undefined : written]
  }
}

const isDead = ({ dead }: Layout, level: string, written: string) =>
  [...dead].some((character, at) => at % 2 === 0 && character === level && dead[at + 1] === written)

/** The second of the pair whose first is `alone`. */
function partner(pairs: string, alone: string): string | undefined {
  const at = [...pairs].findIndex((character, index) => index % 2 === 0 && character === alone)
  return at < 0 ? undefined : pairs[at + 1]
}

function codeOf(keysym: number): number | undefined {
  const other = others.find(([sym]) => sym === keysym)
  if (other) return other[1]
  if (keysym === 0x20) return space
  if (keysym < 0x21 || keysym > 0x7e || !layouts.us) return undefined
  const character = String.fromCodePoint(keysym)
  const at = layouts.us.plain.indexOf(character)
  return writingKeys[at >= 0 ? at : layouts.us.shift.indexOf(character)]
}
