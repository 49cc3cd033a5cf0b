/** What the names and ids in CloudStack's texts may stand for. */
export interface Known {
  id: string
  name: string
  to: string
  /** CloudStack's name for its kind, as in an event's `resourcetype`. */
  type?: string
}

/** Objects by name and by id. */
export type Objects = ReadonlyMap<string, Known>

export function objectsOf(things: Iterable<Known>): Objects {
  const objects = new Map<string, Known>()
  for (const known of things) {
    objects.set(known.id, known)
    objects.set(known.name, known)
  }
  return objects
}

/** A piece of text, or an object that exists, and its id where the text has that. */
export type Piece = string | { known: Known; id?: string }

// An id, or a system VM's name: a letter, its number, and the installation's suffix (`instance.name`).
const names = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b[a-z]-\d+-[\w-]+/gi

/**
 * The text with every object that exists as a link. An id becomes its object's name, since people know names
 * (the id goes along for a hover); "r-4-VM / 0d1f8139-…" says one thing twice and becomes one link.
 */
export function piecesOf(text: string, objects: Objects): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(names)) {
    const known = objects.get(match[0])
    if (known === undefined) continue
    const before = text.slice(from, match.index)
    const last = pieces.at(-1)
    from = match.index + match[0].length
    if (typeof last === 'object' && last.known === known && /^ ?\/ ?$/.test(before)) {
      last.id = match[0]
      continue
    }
    if (before !== '') pieces.push(before)
    pieces.push(match[0] === known.name ? { known } : { known, id: match[0] })
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

/** The first object a text names: what an alert is about. */
export function subjectOf(text: string, objects: Objects): Known | undefined {
  return piecesOf(text, objects).find((piece) => typeof piece === 'object')?.known
}
