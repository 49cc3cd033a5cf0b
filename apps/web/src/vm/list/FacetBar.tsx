import { FacetChip, FilterInput } from '@stratoview/ui'
import page from './page.module.css'
import { facetOptions, type ListFacet, type ListShape, type ListView, withFacet } from './list-view.ts'

interface Props<Row> {
  /** "these system VMs" */
  things: string
  shape: ListShape<Row>
  /** every row, whatever is shown: a facet offers what there is */
  rows: readonly Row[]
  view: ListView
  onChange: (view: ListView) => void
  onType: (q: string) => void
}

export function FacetBar<Row>({ things, shape, rows, view, onChange, onType }: Props<Row>) {
  const isSet = ({ id }: ListFacet<Row>) => view.filters[id] !== undefined
  // What narrows the list now stands first, as in a sentence.
  const ordered = [...shape.facets.filter(isSet), ...shape.facets.filter((facet) => !isSet(facet))]
  return (
    <div className={page.filters} role="search" aria-label={`Filter ${things}`}>
      <div className={page.filterInput}>
        <FilterInput placeholder={`Filter these ${things}`} value={view.q} onChange={onType} />
      </div>
      <div className={page.chips}>
        {ordered.map((facet) => {
          const options = facetOptions(rows, facet)
          const wanted = view.filters[facet.id] ?? []
          return (
            <FacetChip
              key={facet.id}
              label={facet.label}
              options={options}
              // The URL may name a value by what is read; one that the list has no more is kept as it is.
              selected={wanted.map(
                (one) => options.find(({ value, label }) => value === one || label === one)?.value ?? one,
              )}
              onChange={(next) => onChange(withFacet(view, facet.id, next))}
            />
          )
        })}
      </div>
    </div>
  )
}
