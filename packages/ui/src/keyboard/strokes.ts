import { writingCodes, type Layout, type Level, type LevelName } from './layout.ts'

/** A key by its place (DOM `code`) and by what it means (X11 keysym), with what has to be held. */
export interface Key {
  code: string
  keysym: number
  shift: boolean
  altgr: boolean
}

/** What types one character: a key, after a dead key for some accented letters. */
export interface Stroke extends Key {
  dead?: Key
}

/** A character the layout cannot type, and where it stands in the prepared text: counted in characters from 0. */
export interface Untypable {
  character: string
  at: number
}

/** Either everything can be typed, or nothing is: strokes only without untypable characters and excess. */
export type Plan =
  | { possible: true; strokes: readonly Stroke[] }
  | { possible: false; untypable: readonly Untypable[]; /** characters over `maxLength` */ excess: number }

/** What a person can see of a character: itself, or its number when it would be invisible. */
export function visible(character: string): string {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return character
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Characters one text may have. */
export const maxLength = 4000

// What dead keys are called in keysyms, and the accent they put on a letter.
const accents: Readonly<Record<string, { keysym: number; mark: string }>> = {
  '`': { keysym: 0xfe50, mark: '\u0300' },
  '´': { keysym: 0xfe51, mark: '\u0301' },
  '^': { keysym: 0xfe52, mark: '\u0302' },
  '~': { keysym: 0xfe53, mark: '\u0303' },
  '¨': { keysym: 0xfe57, mark: '\u0308' },
  '°': { keysym: 0xfe58, mark: '\u030a' },
}

// After a dead key a space writes the accent alone. Windows, X11 and the Linux console agree on these three only:
// for ´ and ¨ some write ' and ".
const alone = '`^~'

const bare = { shift: false, altgr: false }
const space: Key = { code: 'Space', keysym: 0x20, ...bare }
const enter: Key = { code: 'Enter', keysym: 0xff0d, ...bare }
const tab: Key = { code: 'Tab', keysym: 0xff09, ...bare }

/** X11's number for a character: itself in Latin-1, €'s own, Unicode's beyond. */
function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  if (character === '€') return 0x20ac
  return point <= 0xff ? point : 0x1000000 + point
}

/** Every character a layout types with its easiest stroke: fewest keys held, no dead key if it can be. */
export type Typable = ReadonlyMap<string, Stroke>

function addLevel(strokes: Map<string, Stroke>, deadKeys: Map<string, Key>, level: Level, name: LevelName, dead = '') {
  const held = { shift: name === 'shift' || name === 'both', altgr: name === 'altgr' || name === 'both' }
  for (const [row, text] of level.entries()) {
    for (const [at, character] of [...text].entries()) {
      const code = writingCodes[row]?.[at]
      if (character === ' ' || code === undefined) continue
      const accent = dead.includes(character) ? accents[character] : undefined
      if (accent) {
        if (!deadKeys.has(accent.mark)) deadKeys.set(accent.mark, { code, keysym: accent.keysym, ...held })
      } else if (!strokes.has(character)) strokes.set(character, { code, keysym: keysymOf(character), ...held })
    }
  }
}

/** Accented letters of Latin-1, which is as far as every guest's dead keys go, and the accents that a space writes. */
function addAccented(strokes: Map<string, Stroke>, deadKeys: ReadonlyMap<string, Key>) {
  for (const character of alone) {
    const dead = deadKeys.get(accents[character]?.mark ?? '')
    if (dead && !strokes.has(character)) strokes.set(character, { ...space, dead })
  }
  for (let point = 0xc0; point <= 0xff; point++) {
    const character = String.fromCodePoint(point)
    const [letter = '', mark = ''] = character.normalize('NFD')
    const [key, dead] = [strokes.get(letter), deadKeys.get(mark)]
    if (key && dead && !strokes.has(character)) strokes.set(character, { ...key, dead })
  }
}

export function typable(layout: Layout): Typable {
  const strokes = new Map<string, Stroke>([
    ['\n', enter],
    ['\t', tab],
    [' ', space],
  ])
  const deadKeys = new Map<string, Key>()
  for (const name of ['plain', 'shift', 'altgr', 'both'] as const) {
    addLevel(strokes, deadKeys, layout[name] ?? [], name, layout.dead?.[name])
  }
  addAccented(strokes, deadKeys)
  return strokes
}

/** The characters a keyboard would write: one line feed for each line's end, accents joined to their letters. */
export function prepare(text: string): string[] {
  return [...text.replaceAll(/\r\n?/g, '\n').normalize('NFC')]
}

/** How to type a text, or everything that stands in the way; `typed` is `typable(layout)`. */
export function planStrokes(text: string, typed: Typable): Plan {
  const characters = prepare(text)
  const excess = Math.max(0, characters.length - maxLength)
  const untypable: Untypable[] = []
  const strokes: Stroke[] = []
  for (const [at, character] of characters.entries()) {
    const stroke = typed.get(character)
    if (stroke) strokes.push(stroke)
    else untypable.push({ character, at })
  }
  return untypable.length > 0 || excess > 0 ? { possible: false, untypable, excess } : { possible: true, strokes }
}
