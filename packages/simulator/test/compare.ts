const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const masked = (text: string) => text.replaceAll(uuid, 'ID')
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const kind = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)

/** A difference on purpose: where, and why. `at` matches the path of a difference from its beginning. */
export interface Exception {
  at: string
  why: string
}

/**
 * What an answer differs in from a recorded one: keys missing or invented, types of values, error texts with ids masked.
 * Rows are compared by id; rows of arrays without ids by their place.
 */
export function differences(recorded: unknown, answered: unknown, path = ''): string[] {
  if (kind(recorded) !== kind(answered)) return [`${path}: recorded ${kind(recorded)}, answered ${kind(answered)}`]
  if (Array.isArray(recorded)) return ofArrays(recorded, answered as unknown[], path)
  if (!isObject(recorded) || !isObject(answered)) return ofTexts(recorded, answered, path)
  const found: string[] = []
  for (const key of Object.keys(recorded)) {
    if (!(key in answered)) found.push(`${path}.${key}: missing`)
    else found.push(...differences(recorded[key], answered[key], `${path}.${key}`))
  }
  for (const key of Object.keys(answered)) if (!(key in recorded)) found.push(`${path}.${key}: invented`)
  return found
}

function ofTexts(recorded: unknown, answered: unknown, path: string): string[] {
  if (!/\.(errortext|errorcode|cserrorcode|success|count|state|jobstatus|jobresultcode|description)$/.test(path))
    return []
  const [a, b] = [masked(String(recorded)), masked(String(answered))]
  return a === b ? [] : [`${path}: recorded ${JSON.stringify(a)}, answered ${JSON.stringify(b)}`]
}

function ofArrays(recorded: unknown[], answered: unknown[], path: string): string[] {
  const found =
    recorded.length === answered.length ? [] : [`${path}: ${recorded.length} recorded, ${answered.length} answered`]
  const keyed = (rows: unknown[]) => rows.every((row) => isObject(row) && typeof row.id === 'string')
  if (recorded.length > 0 && keyed(recorded) && keyed(answered)) {
    const byId = new Map((answered as { id: string }[]).map((row) => [row.id, row]))
    for (const [index, row] of (recorded as { id: string }[]).entries()) {
      const other = byId.get(row.id)
      if (!other) found.push(`${path}[${index}]: not answered`)
      else found.push(...differences(row, other, `${path}[${index}]`))
    }
    return found
  }
  for (let index = 0; index < Math.min(recorded.length, answered.length); index++) {
    found.push(...differences(recorded[index], answered[index], `${path}[${index}]`))
  }
  return found
}

/** Differences that no exception names. */
export function unexplained(found: readonly string[], exceptions: readonly Exception[]): string[] {
  const general = (path: string) => path.replaceAll(/\[\d+\]/g, '[]')
  return found.filter((one) => !exceptions.some(({ at }) => general(one).startsWith(at)))
}
