import { timeOf } from '@stratoview/api-client/health'
import { useLocalStorage } from '@mantine/hooks'

/** A change that was made from this browser. */
export interface Entry {
  /** Epoch ms by CloudStack's clock. */
  at: number
  /** Who was signed in. */
  by: string
  name: string
  /** Everywhere (''), or a zone's id. */
  where: string
  zone?: string
  from: string
  to: string
  /** It went back to the default, or to everybody's value. */
  reset: boolean
  /** The management server reads it when it starts. */
  restart: boolean
}

const kept = 300

const isEntry = (one: unknown): one is Entry =>
  typeof one === 'object' &&
  one !== null &&
  ['name', 'by', 'where', 'from', 'to'].every((key) => typeof (one as Record<string, unknown>)[key] === 'string') &&
  typeof (one as Entry).at === 'number'

/** What the browser kept may have been written by another version, or by hand. */
export function parseJournal(text: string | undefined): Entry[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(found) ? found.filter(isEntry) : []
  } catch {
    return []
  }
}

/** Newest first; the oldest are forgotten. */
export function useJournal() {
  const [entries, set] = useLocalStorage<Entry[]>({
    key: 'stratoview.settings.journal',
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: parseJournal,
  })
  return {
    entries,
    add: (made: readonly Entry[]) => set((before) => [...made, ...before].slice(0, kept)),
  }
}

interface Server {
  lastserverstart?: string
}

/**
 * The newest change of each setting that some management server has not read yet: it was made after that server started.
 * Without a list of the servers every such change counts as waiting.
 */
export function waiting(entries: readonly Entry[], servers: readonly Server[] | undefined): Entry[] {
  const started = (servers ?? []).map(({ lastserverstart }) => timeOf(lastserverstart ?? ''))
  const readSince =
    started.length === 0 ? -Infinity : Math.min(...started.map((at) => (Number.isNaN(at) ? -Infinity : at)))
  const newest = new Map<string, Entry>()
  for (const entry of entries) {
    if (!entry.restart || entry.at < readSince) continue
    const known = newest.get(entry.name)
    // The oldest one since the start tells what is still in force.
    newest.set(entry.name, known === undefined ? entry : { ...known, from: entry.from })
  }
  return [...newest.values()].filter(({ from, to }) => from !== to)
}
