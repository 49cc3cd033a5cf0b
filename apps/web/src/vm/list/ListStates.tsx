import { EmptyState } from '@stratoview/ui'
import { type ListShape, type ListView, narrowed, viewWords } from './list-view.ts'
import type { Listing } from './listing.ts'

interface EmptyProps<Row> {
  /** "system VM" */
  one: string
  /** why there is none at all, and how one comes to be */
  nothing: string
  listing: Listing<Row>
  shape: ListShape<Row>
  view: ListView
  onClear: () => void
}

/** Why there is no row, and what to do about it. */
export function Empty<Row>({ one, nothing, listing, shape, view, onClear }: EmptyProps<Row>) {
  if (listing.at === undefined) return null
  if (listing.rows.length === 0 && listing.done) return <EmptyState>{nothing}</EmptyState>
  if (!narrowed(view)) return null
  return (
    <EmptyState action={{ label: 'Clear filters', onSelect: onClear }}>
      {`No ${one} matches ${viewWords(listing.rows, view, shape)}.`}
    </EmptyState>
  )
}
