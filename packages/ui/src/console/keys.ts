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
} as const satisfies Record<string, KeyStroke>

const fn = (number: number): KeyStroke => ({ keysym: 0xffbd + number, code: `F${number}` })

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
export const virtualTerminals: readonly Combination[] = Array.from({ length: 12 }, (_, index) => ({
  label: `Ctrl-Alt-F${index + 1}`,
  keys: [Ctrl, Alt, fn(index + 1)],
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
