import type { Entry } from './entries.ts'
import { type Facet, type FacetId, type FacetOption, optionsOf } from './facets.ts'

const cache = new WeakMap<readonly Entry[], Map<FacetId, FacetOption[]>>()

/** `optionsOf`, counted once a fleet: a keystroke in the search must not count 10,000 routers again for every chip. */
export function knownOptions(entries: readonly Entry[], facet: Facet): FacetOption[] {
  let facets = cache.get(entries)
  if (facets === undefined) cache.set(entries, (facets = new Map()))
  let options = facets.get(facet.id)
  if (options === undefined) facets.set(facet.id, (options = optionsOf(entries, facet)))
  return options
}

/** The URL may name a value by its label; chips know keys. A value that the fleet no longer has stays as it is. */
export function keysOf(entries: readonly Entry[], facet: Facet, wanted: readonly string[] = []): string[] {
  return wanted.map(
    (one) => knownOptions(entries, facet).find(({ key, label }) => key === one || label === one)?.key ?? one,
  )
}

/** What is wanted in the words people read: "fra1-kvm-07 or fra1-kvm-08". */
export function wantedText(entries: readonly Entry[], facet: Facet, wanted: readonly string[]): string {
  const options = knownOptions(entries, facet)
  return wanted.map((one) => options.find(({ key }) => key === one)?.label ?? one).join(' or ')
}
