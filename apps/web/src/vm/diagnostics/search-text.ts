/** The text of a file; undefined when it is none (a NUL near its beginning). */
export function textOf(bytes: Uint8Array): string | undefined {
  return bytes.subarray(0, 8_192).includes(0) ? undefined : new TextDecoder().decode(bytes)
}

/** One line of a file, numbered from 1. */
export interface NumberedLine {
  number: number
  text: string
}

/** How many lines hold the words, whatever their case. */
export function countLines(text: string, query: string): number {
  const wanted = query.toLowerCase()
  let count = 0
  for (const line of text.split('\n')) if (line.toLowerCase().includes(wanted)) count += 1
  return count
}

/** The lines to show: all, or those with the words. */
export function linesOf(text: string, query: string): NumberedLine[] {
  const wanted = query.toLowerCase()
  const lines = text.replace(/\n$/, '').split('\n')
  const numbered = lines.map((line, index) => ({ number: index + 1, text: line }))
  return wanted === '' ? numbered : numbered.filter(({ text }) => text.toLowerCase().includes(wanted))
}

/** A line in parts, those at odd places being the words. */
export function parts(line: string, query: string): string[] {
  if (query === '') return [line]
  const [wanted, lower] = [query.toLowerCase(), line.toLowerCase()]
  // Lower case may be longer than the letters it is of (İ); then no part is marked.
  if (lower.length !== line.length) return [line]
  const found: string[] = []
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    found.push(line.slice(from, at), line.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...found, line.slice(from)]
}
