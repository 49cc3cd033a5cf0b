import { allModifiers, ownCombination, type Combination, type Modifier } from '@stratoview/ui/console/keys.ts'
import { useSyncExternalStore } from 'react'
import { kept } from '../../kept.ts'

/** What is kept of a combination: names, so that it can be read and mended by hand. */
export interface OwnKeys {
  held: Modifier[]
  key: string
  sysRq: boolean
}

const place = 'stratoview.console.keys'
/** More would not fit a menu. */
export const mostOwn = 20

let text: string | null | undefined
let read: readonly Combination[] = []
const listeners = new Set<() => void>()

/** Whatever else stands there is passed over. */
export function parseOwn(json: string | null): OwnKeys[] {
  let rows: unknown
  try {
    rows = JSON.parse(json ?? '[]')
  } catch {
    return []
  }
  return (Array.isArray(rows) ? (rows as unknown[]) : []).flatMap((row): OwnKeys[] => {
    const { held, key, sysRq } = (row ?? {}) as Partial<Record<keyof OwnKeys, unknown>>
    if (typeof key !== 'string' || !ownCombination([], key)) return []
    return [
      { held: allModifiers.filter((one) => Array.isArray(held) && held.includes(one)), key, sysRq: sysRq === true },
    ]
  })
}

const labelled = ({ held, key, sysRq }: OwnKeys) => ownCombination(held, key, sysRq)
const labelOf = (keys: OwnKeys): string => labelled(keys)?.label ?? ''

function snapshot(): readonly Combination[] {
  const now = kept.get(place)
  if (now !== text) {
    text = now
    read = parseOwn(now).flatMap((keys) => labelled(keys) ?? [])
  }
  return read
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another window of ours may have changed them.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

function write(rows: readonly OwnKeys[]): void {
  kept.set(place, JSON.stringify(rows))
  for (const listener of listeners) listener()
}

/** The user's own combinations, kept in this browser. */
export const useOwnKeys = (): readonly Combination[] => useSyncExternalStore(subscribe, snapshot)

/** Puts one at the end, unless it is there. */
export function addOwn(keys: OwnKeys): void {
  const rows = parseOwn(kept.get(place))
  if (rows.length < mostOwn && !rows.some((row) => labelOf(row) === labelOf(keys))) write([...rows, keys])
}

export function removeOwn(label: string): void {
  write(parseOwn(kept.get(place)).filter((row) => labelOf(row) !== label))
}
