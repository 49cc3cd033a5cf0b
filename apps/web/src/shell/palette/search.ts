import { matches, wordsOf } from '../../vm/find.ts'

/** Something Ctrl-K can find. `text` is all it is found by, lower case, one field a line. */
export interface Found {
  kind: 'page' | 'router' | 'system-vm' | 'internal-lb' | 'instance'
  id: string
  name: string
  /** Beside the name: what and where it is. */
  detail: string
  text: string
  to: string
}

/** 0 is best: the name itself, then names that begin so, then names that hold it, then any other field. */
function rank({ name, text }: Found, words: readonly string[]): number | undefined {
  if (!matches(text, words)) return undefined
  const own = name.toLowerCase()
  const [first = ''] = words
  if (own === first) return 0
  if (own.startsWith(first)) return 1
  return matches(own, words) ? 2 : 3
}

const names = new Intl.Collator('en', { numeric: true })

/** The best `limit` matches; every word must occur somewhere. */
export function search(items: readonly Found[], query: string, limit: number): Found[] {
  const words = wordsOf(query)
  const hits: [number, Found][] = []
  for (const item of items) {
    const score = rank(item, words)
    if (score !== undefined) hits.push([score, item])
  }
  return hits
    .sort(([a, one], [b, two]) => a - b || names.compare(one.name, two.name))
    .slice(0, limit)
    .map(([, item]) => item)
}

/** "stop r-10" → the verb's word and the rest; undefined when no word begins a verb, or nothing but the verb is typed. */
export function verbIn(query: string, labels: readonly string[]): { verb: string; rest: string } | undefined {
  const words = wordsOf(query)
  const at = words.findIndex((word) => word.length > 2 && labels.some((label) => label.toLowerCase().startsWith(word)))
  const verb = words[at]
  if (verb === undefined || words.length < 2) return undefined
  return { verb, rest: words.filter((_, index) => index !== at).join(' ') }
}
