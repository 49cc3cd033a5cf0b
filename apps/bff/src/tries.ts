import { refuse } from './error.ts'

/** Failed sign-ins counted a key (an address, a name) over a window; the table never outgrows `keys`. */
export interface Tries {
  /** Counts a try before it is made, so that a burst is counted too; throws 429 when the key has used its own up. */
  spend(key: string): void
  /** The try succeeded: it does not count. */
  giveBack(key: string): void
}

export interface TriesOptions {
  allowed: number
  windowMs: number
  keys: number
  now: () => number
}

/** A full table forgets its oldest key and the tries counted for it. */
export function createTries({ allowed, windowMs, keys, now }: TriesOptions): Tries {
  const table = new Map<string, { count: number; until: number }>()
  return {
    spend(key) {
      const time = now()
      let entry = table.get(key)
      if (!entry || entry.until <= time) {
        table.delete(key)
        // A Map keeps the order of insertion: the first is the oldest.
        if (table.size >= keys) table.delete(table.keys().next().value!)
        entry = { count: 0, until: time + windowMs }
        table.set(key, entry)
      }
      if (entry.count >= allowed) {
        const seconds = Math.ceil((entry.until - time) / 1000)
        throw refuse(429, 'too-many-tries', `Too many failed sign-ins. Try again in ${seconds} seconds.`)
      }
      entry.count++
    },
    giveBack(key) {
      const entry = table.get(key)
      if (entry && entry.count > 0) entry.count--
    },
  }
}
