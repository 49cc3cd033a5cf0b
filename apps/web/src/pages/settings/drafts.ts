import { backIn, EVERYWHERE, type Known, sameValue, valueIn } from './known.ts'

/** A change that is not saved yet. */
export interface Draft {
  name: string
  /** Where: everywhere, or a zone's id. */
  where: string
  /** What it shall be; absent to go back to the default, or to everybody's value. */
  value?: string
  /** What it was when the change was begun: something else now means that somebody else changed it meanwhile. */
  base: string
  /** The server's words, when it was sent and refused. */
  refused?: string
}
export type Drafts = ReadonlyMap<string, Draft>

export const draftKey = (name: string, where: string): string => `${where} ${name}`

/** What the field shows: the draft, else what is in force. */
export function shownIn(known: Known, where: string, draft: Draft | undefined): string {
  if (draft === undefined) return valueIn(known, where)
  return draft.value ?? backIn(known, where)
}

/** A value is typed; one that is what it was is no change. */
export function withValue(drafts: Drafts, known: Known, where: string, value: string): Drafts {
  const { name } = known.setting
  const key = draftKey(name, where)
  const now = valueIn(known, where)
  const next = new Map(drafts)
  if (sameValue(known.setting, value, now)) next.delete(key)
  else next.set(key, { name, where, value, base: drafts.get(key)?.base ?? now })
  return next
}

/** Back to the default, or in a zone to everybody's value. */
export function withReset(drafts: Drafts, known: Known, where: string): Drafts {
  const { name } = known.setting
  return new Map(drafts).set(draftKey(name, where), { name, where, base: valueIn(known, where) })
}

export function without(drafts: Drafts, keys: Iterable<string>): Drafts {
  const next = new Map(drafts)
  for (const key of keys) next.delete(key)
  return next
}

/** What is in force is no longer what the change started from. */
export const overtaken = (draft: Draft, known: Known): boolean =>
  !sameValue(known.setting, draft.base, valueIn(known, draft.where))

/** The command that makes it so. */
export function callOf({ name, where, value }: Draft) {
  const place = where === EVERYWHERE ? {} : { zoneid: where }
  return value === undefined
    ? ({ command: 'resetConfiguration', params: { name, ...place } } as const)
    : ({ command: 'updateConfiguration', params: { name, value, ...place } } as const)
}

/** It is so already: saved just now, or by somebody else. */
export function isSo(draft: Draft, known: Known): boolean {
  if (draft.value === undefined && draft.where !== EVERYWHERE) return false
  return sameValue(known.setting, shownIn(known, draft.where, draft), valueIn(known, draft.where))
}
