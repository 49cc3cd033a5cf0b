import { keyMaps, keysym_to_name, resolveCharMapping, type KeyboardLayout } from '@kubevirt-ui-ext/vnc-keymaps'
import { describe, expect, test } from 'vitest'
import { writingCodes } from './layout.ts'
import { layoutNamed, layoutNames, loadLayout, type LayoutName } from './layouts.ts'
import { maxLength, planStrokes, prepare, typable, visible, type Key } from './strokes.ts'

const names = layoutNames.map(({ value }) => value)
const typed = async (name: LayoutName) => typable(await loadLayout(name))
const ascii = Array.from({ length: 95 }, (_, at) => String.fromCodePoint(0x20 + at)).join('')
const password = 'Aa0!"#$%&\'()*+,-./:;<=>?@[\\]^_{|}~'

/** A stroke as a person would say it: `AltGr+KeyQ`, `Equal Shift+KeyE`. */
const say = ({ code, shift, altgr }: Key) => `${altgr ? 'AltGr+' : ''}${shift ? 'Shift+' : ''}${code}`

async function keysFor(name: LayoutName, text: string): Promise<string> {
  const plan = planStrokes(text, await typed(name))
  if (!plan.possible) throw new Error(`untypable: ${plan.untypable.map(({ character }) => character).join(' ')}`)
  return plan.strokes.map((stroke) => `${stroke.dead ? `${say(stroke.dead)} ` : ''}${say(stroke)}`).join(', ')
}

describe('layouts', () => {
  test('are those of the keyboard detail, us for anything else', () => {
    const detail = 'de de-ch es fi fr fr-be fr-ch is it jp nl-be no pt uk us'
    expect([...names].sort()).toEqual(detail.split(' '))
    for (const name of names) expect(layoutNamed(name)).toBe(name)
    expect([layoutNamed(undefined), layoutNamed('xx'), layoutNamed('constructor')]).toEqual(['us', 'us', 'us'])
  })

  test.each(names)('%s has a place for each key of every row, and its dead characters are there', async (name) => {
    const layout = await loadLayout(name)
    for (const level of ['plain', 'shift', 'altgr', 'both'] as const) {
      const rows = layout[level] ?? []
      expect(rows.map((row) => [...row].length)).toEqual(writingCodes.slice(0, rows.length).map((row) => row.length))
      for (const dead of layout.dead?.[level] ?? '') expect(rows.join('').split(dead)).toHaveLength(2)
    }
  })
})

describe('every layout types', () => {
  test.each(names)('%s: all of ASCII, the password and lines', async (name) => {
    const strokes = await typed(name)
    for (const text of [ascii, password, 'one\ttwo\nthree\n']) {
      const plan = planStrokes(text, strokes)
      expect(plan).toMatchObject({ possible: true })
      expect(plan.possible && plan.strokes).toHaveLength(text.length)
    }
  })

  const own: Partial<Record<LayoutName, string>> = {
    uk: '£¬€',
    de: 'äöüÄÖÜß§€²³°µâêéÉ',
    'de-ch': 'äöüÄÖÜàéèç§¢€¬£°',
    fr: 'éèàùçâêîôûëïüÿ€£µ§°²¤',
    'fr-be': 'éèàùçâêîôûëïüáñ€£µ§°²³',
    'fr-ch': 'éèàäöüâêîôûëïç€£¬',
    es: 'ñÑçÇáéíóúüÁÉÍÓÚ¡¿ºª·€¬',
    it: 'àèéìòùç£°§€',
    pt: 'áâãàéêíóôõúçÇ«»ºª€£§ü',
    no: 'æøåÆØÅäöüéèñ¤§€£µ',
    fi: 'äöåÄÖÅéèüñ§½¤€£µ',
    is: 'áéíóúýÁÉÍÓÚÝðÐþÞæÆöÖåÅäâ€µ',
  }
  test.each(Object.entries(own))('%s: %s', async (name, text) => {
    expect(planStrokes(text, await typed(layoutNamed(name)))).toMatchObject({ possible: true })
  })
})

describe('places', () => {
  test('a code is where the key lies, not what it writes', async () => {
    expect(await keysFor('de', 'yz@{~')).toBe('KeyZ, KeyY, AltGr+KeyQ, AltGr+Digit7, AltGr+BracketRight')
    expect(await keysFor('fr', 'aq1&M@')).toBe('KeyQ, KeyA, Shift+Digit1, Digit1, Shift+Semicolon, AltGr+Digit0')
    expect(await keysFor('uk', '"@#~\\|£')).toBe(
      'Shift+Digit2, Shift+Quote, Backslash, Shift+Backslash, IntlBackslash, Shift+IntlBackslash, Shift+Digit3',
    )
    expect(await keysFor('it', '[{')).toBe('AltGr+BracketLeft, AltGr+Shift+BracketLeft')
    expect(await keysFor('jp', '@:_\\|')).toBe('BracketLeft, Quote, Shift+IntlRo, IntlRo, Shift+IntlYen')
    expect(await keysFor('us', 'a\n\t ')).toBe('KeyA, Enter, Tab, Space')
  })

  test('dead keys go before their letter, or before a space for the accent alone', async () => {
    expect(await keysFor('de', 'éÈ^`')).toBe('Equal KeyE, Shift+Equal Shift+KeyE, Backquote Space, Shift+Equal Space')
    expect(await keysFor('fr', 'êë')).toBe('BracketLeft KeyE, Shift+BracketLeft KeyE')
    expect(await keysFor('no', 'ñ~')).toBe('AltGr+BracketRight KeyN, AltGr+BracketRight Space')
    expect(await keysFor('fr', 'é~')).toBe('Digit2, AltGr+Digit2')
  })

  test('keysyms say the same to servers that do not take places', async () => {
    const strokes = await typed('de')
    const symbols = ['A', 'ß', '€', 'é', '\n'].map((character) => strokes.get(character)?.keysym)
    expect(symbols).toEqual([0x41, 0xdf, 0x20ac, 0x65, 0xff0d])
    expect(strokes.get('é')?.dead?.keysym).toBe(0xfe51)
  })
})

describe('texts', () => {
  test('every kind of line end is one Enter, and a composed letter one character', async () => {
    expect(prepare('a\r\nb\rc\nd').join('')).toBe('a\nb\nc\nd')
    expect(await keysFor('de', 'a\r\nu\u0308')).toBe('KeyA, Enter, BracketLeft')
  })

  test('what cannot be typed is named with its place, and then nothing is', async () => {
    const plan = planStrokes('aé\r\n\u{1f600}b\u200b', await typed('us'))
    const untypable = [
      { character: 'é', at: 1 },
      { character: '\u{1f600}', at: 3 },
      { character: '\u200b', at: 5 },
    ]
    expect(plan).toEqual({ possible: false, untypable, excess: 0 })
  })

  test('a character that nobody sees is named by its number', () => {
    expect(['é', '€', '\u200b', '\u00a0', '\u{1f600}'].map(visible)).toEqual([
      'é',
      '€',
      'U+200B',
      'U+00A0',
      '\u{1f600}',
    ])
  })

  test('an accent that guests disagree about is refused rather than guessed', async () => {
    expect(planStrokes('´', await typed('de'))).toMatchObject({ possible: false })
    expect(planStrokes('é', await typed('uk'))).toMatchObject({ possible: false })
    expect(planStrokes('\0', await typed('us'))).toMatchObject({ possible: false })
  })

  test('the limit holds, and says by how much', async () => {
    const strokes = await typed('us')
    expect(planStrokes('a'.repeat(maxLength), strokes)).toMatchObject({ possible: true })
    expect(planStrokes('a\r\n'.repeat(maxLength), strokes)).toMatchObject({ possible: false, excess: maxLength })
  })
})

describe('against the tables of another project', () => {
  const theirs: Partial<Record<LayoutName, KeyboardLayout>> = {
    us: 'en-us',
    uk: 'en-gb',
    de: 'de',
    'de-ch': 'de-ch',
    fr: 'fr',
    'fr-be': 'fr-be',
    'fr-ch': 'fr-ch',
    es: 'es',
    fi: 'fi',
    is: 'is',
    it: 'it',
    jp: 'ja',
    pt: 'pt',
  }
  const scancodes = new Map<string, number>()
  const starts = [[0x29], [0x10], [0x1e], [0x56, 0x2c], [0x73, 0x7d]]
  for (const [row, codes] of writingCodes.entries()) {
    for (const [at, code] of codes.entries()) scancodes.set(code, scancodeAt(row, at))
  }
  scancodes.set('Space', 0x39)

  /** XT scancodes run along a row, but for its first key or its last. */
  function scancodeAt(row: number, at: number): number {
    const first = starts[row]?.[0] ?? 0
    if (row === 0) return at === 0 ? first : at + 1
    if (row === 2) return at === 11 ? 0x2b : first + at
    if (row === 3) return at === 0 ? first : 0x2b + at
    return row === 4 ? (starts[4]?.[at] ?? 0) : first + at
  }

  test.each(Object.entries(theirs))('%s', async (name, other) => {
    const { map } = keyMaps[other]
    const differing: string[] = []
    let compared = 0
    for (const [character, stroke] of await typed(layoutNamed(name))) {
      const keysym = resolveCharMapping(character, map).mapping.keysym
      const meant = keysym_to_name.filter(([code]) => code === keysym).map(([, text]) => text)
      const ways = map.filter(([text]) => meant.includes(text))
      if (ways.length === 0 || stroke.dead || character < ' ') continue
      compared++
      const held = [stroke.shift && 'shift', stroke.altgr && 'altgr'].filter(Boolean)
      const same = ways.some(
        ([, scancode, ...more]) =>
          scancode === scancodes.get(stroke.code) && [...more].sort().join() === [...held].sort().join(),
      )
      if (!same) differing.push(`${character} ${say(stroke)} ${JSON.stringify(ways)}`)
    }
    expect(differing).toEqual([])
    expect(compared).toBeGreaterThan(90)
  })
})
