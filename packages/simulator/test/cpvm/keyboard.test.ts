import { describe, expect, it } from 'vitest'
import { Keyboard } from '../../src/cpvm/screen/keyboard.ts'
import { layouts, writingKeys } from '../../src/cpvm/screen/layouts.ts'

const [shift, altgr, ctrl] = [0x2a, 0xb8, 0x1d]

/** What is written by keys pressed one after the other, each a scancode or scancodes held together. */
function written(layout: string, strokes: readonly (number | readonly number[])[]): string {
  const keyboard = new Keyboard()
  let out = ''
  for (const stroke of strokes) {
    const keys = typeof stroke === 'number' ? [stroke] : stroke
    for (const scancode of keys) out += keyboard.press({ down: true, keysym: 0, scancode }, layout)?.text ?? ''
    for (const scancode of keys.toReversed()) keyboard.press({ down: false, keysym: 0, scancode }, layout)
  }
  return out
}

describe('layouts', () => {
  it('write something with every key they have, alone and with Shift', () => {
    expect(Object.keys(layouts)).toHaveLength(15)
    for (const [name, { plain, shift: shifted }] of Object.entries(layouts)) {
      const length = name === 'jp' ? writingKeys.length : writingKeys.length - 2
      expect([name, plain.length, shifted.length]).toEqual([name, length, length])
      expect([name, new Set(plain.replaceAll(/[ \\]/g, '')).size]).toEqual([
        name,
        plain.replaceAll(/[ \\]/g, '').length,
      ])
    }
  })

  // The keys of "zyZ", "@", "{", "\", "|" and "e" as somebody in front of such a keyboard would press them.
  const typed: Readonly<Record<string, readonly (readonly [string, ...(number | readonly number[])[]])[]>> = {
    us: [
      ['@', [shift, 0x03]],
      ['{', [shift, 0x1a]],
      ['\\', 0x2b],
      ['|', [shift, 0x2b]],
      ['zy', 0x2c, 0x15],
    ],
    uk: [
      ['@', [shift, 0x28]],
      ['\\', 0x56],
      ['|', [shift, 0x56]],
      ['£', [shift, 0x04]],
      ['#', 0x2b],
    ],
    de: [
      ['@', [altgr, 0x10]],
      ['{', [altgr, 0x08]],
      ['\\', [altgr, 0x0c]],
      ['|', [altgr, 0x56]],
      ['zy', 0x15, 0x2c],
    ],
    'de-ch': [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x28]],
      ['\\', [altgr, 0x56]],
      ['|', [altgr, 0x08]],
      ['ö', 0x27],
    ],
    'fr-ch': [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x28]],
      ['é', 0x27],
      ['ö', [shift, 0x27]],
    ],
    fr: [
      ['@', [altgr, 0x0b]],
      ['{', [altgr, 0x05]],
      ['\\', [altgr, 0x09]],
      ['|', [altgr, 0x07]],
      ['aq1', 0x10, 0x1e, [shift, 0x02]],
    ],
    'fr-be': [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x0a]],
      ['\\', [altgr, 0x56]],
      ['|', [altgr, 0x02]],
    ],
    es: [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x28]],
      ['\\', [altgr, 0x29]],
      ['|', [altgr, 0x02]],
      ['ñ', 0x27],
    ],
    it: [
      ['@', [altgr, 0x27]],
      ['{', [shift, altgr, 0x1a]],
      ['\\', 0x29],
      ['|', [shift, 0x29]],
      ['è', 0x1a],
    ],
    pt: [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x08]],
      ['\\', 0x29],
      ['|', [shift, 0x29]],
      ['ç', 0x27],
    ],
    no: [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x08]],
      ['\\', 0x0d],
      ['|', 0x29],
      ['ø', 0x27],
    ],
    fi: [
      ['@', [altgr, 0x03]],
      ['{', [altgr, 0x08]],
      ['\\', [altgr, 0x0c]],
      ['|', [altgr, 0x56]],
      ['ö', 0x27],
    ],
    is: [
      ['@', [altgr, 0x10]],
      ['{', [altgr, 0x08]],
      ['\\', [altgr, 0x0c]],
      ['|', [altgr, 0x56]],
      ['þ', 0x35],
    ],
    jp: [
      ['@', 0x1a],
      ['{', [shift, 0x1b]],
      ['_', [shift, 0x73]],
      ['|', [shift, 0x7d]],
      ['"', [shift, 0x03]],
    ],
  }
  for (const [layout, cases] of Object.entries(typed)) {
    it(`${layout}: ${cases.map(([text]) => text).join(' ')}`, () => {
      for (const [text, ...strokes] of cases) expect(written(layout, strokes)).toBe(text)
    })
  }

  it('let a dead key wait for its letter', () => {
    expect(written('de', [0x0d, 0x12])).toBe('é')
    expect(written('de', [0x29, 0x39])).toBe('^')
    expect(written('de', [0x0d, 0x2d])).toBe('´x')
    expect(written('fr', [[shift, 0x1a], 0x12])).toBe('ë')
    expect(written('es', [[altgr, 0x05]])).toBe('~')
    expect(written('pt', [0x2b, 0x1e])).toBe('ã')
  })
})

describe('the keyboard', () => {
  const name = (...events: [boolean, number][]) => {
    const keyboard = new Keyboard()
    return events
      .map(([down, keysym]) => keyboard.press({ down, keysym }, 'us')?.name)
      .findLast((one) => one !== undefined)
  }

  it('names what was pressed with the modifiers held', () => {
    expect(name([true, 0xffe3], [true, 0xffe9], [true, 0xffff])).toBe('Ctrl+Alt+Delete')
    expect(name([true, 0xffe9], [true, 0xff09])).toBe('Alt+Tab')
    expect(name([true, 0xffe9], [false, 0xffe9], [true, 0xffbe])).toBe('F1')
  })

  it('writes nothing while Ctrl is held', () => {
    expect(written('us', [[ctrl, 0x2e]])).toBe('')
  })

  it('maps a bare keysym through US and adds no Shift', () => {
    const bare = (keysym: number, layout: string) => new Keyboard().press({ down: true, keysym }, layout)?.text
    expect(bare(0x79, 'de')).toBe('z')
    expect(bare(0x40, 'us')).toBe('2')
    expect(bare(0xe9, 'us')).toBeUndefined()
  })
})
