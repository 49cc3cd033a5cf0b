/** "1 router", "1,284 routers"; `nouns` where an s does not make it: "2 console proxies". */
export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[]): string {
  if (names.length < 3) return listedAll(names)
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}

/** "a", "a and b", "a, b and c". */
export function listedAll(names: readonly string[]): string {
  if (names.length < 2) return names.join()
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
