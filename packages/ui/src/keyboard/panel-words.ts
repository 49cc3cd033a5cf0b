import { maxLength, type Plan, type Stroke, type Untypable } from './strokes.ts'
import { typingTime, type Progress } from './typing.ts'

const number = (value: number) => value.toLocaleString('en')
const times = (count: number) => (count === 1 ? 'once' : `${number(count)} times`)

export const charactersOf = (count: number) => `${number(count)} ${count === 1 ? 'character' : 'characters'}`

/** What a person can see of a character: itself, or its number when it would be invisible. */
export function visible(character: string): string {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return character
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

const duration = (ms: number) =>
  ms < 60_000 ? `${Math.max(1, Math.ceil(ms / 1000))} s` : `${Math.ceil(ms / 60_000)} min`

/** "Will press Enter 2 times and Tab once; takes about 3 s." */
export function summary(strokes: readonly Stroke[], pace: number): string {
  const count = (code: string) => strokes.filter((stroke) => stroke.code === code).length
  const pressed = ['Enter', 'Tab'].filter((code) => count(code) > 0).map((code) => `${code} ${times(count(code))}`)
  const time = `about ${duration(typingTime(strokes, pace))}`
  return pressed.length > 0 ? `Will press ${pressed.join(' and ')}; takes ${time}.` : `Takes ${time}.`
}

/** Where a character stands, lines and characters counted from 1. */
function placeOf(at: number, characters: readonly string[]): string {
  const before = characters.slice(0, at)
  const line = before.filter((character) => character === '\n').length + 1
  return `line ${number(line)}, character ${number(at - before.lastIndexOf('\n'))}`
}

// So many are named; a wrong layout makes hundreds, and the first ones tell.
const named = 5

function untypableWords(untypable: readonly Untypable[], characters: readonly string[], hidden: boolean): string {
  const first = untypable.slice(0, named).map(({ character, at }) => {
    // Of a secret not even the character that is in the way is shown.
    return hidden ? number(at + 1) : `${visible(character)} (${placeOf(at, characters)})`
  })
  const more = untypable.length - first.length
  const list = more > 0 ? `${first.join(', ')} and ${number(more)} more` : first.join(', ')
  return `This layout has no keys for ${hidden ? (untypable.length === 1 ? 'character ' : 'characters ') : ''}${list}.`
}

/** Why nothing is typed: every reason a sentence; empty when the plan is possible. */
export function refusal(plan: Plan, characters: readonly string[], hidden: boolean): string {
  if (plan.possible) return ''
  const tooLong = plan.excess > 0 && `${charactersOf(plan.excess)} over the limit of ${number(maxLength)}.`
  const unknown = plan.untypable.length > 0 && untypableWords(plan.untypable, characters, hidden)
  return [unknown, tooLong, 'Nothing is typed.'].filter(Boolean).join(' ')
}

/** How it went, once it has ended. */
export function outcome({ state, typed, total }: Progress): string {
  if (state === 'done') return `Typed ${charactersOf(total)}.`
  if (state === 'stopped') return `Stopped after ${number(typed)} of ${charactersOf(total)}. No key is held.`
  return state === 'failed' ? `The console took ${number(typed)} of ${charactersOf(total)}, then no more.` : ''
}
