/** A level's rows: what each key of `writingCodes` writes there; a blank writes nothing. */
export type Level = readonly string[]

/** What the keys of a guest's keyboard write, as data: only what X11 and Windows agree on, unless its comment says so. */
export interface Layout {
  plain: Level
  shift: Level
  altgr?: Level
  /** AltGr and Shift together */
  both?: Level
  /** which characters of a level write nothing themselves and change the next letter */
  dead?: Partial<Record<LevelName, string>>
}

export type LevelName = 'plain' | 'shift' | 'altgr' | 'both'

const letters = (text: string) => [...text].map((letter) => `Key${letter}`)

/**
 * DOM codes of the keys that write, in the order of a level's rows: from the key left of 1, from Q, from A and from the
 * one left of Z; the fifth row is on Japanese keyboards alone. A code names a place, so KeyZ writes y in Germany.
 */
export const writingCodes: readonly (readonly string[])[] = [
  ['Backquote', ...[...'1234567890'].map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  [...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight'],
  [...letters('ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'],
  ['IntlBackslash', ...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash'],
  ['IntlRo', 'IntlYen'],
]
