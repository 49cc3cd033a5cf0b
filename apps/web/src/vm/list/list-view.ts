import type { Column, Sort } from '@stratoview/ui'
import { filterRows } from '@stratoview/ui/table/filter.ts'

/** One thing a list can be narrowed by. `id` is also its name in the URL. */
export interface ListFacet<Row> {
  id: string
  label: string
  /** `key` is exact (an id where there is one), `label` is read; undefined when the row has none. */
  of(row: Row): { key: string; label: string } | undefined
}

/** What a list shows; the URL holds it. */
export interface ListView {
  q: string
  /** Facet → the keys or labels wanted: any of them will do, every facet must be met. */
  filters: Readonly<Record<string, readonly string[]>>
  sort: Sort
}

/** What a list is made of, at module scope. */
export interface ListShape<Row> {
  columns: readonly Column<Row>[]
  facets: readonly ListFacet<Row>[]
  /** The order without a word in the URL. */
  sort: Sort
}

/** A facet of plain words: the key is what is read. */
export const wordFacet = <Row>(id: string, label: string, value: (row: Row) => string | undefined): ListFacet<Row> => ({
  id,
  label,
  of: (row) => {
    const word = value(row)
    return word === undefined ? undefined : { key: word, label: word }
  },
})

/** A facet of things with an id and a name. */
export const namedFacet = <Row>(
  id: string,
  label: string,
  key: (row: Row) => string | undefined,
  name: (row: Row) => string | undefined,
): ListFacet<Row> => ({
  id,
  label,
  of: (row) => {
    const its = key(row)
    return its === undefined ? undefined : { key: its, label: name(row) ?? its }
  },
})

/** `?q=fra1&type=consoleproxy&agent=Down&agent=Alert&sort=-created`; what it does not know it ignores. */
export function readListView<Row>(params: URLSearchParams, { columns, facets, sort }: ListShape<Row>): ListView {
  const filters: Record<string, readonly string[]> = {}
  for (const { id } of facets) {
    const wanted = params.getAll(id).filter(Boolean)
    if (wanted.length > 0) filters[id] = wanted
  }
  const said = params.get('sort') ?? ''
  const column = said.replace(/^-/, '')
  const known = columns.some(({ id, sortable }) => id === column && sortable !== false)
  return {
    q: params.get('q') ?? '',
    filters,
    sort: known ? { column, direction: said.startsWith('-') ? 'desc' : 'asc' } : sort,
  }
}

/** Only what differs from the plain list is written, always in the same order: two equal views are one URL. */
export function writeListView<Row>(view: ListView, { facets, sort }: ListShape<Row>): URLSearchParams {
  const params = new URLSearchParams()
  if (view.q !== '') params.set('q', view.q)
  for (const { id } of facets) for (const wanted of view.filters[id] ?? []) params.append(id, wanted)
  const { column, direction } = view.sort
  if (column !== sort.column || direction !== sort.direction)
    params.set('sort', `${direction === 'desc' ? '-' : ''}${column}`)
  return params
}

export function withFacet(view: ListView, id: string, wanted: readonly string[]): ListView {
  const { [id]: _, ...rest } = view.filters
  return { ...view, filters: wanted.length === 0 ? rest : { ...rest, [id]: wanted } }
}

export const narrowed = (view: ListView): boolean => view.q !== '' || Object.keys(view.filters).length > 0

/** The rows that the view lets through, in the order they came. Words are looked for in every column, shown or not. */
export function narrow<Row extends object>(
  rows: readonly Row[],
  view: ListView,
  shape: ListShape<Row>,
): readonly Row[] {
  const asked = shape.facets.flatMap((facet) => {
    const wanted = view.filters[facet.id]
    return wanted === undefined ? [] : [{ facet, wanted }]
  })
  const kept = rows.filter((row) =>
    asked.every(({ facet, wanted }) => {
      const value = facet.of(row)
      return value !== undefined && (wanted.includes(value.key) || wanted.includes(value.label))
    }),
  )
  return filterRows(kept, shape.columns, view.q)
}

/** What there is to choose, the most frequent first. */
export function facetOptions<Row>(rows: readonly Row[], facet: ListFacet<Row>) {
  const options = new Map<string, { value: string; label: string; count: number }>()
  for (const row of rows) {
    const value = facet.of(row)
    if (value === undefined) continue
    const option = options.get(value.key)
    if (option === undefined) options.set(value.key, { value: value.key, label: value.label, count: 1 })
    else option.count += 1
  }
  return [...options.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en'))
}

/** The view in words, for "No system VM matches Agent is Down and “fra1”." */
export function viewWords<Row>(rows: readonly Row[], view: ListView, { facets }: ListShape<Row>): string {
  const parts = facets.flatMap((facet) => {
    const wanted = view.filters[facet.id]
    if (wanted === undefined) return []
    const options = facetOptions(rows, facet)
    return `${facet.label} is ${wanted.map((key) => options.find(({ value }) => value === key)?.label ?? key).join(' or ')}`
  })
  return [...parts, ...(view.q === '' ? [] : [`“${view.q}”`])].join(' and ')
}
