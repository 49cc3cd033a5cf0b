/** A key as both kinds of servers want it: an X keysym and the DOM's name of the place on the keyboard. */
export interface KeyStroke {
  keysym: number
  code: string
}

export type Modifier = 'Ctrl' | 'Alt' | 'Shift' | 'Super'

export const modifiers: Readonly<Record<Modifier, KeyStroke>> = {
  Ctrl: { keysym: 0xffe3, code: 'ControlLeft' },
  Alt: { keysym: 0xffe9, code: 'AltLeft' },
  Shift: { keysym: 0xffe1, code: 'ShiftLeft' },
  Super: { keysym: 0xffeb, code: 'MetaLeft' },
}

const named = {
  Esc: { keysym: 0xff1b, code: 'Escape' },
  Tab: { keysym: 0xff09, code: 'Tab' },
  Enter: { keysym: 0xff0d, code: 'Enter' },
  Del: { keysym: 0xffff, code: 'Delete' },
  Backspace: { keysym: 0xff08, code: 'Backspace' },
  SysRq: { keysym: 0xff61, code: 'PrintScreen' },
  Space: { keysym: 0x20, code: 'Space' },
  Insert: { keysym: 0xff63, code: 'Insert' },
  Home: { keysym: 0xff50, code: 'Home' },
  End: { keysym: 0xff57, code: 'End' },
  PageUp: { keysym: 0xff55, code: 'PageUp' },
  PageDown: { keysym: 0xff56, code: 'PageDown' },
  Left: { keysym: 0xff51, code: 'ArrowLeft' },
  Up: { keysym: 0xff52, code: 'ArrowUp' },
  Right: { keysym: 0xff53, code: 'ArrowRight' },
  Down: { keysym: 0xff54, code: 'ArrowDown' },
} as const satisfies Record<string, KeyStroke>

const fn = (number: number): KeyStroke => ({ keysym: 0xffbd + number, code: `F${number}` })
const letter = (name: string): KeyStroke => ({ keysym: name.toLowerCase().charCodeAt(0), code: `Key${name}` })
const digit = (name: string): KeyStroke => ({ keysym: name.charCodeAt(0), code: `Digit${name}` })
const twelve = Array.from({ length: 12 }, (_, index) => index + 1)

/** Every key a combination of one's own may end in, by the name on it (of a US keyboard). */
export const keyNames: ReadonlyMap<string, KeyStroke> = new Map<string, KeyStroke>([
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((name) => [name, letter(name)] as const),
  ...[...'0123456789'].map((name) => [name, digit(name)] as const),
  ...twelve.map((number) => [`F${number}`, fn(number)] as const),
  ...Object.entries(named),
])

export const allModifiers = ['Ctrl', 'Alt', 'Shift', 'Super'] as const satisfies readonly Modifier[]

/** `own(['Ctrl', 'Alt'], 'T')`; undefined for a key there is none of. With `sysRq` it is held down too: Alt-SysRq-B. */
export function ownCombination(held: readonly Modifier[], key: string, sysRq = false): Combination | undefined {
  const stroke = keyNames.get(key)
  if (!stroke) return undefined
  const down = allModifiers.filter((one) => held.includes(one))
  const label = [...down, ...(sysRq ? ['SysRq'] : []), key].join('-')
  return { label, keys: [...down.map((one) => modifiers[one]), ...(sysRq ? [named.SysRq] : []), stroke] }
}

/** Keys pressed one after the other and let go in reverse. */
export interface Combination {
  label: string
  keys: readonly KeyStroke[]
}

const { Ctrl, Alt } = modifiers

export const ctrlAltDel: Combination = { label: 'Ctrl-Alt-Del', keys: [Ctrl, Alt, named.Del] }
export const combinations: readonly Combination[] = [
  { label: 'Esc', keys: [named.Esc] },
  { label: 'Tab', keys: [named.Tab] },
  { label: 'Alt-Tab', keys: [Alt, named.Tab] },
  { label: 'Ctrl-Alt-Backspace', keys: [Ctrl, Alt, named.Backspace] },
  { label: 'SysRq', keys: [Alt, named.SysRq] },
]
export const virtualTerminals: readonly Combination[] = twelve.map((number) => ({
  label: `Ctrl-Alt-F${number}`,
  keys: [Ctrl, Alt, fn(number)],
}))

/** Key events of a combination: all down in order, all up in reverse. */
export function strokesOf({ keys }: Combination): (KeyStroke & { down: boolean })[] {
  return [...keys.map((key) => ({ ...key, down: true })), ...keys.toReversed().map((key) => ({ ...key, down: false }))]
}

const chord = ['Control', 'Alt', 'Shift']

/** Ctrl, Alt and Shift held together and let go again, with no other key between: the keyboard comes back to the page. */
export class ReleaseChord {
  readonly #down = new Set<string>()
  #armed = false

  /** @returns true at the moment the last of the three is let go, when the machine has seen all of them go up */
  key(key: string, down: boolean): boolean {
    if (!chord.includes(key)) {
      this.#armed = false
      return false
    }
    if (down) this.#down.add(key)
    else this.#down.delete(key)
    if (this.#down.size === chord.length) this.#armed = true
    if (!this.#armed || this.#down.size > 0) return false
    this.#armed = false
    return true
  }

  /** The keyboard went elsewhere in between. */
  reset(): void {
    this.#down.clear()
    this.#armed = false
  }
}
