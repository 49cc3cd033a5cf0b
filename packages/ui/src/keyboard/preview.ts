import { visible } from './panel-words.ts'
import type { Untypable } from './strokes.ts'

/** A stretch of the preview: text as it is, the sign of a key, or a character that cannot be typed. */
export interface Piece {
  kind: 'text' | 'key' | 'untypable'
  text: string
}

const signs: Readonly<Record<string, string>> = { '\n': '↵\n', '\t': '⇥\t' }

/** What will be typed, in as few pieces as can be. */
export function previewOf(characters: readonly string[], untypable: readonly Untypable[]): Piece[] {
  const marked = new Set(untypable.map(({ at }) => at))
  const pieces: Piece[] = []
  for (const [at, character] of characters.entries()) {
    const sign = signs[character]
    const kind = marked.has(at) ? 'untypable' : sign ? 'key' : 'text'
    const text = kind === 'untypable' ? visible(character) : (sign ?? character)
    const last = pieces.at(-1)
    if (kind === 'text' && last?.kind === 'text') last.text += text
    else pieces.push({ kind, text })
  }
  return pieces
}
